/**
 * Sparse copies of files, filled by the byte ranges that queries need. Which ranges are there is known in memory only, so
 * each start begins with an empty folder; whoever deletes it meanwhile loses nothing but time.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableFile } from '../../ports/tables.ts'
import { rangeBytes, type Extent } from './extents.ts'
import { fillRanges, readExtent } from './fill-ranges.ts'

export type CachedFile = {
  key: string
  /** relative to the cache's folder */
  path: string
  held: number
  extents: Extent[]
  filling: Promise<unknown>
}

/** A file in the cache that stays while it is held. */
export type Held = Disposable & {
  path: string
  bring: (wanted: readonly Extent[]) => Promise<void>
  /** bytes of the source that the copy need not keep */
  peek: (extent: Extent) => Promise<Uint8Array>
}

export function createFileCache({ folder, limitBytes }: { folder: string; limitBytes: number }) {
  // In the order they were used last.
  const files = new Map<string, CachedFile>()
  let bytesRead = 0
  let begun: Promise<void> | undefined

  async function begin(): Promise<void> {
    await rm(join(folder, 'files'), { recursive: true, force: true })
    await mkdir(join(folder, 'files'), { recursive: true })
  }

  /** A place for bytes known by this key; `sizeBytes` makes it a sparse file of that size. */
  async function hold(source: TableFile, name = source.key): Promise<Held> {
    await (begun ??= begin())
    const known = files.get(name)
    const isThere = known && (await stat(join(folder, known.path)).catch(() => null))
    const cached = known && isThere ? known : newFile(name)
    files.delete(name)
    files.set(name, cached)
    cached.held += 1
    return {
      path: cached.path,
      bring: (wanted) =>
        inTurn(cached, async () => {
          bytesRead += await fillRanges(join(folder, cached.path), source, {
            extents: cached.extents,
            wanted,
            limitBytes,
          })
        }),
      peek: async (extent) => {
        bytesRead += extent.end - extent.start
        return readExtent(source, extent)
      },
      [Symbol.dispose]: () => {
        cached.held -= 1
        evict()
      },
    }
  }

  /** What a query made of a source, such as a table of text; made once, by whoever asks first. */
  async function holdMade(key: string, make: (path: string) => Promise<void>): Promise<Disposable & { path: string }> {
    const nothing: TableFile = { key, sizeBytes: 0, open: () => Promise.reject(new Error('made, not read')) }
    const held = await hold(nothing)
    const cached = files.get(key)!
    try {
      await inTurn(cached, async () => {
        if (cached.extents.length > 0) return
        await make(cached.path)
        const { size } = await stat(join(folder, cached.path))
        cached.extents = [{ start: 0, end: Math.max(size, 1) }]
      })
      return held
    } catch (error) {
      held[Symbol.dispose]()
      throw error
    }
  }

  function evict(): void {
    let total = files.values().reduce((sum, { extents }) => sum + rangeBytes(extents), 0)
    for (const [key, cached] of files) {
      if (total <= limitBytes) return
      if (cached.held > 0) continue
      total -= rangeBytes(cached.extents)
      files.delete(key)
      void rm(join(folder, cached.path), { force: true })
    }
  }

  return { hold, holdMade, folder, bytesRead: () => bytesRead }
}

export type FileCache = ReturnType<typeof createFileCache>

const newFile = (key: string): CachedFile => ({
  key,
  path: `files/${randomBytes(16).toString('hex')}`,
  held: 0,
  extents: [],
  filling: Promise.resolve(),
})

function inTurn<Value>(cached: CachedFile, work: () => Promise<Value>): Promise<Value> {
  const done = cached.filling.then(work)
  cached.filling = done.catch(() => {})
  return done
}
