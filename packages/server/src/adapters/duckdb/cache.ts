/**
 * Sparse copies of files, filled by the byte ranges that queries need. Which ranges are there is known in memory only, so
 * each start begins with an empty folder; whoever deletes it meanwhile loses nothing but time.
 */
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../config/limits.ts'
import { createOnce } from '../../kit/once.ts'
import type { TableFile } from '../../ports/tables.ts'
import { createCachedFiles, type CachedFile } from './cached-files.ts'
import { missingRanges, rangeBytes, type Extent } from './extents.ts'
import { fillRanges, readExtent } from './fill-ranges.ts'
import { tooLarge } from './too-large.ts'

/** A file in the cache that stays while it is held. */
export type Held = Disposable & {
  cached: CachedFile
  path: string
  bring: (wanted: readonly Extent[]) => Promise<void>
  /** bytes of the source that the copy need not keep */
  peek: (extent: Extent) => Promise<Uint8Array>
}

export function createFileCache({ folder, limitBytes }: { folder: string; limitBytes: number }) {
  const { take, forget, makeRoom, takeRoom } = createCachedFiles({ folder, limitBytes })
  let bytesRead = 0
  const begun = createOnce(begin)

  async function begin(): Promise<void> {
    await rm(join(folder, 'files'), { recursive: true, force: true })
    await mkdir(join(folder, 'files'), { recursive: true })
  }

  /** A place for bytes known by this key; `sizeBytes` makes it a sparse file of that size. */
  async function hold(source: TableFile, name = source.key): Promise<Held> {
    await begun()
    const cached = await take(name)
    return {
      cached,
      path: cached.path,
      bring: (wanted) => inTurn(cached, () => fill(cached, source, wanted)),
      peek: async (extent) => {
        bytesRead += extent.end - extent.start
        return readExtent(source, extent)
      },
      [Symbol.dispose]: () => {
        cached.held -= 1
        if (cached.held === 0 && cached.extents.length === 0) forget(cached)
        makeRoom(0)
      },
    }
  }

  async function fill(cached: CachedFile, source: TableFile, wanted: readonly Extent[]): Promise<void> {
    const missing = missingRanges(cached.extents, wanted, gapBytes)
    if (missing.length === 0) return
    if (rangeBytes(missing) > limits.tableScanBytes) throw tooLarge(rangeBytes(missing))
    using room = takeRoom(rangeBytes(missing))
    await fillRanges(join(folder, cached.path), source, {
      extents: cached.extents,
      missing,
      onBytes: (bytes) => {
        bytesRead += bytes
        room.use(bytes)
      },
    })
  }

  /** What a query made of a source, such as a table of text; made once, by whoever asks first. */
  async function holdMade(
    key: string,
    mostBytes: number,
    make: (path: string) => Promise<void>,
  ): Promise<Disposable & { path: string }> {
    const nothing: TableFile = { key, sizeBytes: 0, open: () => Promise.reject(new Error('made, not read')) }
    const held = await hold(nothing)
    const { cached } = held
    try {
      await inTurn(cached, async () => {
        if (cached.extents.length > 0) return
        using _room = takeRoom(mostBytes)
        await makeWhole(join(folder, cached.path), () => make(cached.path))
        const { size } = await stat(join(folder, cached.path))
        cached.extents = [{ start: 0, end: Math.max(size, 1) }]
      })
      return held
    } catch (error) {
      held[Symbol.dispose]()
      throw error
    }
  }

  return { hold, holdMade, folder, bytesRead: () => bytesRead }
}

/** Ranges this near to each other are read in one go. */
const gapBytes = 64 * 1024

export type FileCache = ReturnType<typeof createFileCache>

/** What came of half the work goes before anybody else makes it. */
async function makeWhole(path: string, make: () => Promise<void>): Promise<void> {
  try {
    await make()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

function inTurn<Value>(cached: CachedFile, work: () => Promise<Value>): Promise<Value> {
  const done = cached.filling.then(work)
  cached.filling = done.catch(() => {})
  return done
}
