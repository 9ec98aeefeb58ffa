import { groupBytes } from '../bg4.ts'
import { maxChunkBytes } from '../limits.ts'
import { encodeFrame } from '../lz4/encode.ts'
import type { EncodeFrame } from '../lz4/encode.ts'
import { schemes } from './record.ts'
import type { Scheme } from './record.ts'

export type StoredChunk = { scheme: Scheme; stored: Uint8Array }

/** A quarter of an average chunk says which scheme suits the whole; a multiple of 4, so that groups stay groups. */
const sampleBytes = 16 * 1024
/** Below this gain, reading a chunk costs more than its bytes save. */
const minGain = 1 / 64

// Nothing else runs while a chunk is compressed, so one is enough for all
const grouped = new Uint8Array(maxChunkBytes)

/**
 * Stores a chunk under the scheme that suits it. Both compressions are tried on a sample from its middle, and only the
 * better one on the whole: trying both on all of it would double the time, and chunks that do not compress at all are
 * given up on after the sample. What does not get smaller stays as it is, as does everything without an encoder.
 */
export function compressChunk(content: Uint8Array, encode: EncodeFrame | null = encodeFrame): StoredChunk {
  const plain = { scheme: schemes.none, stored: content }
  if (encode === null) return plain
  const sample = middleOf(content)
  const lz4Bytes = encode(sample).length
  const bg4Bytes = encode(group(sample)).length
  const isWorthIt = Math.min(lz4Bytes, bg4Bytes) < sample.length * (1 - minGain)
  if (!isWorthIt) return plain
  const scheme = bg4Bytes < lz4Bytes ? schemes.bg4Lz4 : schemes.lz4
  const stored = encode(scheme === schemes.lz4 ? content : group(content))
  return stored.length < content.length ? { scheme, stored } : plain
}

function middleOf(content: Uint8Array): Uint8Array {
  if (content.length <= sampleBytes) return content
  const start = ((content.length - sampleBytes) >>> 1) & ~3
  return content.subarray(start, start + sampleBytes)
}

function group(bytes: Uint8Array): Uint8Array {
  const into = grouped.subarray(0, bytes.length)
  groupBytes(bytes, into)
  return into
}
