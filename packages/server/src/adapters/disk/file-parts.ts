import type { FileHandle } from 'node:fs/promises'
import { createBufferPool } from './buffer-pool.ts'

/** Below 256 KiB the calls cost more than the bytes, above 1 MiB the processor's cache stops helping. */
const readPartBytes = 512 * 1024
const buffers = createBufferPool(readPartBytes, 8)

/**
 * The bytes from `first` up to and without `end`. Two buffers take turns: while the caller still uses one part, the
 * next is already read into the other, so a part is valid only until the next is asked for.
 */
export async function* readFileParts(handle: FileHandle, first: number, end: number): AsyncGenerator<Uint8Array> {
  let buffer = takeBuffer(end - first)
  let position = first
  let ahead = readAhead(handle, buffer, position, end)
  let other: Buffer | undefined
  try {
    while (position < end) {
      const part = await ahead
      position += part.length
      if (position < end) {
        const next = other ?? takeBuffer(end - position)
        other = buffer
        buffer = next
        ahead = readAhead(handle, next, position, end)
      }
      yield part
    }
    // Only here is it sure that nobody looks at them any more: a caller who stops early may still be sending one.
    giveBuffer(buffer)
    if (other) giveBuffer(other)
  } finally {
    await ahead.catch(() => {})
  }
}

const takeBuffer = (wantedBytes: number): Buffer =>
  wantedBytes < readPartBytes ? Buffer.allocUnsafeSlow(wantedBytes) : buffers.take()

function giveBuffer(buffer: Buffer): void {
  if (buffer.length === readPartBytes) buffers.give(buffer)
}

function readAhead(handle: FileHandle, buffer: Buffer, position: number, end: number): Promise<Uint8Array> {
  const bytes = buffer.subarray(0, Math.min(buffer.length, end - position))
  const part = fill(handle, bytes, position).then(() => bytes)
  // The caller meets a failure when it asks for this part; until then it must not count as unhandled.
  part.catch(() => {})
  return part
}

/** Reads as many bytes as there is room for. @throws Error when the file ends before */
export async function fill(handle: FileHandle, into: Uint8Array, position: number): Promise<void> {
  let filled = 0
  while (filled < into.length) {
    const { bytesRead } = await handle.read(into, filled, into.length - filled, position + filled)
    if (bytesRead === 0) throw new Error(`A stored file ends ${into.length - filled} bytes too early`)
    filled += bytesRead
  }
}
