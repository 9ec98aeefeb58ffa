import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Digest } from '../../kit/digest.ts'
import { createBufferPool } from './buffer-pool.ts'
import { createSyncAhead, noSyncAhead, type SyncAhead } from './sync-ahead.ts'

/** A file being written, which knows the SHA-256 and the size of what it was given. */
export type HashingFile = {
  /** one at a time; the part must stay unchanged until the promise settles */
  write: (part: Uint8Array) => Promise<void>
  /** brings the last bytes to the file; nothing may be written after it */
  finish: () => Promise<{ digest: Digest; sizeBytes: number }>
  /** waits for a write still under way and closes the file; safe to repeat */
  close: () => Promise<void>
}

/**
 * Smaller pieces cost more calls; larger ones hold everybody else up while they are hashed, and the kernel caches them
 * in huge pages, which are dear to get.
 */
const pieceBytes = 1024 * 1024
const buffers = createBufferPool(pieceBytes, 8)

/** Takes over the handle. Large parts are written from where they lie, small ones gathered first. */
export function createHashingFile(handle: FileHandle, { willSync }: { willSync: boolean }): HashingFile {
  const pieces = createPieceWriter(handle, willSync ? createSyncAhead(handle) : noSyncAhead)
  let gathering: Buffer | null = null
  let gatheredBytes = 0
  let running: Promise<void> | null = null
  let ended = false

  async function flush(): Promise<void> {
    if (gathering && gatheredBytes > 0) await pieces.write(gathering.subarray(0, gatheredBytes))
    gatheredBytes = 0
  }

  async function take(part: Uint8Array): Promise<void> {
    if (gatheredBytes + part.length > pieceBytes) await flush()
    if (part.length < pieceBytes / 4) {
      gathering ??= buffers.take()
      gathering.set(part, gatheredBytes)
      gatheredBytes += part.length
      return
    }
    await flush()
    for (let at = 0; at < part.length; at += pieceBytes) await pieces.write(part.subarray(at, at + pieceBytes))
  }

  async function write(part: Uint8Array): Promise<void> {
    assert(!running && !ended, 'a file is written one part at a time and not after its end')
    running = take(part)
    try {
      await running
    } finally {
      running = null
    }
  }

  async function finish(): Promise<{ digest: Digest; sizeBytes: number }> {
    assert(!running && !ended, 'a file is finished once, after its last part')
    await flush()
    ended = true
    return await pieces.finish()
  }

  async function close(): Promise<void> {
    ended = true
    // The buffer goes to other uploads, so nobody may be writing it any more.
    await running?.catch(() => {})
    if (gathering) buffers.give(gathering)
    gathering = null
    await handle.close()
  }

  return { write, finish, close }
}

/** Appends pieces and hashes them. */
function createPieceWriter(handle: FileHandle, ahead: SyncAhead) {
  const hash = createHash('sha256')
  let sizeBytes = 0

  async function write(piece: Uint8Array): Promise<void> {
    // Both at once: the system copies the piece in another thread while it is hashed in this one.
    const writing = writeAll(handle, piece, sizeBytes)
    hash.update(piece)
    sizeBytes += piece.length
    await writing
    ahead.wrote(piece.length)
  }

  async function finish(): Promise<{ digest: Digest; sizeBytes: number }> {
    await ahead.settle()
    return { digest: hash.digest('hex') as Digest, sizeBytes }
  }

  return { write, finish }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    // A disk that runs full may take a part first and fail only at the next write.
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
