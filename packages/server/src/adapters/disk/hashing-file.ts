import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Digest } from '../../kit/digest.ts'
import { createBufferPool } from './buffer-pool.ts'

/** A file being written, which knows the SHA-256 and the size of what it was given. */
export type HashingFile = {
  /** one at a time; the part must stay unchanged until the promise settles */
  write: (part: Uint8Array) => Promise<void>
  /** brings the last bytes to the file; nothing may be written after it */
  finish: () => Promise<{ digest: Digest; sizeBytes: number }>
  /** waits for a write still under way and closes the file; safe to repeat */
  close: () => Promise<void>
}

/** Smaller writes cost more calls, larger ones hold up everybody else while they are hashed. */
const pieceBytes = 1024 * 1024
const buffers = createBufferPool(pieceBytes, 8)

/** Takes over the handle. Large parts are written from where they lie, small ones gathered first. */
export function createHashingFile(handle: FileHandle): HashingFile {
  const pieces = createPieceWriter(handle)
  let gathering: Buffer | null = null
  let gatheredBytes = 0
  let running: Promise<void> | null = null
  let ended = false

  async function flush(): Promise<void> {
    if (gatheredBytes > 0) await pieces.write(gathering!.subarray(0, gatheredBytes))
    gatheredBytes = 0
  }

  async function take(part: Uint8Array): Promise<void> {
    gathering ??= buffers.take()
    if (gatheredBytes + part.length > pieceBytes) await flush()
    if (part.length < pieceBytes / 4) {
      gathering.set(part, gatheredBytes)
      gatheredBytes += part.length
      return
    }
    await flush()
    for (let at = 0; at < part.length && !ended; at += pieceBytes)
      await pieces.write(part.subarray(at, at + pieceBytes))
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
    return pieces.facts()
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

const SYNC = Number(process.env['SYNCMB'] ?? 0) * 1024 * 1024
/** Appends pieces and hashes them. */
function createPieceWriter(handle: FileHandle) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let synced = 0
  let syncing = false

  async function write(piece: Uint8Array): Promise<void> {
    // Together, as the system copies the piece in another thread while it is hashed in this one.
    const writing = writeAll(handle, piece, sizeBytes)
    hash.update(piece)
    sizeBytes += piece.length
    await writing
    if (SYNC && sizeBytes - synced > SYNC && !syncing) {
      syncing = true
      synced = sizeBytes
      handle.datasync().then(() => {
        syncing = false
      })
    }
  }

  return { write, facts: () => ({ digest: hash.digest('hex') as Digest, sizeBytes }) }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    // A disk that runs full may take a part first and fail only at the next write.
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
