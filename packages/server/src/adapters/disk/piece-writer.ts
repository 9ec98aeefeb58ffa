import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { givePiece, pieceBytes } from '../../kit/pieces.ts'
import { codeOf } from './disk-errors.ts'

/** pieces of one file on their way to the disk at once; a single one leaves the disk idle between two calls */
const mostAhead = 4
/** of all files together: beyond that each has one, so that many uploads leave memory, and turns at the disk, to others */
const mostAheadTogether = 16
let aheadTogether = 0

export type PieceWriter = {
  /** Takes over the piece that these bytes begin. Settles when there is room for another; a failure comes out at the next call. */
  append: (bytes: Uint8Array) => Promise<void>
  /** settles once all pieces are written */
  settle: () => Promise<void>
  /** waits for writes under way and closes what it opened; safe to repeat */
  close: () => Promise<void>
}

export type PieceFile = {
  file: string
  handle: FileHandle
  alongside: (bytes: Uint8Array) => Promise<void>
}

/**
 * Writes whole pieces past the system's cache: they must be on the disk before anybody is told so anyway,
 * and filling the cache with gigabytes that are then written out costs twice and drives out what others read. The rest of a
 * file, less than a piece, goes the ordinary way. `alongside` sees each piece while it is written.
 */
export function createPieceWriter({ file, handle, alongside }: PieceFile): PieceWriter {
  const underWay = new Set<Promise<void>>()
  let failure: { error: unknown } | null = null
  let position = 0
  /** undefined: not tried yet */
  let passCache: FileHandle | null | undefined

  async function store(bytes: Uint8Array, at: number): Promise<void> {
    if (bytes.length === pieceBytes && passCache === undefined) passCache = await openDirect(file)
    if (bytes.length < pieceBytes || !passCache) return writeAll(handle, bytes, at)
    try {
      await writeAll(passCache, bytes, at)
    } catch (error) {
      // Some file systems let one open a file so and then refuse to write.
      if (codeOf(error) !== 'EINVAL') throw error
      await writeAll(handle, bytes, at)
    }
  }

  async function process(bytes: Uint8Array): Promise<void> {
    const at = position
    position += bytes.length
    // Nobody else may get the piece before both are done with it.
    const outcomes = await Promise.allSettled([store(bytes, at), alongside(bytes)])
    givePiece(bytes)
    for (const outcome of outcomes) if (outcome.status === 'rejected') failure ??= { error: outcome.reason }
  }

  function check(): void {
    if (failure) throw failure.error
  }

  async function append(bytes: Uint8Array): Promise<void> {
    aheadTogether += 1
    const work: Promise<void> = process(bytes).finally(() => {
      aheadTogether -= 1
      underWay.delete(work)
    })
    underWay.add(work)
    // The first one tells how to open the file.
    while (underWay.size >= (aheadTogether > mostAheadTogether || passCache === undefined ? 1 : mostAhead)) {
      await Promise.race(underWay)
    }
    check()
  }

  async function settle(): Promise<void> {
    await Promise.all(underWay)
    check()
  }

  async function close(): Promise<void> {
    await Promise.all(underWay)
    await passCache?.close()
    passCache = null
  }

  return { append, settle, close }
}

/** A second handle on the same file; null where the file system has no such thing. */
async function openDirect(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, constants.O_WRONLY | constants.O_DIRECT)
  } catch (error) {
    if (codeOf(error) === 'EINVAL') return null
    throw error
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    // A disk that runs full may take a part first and fail only at the next write.
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
