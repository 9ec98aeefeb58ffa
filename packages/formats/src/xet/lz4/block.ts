// LZ4 blocks: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
import { fail } from './fail.ts'

/** The same memory twice: bytes for long copies, a view to move four at once. */
export type Memory = { bytes: Uint8Array; view: DataView }

export const memoryOf = (bytes: Uint8Array): Memory => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
})

/** Output goes to [at, limit) and may repeat what lies in [start, at). */
export type OutputWindow = { start: number; at: number; limit: number }

const minMatch = 4
/** Longer copies are worth a call of the engine's own. */
const longBytes = 64

/**
 * Decodes the block in [at, end) of the source and says where its output ends. Throws FormatError rather than read
 * outside the block, repeat what lies before the window, or write past its limit.
 */
export function decodeBlock(
  source: Memory & { at: number; end: number },
  target: Memory,
  window: OutputWindow,
): number {
  const { bytes, view: input, end } = source
  const { view: output } = target
  const { start, limit } = window
  let { at } = source
  let out = window.at
  while (at < end) {
    const token = bytes[at] as number
    at += 1
    let literals = token >>> 4
    if (literals === 15) {
      const last = lastLengthByte(bytes, at, end)
      literals += (last - at) * 255 + (bytes[last] as number)
      at = last + 1
    }
    if (literals > end - at) fail('a literal is cut off')
    if (literals > limit - out) fail('the content is longer than announced')
    // by fours, so up to three bytes too many: where there is room for them, what comes next is written over them
    if (literals <= longBytes && at + literals + 3 <= end && out + literals + 3 <= limit)
      for (let done = 0; done < literals; done += 4)
        output.setUint32(out + done, input.getUint32(at + done, true), true)
    else target.bytes.set(bytes.subarray(at, at + literals), out)
    at += literals
    out += literals
    // only the last sequence has no match
    if (at === end) return out
    if (end - at < 2) fail('a match is cut off')
    const distance = (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
    at += 2
    if (distance === 0 || distance > out - start) fail('a match begins before the content')
    let length = (token & 15) + minMatch
    if (length === 15 + minMatch) {
      const last = lastLengthByte(bytes, at, end)
      length += (last - at) * 255 + (bytes[last] as number)
      at = last + 1
    }
    if (length > limit - out) fail('the content is longer than announced')
    if (length <= longBytes && distance >= 4 && out + length + 3 <= limit)
      for (let done = 0; done < length; done += 4)
        output.setUint32(out + done, output.getUint32(out - distance + done, true), true)
    else repeat(target.bytes, out, distance, length)
    out += length
  }
  return fail('a block ends inside a sequence')
}

/** A length goes on while its bytes are 255. */
function lastLengthByte(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] === 255) at += 1
  return at < end ? at : fail('a length is cut off')
}

/** Copies from `distance` bytes back; where source and target overlap, that repeats a pattern. */
function repeat(bytes: Uint8Array, out: number, distance: number, length: number): void {
  const from = out - distance
  if (length <= longBytes) for (let done = 0; done < length; done += 1) bytes[out + done] = bytes[from + done] as number
  else
    for (let done = 0; done < length;) {
      const count = Math.min(distance + done, length - done)
      bytes.copyWithin(out + done, from, from + count)
      done += count
    }
}
