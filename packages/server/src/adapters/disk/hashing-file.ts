import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Digest } from '../../kit/digest.ts'
import { createBufferPool } from './buffer-pool.ts'

/** A file being written, which knows the SHA-256 and the size of what it was given. */
export type HashingFile = {
  /** one at a time */
  write: (part: Uint8Array) => Promise<void>
  /** brings the last bytes to the file; nothing may be written after it */
  finish: () => Promise<{ digest: Digest; sizeBytes: number }>
  /** waits for a write still under way and closes the file; safe to repeat */
  close: () => Promise<void>
}

/** Few large writes instead of many small ones; larger than this gains nothing and costs memory per upload. */
export const writeBufferBytes = 4 * 1024 * 1024
const buffers = createBufferPool(writeBufferBytes, 4)

/** Takes over the handle. Two buffers take turns: one is filled and hashed while the system writes the other. */
export function createHashingFile(handle: FileHandle): HashingFile {
  const hash = createHash('sha256')
  const writer = createBehindWriter(handle)
  let filling = buffers.take()
  let filledBytes = 0
  let running: Promise<void> | null = null
  let finished = false
  let closing: Promise<void> | undefined

  async function flush(): Promise<void> {
    filling = await writer.write(filling, filledBytes)
    filledBytes = 0
  }

  async function take(part: Uint8Array): Promise<void> {
    let rest = part
    while (rest.length > 0) {
      const taken = rest.subarray(0, writeBufferBytes - filledBytes)
      // The hash reads the bytes first, so that the copy finds them in the processor's cache.
      hash.update(taken)
      filling.set(taken, filledBytes)
      filledBytes += taken.length
      rest = rest.subarray(taken.length)
      if (filledBytes < writeBufferBytes) continue
      await flush()
      if (closing) return
    }
  }

  async function write(part: Uint8Array): Promise<void> {
    assert(!running && !finished && !closing, 'a file is written one part at a time and not after its end')
    running = take(part)
    await running.finally(() => {
      running = null
    })
  }

  async function finish(): Promise<{ digest: Digest; sizeBytes: number }> {
    assert(!running, 'finished during a write')
    if (filledBytes > 0) await flush()
    finished = true
    await writer.settle()
    return { digest: hash.digest('hex') as Digest, sizeBytes: writer.sizeBytes() }
  }

  async function close(): Promise<void> {
    // The buffers go to other uploads, so nobody may be filling or writing them any more.
    await running?.catch(() => {})
    await writer.settle().catch(() => {})
    writer.release()
    buffers.give(filling)
    await handle.close()
  }

  return { write, finish, close: () => (closing ??= close()) }
}

/** Writes one buffer behind the caller's back and hands out the other; a failure shows at the next call. */
function createBehindWriter(handle: FileHandle) {
  let resting = buffers.take()
  let position = 0
  let flight: Promise<void> = Promise.resolve()

  async function write(full: Buffer, length: number): Promise<Buffer> {
    await flight
    const free = resting
    resting = full
    flight = writeAll(handle, full.subarray(0, length), position)
    // Handled when the next call awaits it; until then it must not count as unhandled.
    flight.catch(() => {})
    position += length
    return free
  }

  return { write, settle: () => flight, sizeBytes: () => position, release: () => buffers.give(resting) }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    // A disk that runs full may take a part first and fail only at the next write.
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
