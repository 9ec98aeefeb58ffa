// The chunk index: what we remember of a xorb, so that its bytes need not be read to name, check or cut it
import { assert } from '../assert.ts'
import { createMerkleTree } from '../hash/merkle.ts'
import type { ChunkList } from '../hash/names.ts'
import { hashBytes } from '../hash/text.ts'
import { maxChunksPerXorb } from '../limits.ts'
import { fail } from './fail.ts'

/** Chunks in the order of a xorb; `storedEnds` says where each one's record ends in the stored bytes. */
export type ChunkIndex = ChunkList & { storedEnds: Uint32Array }

/** A xorb's name and chunks. The last of each kind of ends is its length, stored and uncompressed. */
export type Xorb = { hash: Buffer; chunks: ChunkIndex }

/** Both in bytes; `end` is exclusive. */
export type ByteRange = { start: number; end: number }

const packedBytes = hashBytes + 4 + 4

/** 40 bytes a chunk, for a database: all hashes, then all stored ends, then all content ends, as little-endian u32. */
export function encodeChunkIndex({ hashes, storedEnds, contentEnds }: ChunkIndex): Buffer {
  const count = storedEnds.length
  const packed = Buffer.alloc(count * packedBytes)
  packed.set(hashes)
  for (let chunk = 0; chunk < count; chunk += 1) {
    packed.writeUInt32LE(storedEnds[chunk] as number, count * hashBytes + chunk * 4)
    packed.writeUInt32LE(contentEnds[chunk] as number, count * (hashBytes + 4) + chunk * 4)
  }
  return packed
}

/** Undoes `encodeChunkIndex`; the hashes stay in the memory given. Throws FormatError when ends do not ascend. */
export function decodeChunkIndex(packed: Uint8Array): ChunkIndex {
  const count = packed.length / packedBytes
  if (!Number.isInteger(count) || count === 0 || count > maxChunksPerXorb)
    return fail(`a chunk index of ${packed.length} bytes`)
  return {
    hashes: packed.subarray(0, count * hashBytes),
    storedEnds: readEnds(packed.subarray(count * hashBytes, count * (hashBytes + 4))),
    contentEnds: readEnds(packed.subarray(count * (hashBytes + 4))),
  }
}

function readEnds(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ends = new Uint32Array(bytes.length / 4)
  let last = 0
  for (let chunk = 0; chunk < ends.length; chunk += 1) {
    const end = view.getUint32(chunk * 4, true)
    if (end <= last) fail('the ends of a chunk index do not ascend')
    ends[chunk] = end
    last = end
  }
  return ends
}

/** Where the records of the chunks [start, end) lie in the stored bytes. */
export const storedRange = ({ storedEnds }: ChunkIndex, start: number, end: number): ByteRange =>
  rangeOf(storedEnds, start, end)

/** Where the chunks [start, end) lie in the uncompressed content of the xorb. */
export const contentRange = ({ contentEnds }: ChunkList, start: number, end: number): ByteRange =>
  rangeOf(contentEnds, start, end)

function rangeOf(ends: Uint32Array, start: number, end: number): ByteRange {
  assert(start >= 0 && start < end && end <= ends.length, `chunks [${start}, ${end}) of ${ends.length}`)
  return { start: start === 0 ? 0 : (ends[start - 1] as number), end: ends[end - 1] as number }
}

/** Which chunk holds the byte at `offset` of the uncompressed content. */
export function findChunk({ contentEnds }: ChunkList, offset: number): number {
  let low = 0
  let high = contentEnds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((contentEnds[middle] as number) > offset) high = middle
    else low = middle + 1
  }
  assert(offset >= 0 && low < contentEnds.length, `no chunk holds byte ${offset}`)
  return low
}

export type IndexBuilder = {
  count: () => number
  contentBytes: () => number
  /** Takes the next chunk; its record takes `recordBytes` in the stored bytes, header included. */
  add: (hash: Uint8Array, recordBytes: number, contentBytes: number) => void
  finish: () => Xorb
}

export function createIndexBuilder(): IndexBuilder {
  const hashes = new Uint8Array(maxChunksPerXorb * hashBytes)
  const storedEnds = new Uint32Array(maxChunksPerXorb)
  const contentEnds = new Uint32Array(maxChunksPerXorb)
  const tree = createMerkleTree()
  let count = 0
  const lastOf = (ends: Uint32Array): number => (count === 0 ? 0 : (ends[count - 1] as number))
  return {
    count: () => count,
    contentBytes: () => lastOf(contentEnds),
    add(hash, recordBytes, contentBytes) {
      if (count === maxChunksPerXorb) fail(`more than ${maxChunksPerXorb} chunks`)
      hashes.set(hash, count * hashBytes)
      storedEnds[count] = lastOf(storedEnds) + recordBytes
      contentEnds[count] = lastOf(contentEnds) + contentBytes
      tree.add(hash, contentBytes)
      count += 1
    },
    finish: () => ({
      hash: tree.root(),
      chunks: {
        hashes: hashes.slice(0, count * hashBytes),
        storedEnds: storedEnds.slice(0, count),
        contentEnds: contentEnds.slice(0, count),
      },
    }),
  }
}
