/** What lies in the cache, and how much room is left, over all queries together. */
import { randomBytes } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { HubError } from '../../kit/errors.ts'
import { rangeBytes, type Extent } from './extents.ts'
import { tooLarge } from './too-large.ts'

export type CachedFile = {
  key: string
  /** relative to the cache's folder */
  path: string
  held: number
  extents: Extent[]
  filling: Promise<unknown>
}

/** Room on disk; as it is used, the bytes count among the extents of a file. */
export type Room = Disposable & { use: (bytes: number) => void }

export function createCachedFiles({ folder, limitBytes }: { folder: string; limitBytes: number }) {
  // In the order they were used last.
  const files = new Map<string, CachedFile>()
  let expectedBytes = 0

  /** The file by this name, held from now on; a new one where none is, or where somebody deleted it behind our back. */
  async function take(name: string): Promise<CachedFile> {
    const known = files.get(name)
    if (known && known.extents.length > 0) {
      const isThere = await stat(join(folder, known.path)).catch(() => null)
      if (!isThere && files.get(name) === known) files.delete(name)
    }
    const cached = files.get(name) ?? newFile(name)
    files.delete(name)
    files.set(name, cached)
    cached.held += 1
    return cached
  }

  /** For what is about to be written. @throws HubError TableTooLarge, RateLimited */
  function takeRoom(bytes: number): Room {
    if (bytes > limitBytes) throw tooLarge(bytes)
    if (!makeRoom(bytes))
      throw new HubError('RateLimited', 'Many large tables are being read right now. Try again in a moment.', {
        retrySeconds: 5,
      })
    let left = bytes
    expectedBytes += bytes
    const use = (some: number): void => {
      left -= some
      expectedBytes -= some
    }
    return { use, [Symbol.dispose]: () => use(left) }
  }

  /** Files that nobody holds go, those first that were used longest ago; says whether there is room then. */
  function makeRoom(bytes: number): boolean {
    let total = files.values().reduce((sum, { extents }) => sum + rangeBytes(extents), expectedBytes + bytes)
    for (const cached of files.values()) {
      if (total <= limitBytes) break
      if (cached.held > 0) continue
      total -= rangeBytes(cached.extents)
      forget(cached)
    }
    return total <= limitBytes
  }

  function forget(cached: CachedFile): void {
    if (files.get(cached.key) === cached) files.delete(cached.key)
    void rm(join(folder, cached.path), { force: true })
  }

  return { take, takeRoom, makeRoom, forget }
}

const newFile = (key: string): CachedFile => ({
  key,
  path: `files/${randomBytes(16).toString('hex')}`,
  held: 0,
  extents: [],
  filling: Promise.resolve(),
})
