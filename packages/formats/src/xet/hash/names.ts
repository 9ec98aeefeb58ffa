// What Xet names by hash: chunks, xorbs, files, and proofs of knowing chunk hashes
import { assert } from '../assert.ts'
import { blake3 } from './blake3.ts'
import type { KeyedHash } from './blake3.ts'
import { createMerkleTree } from './merkle.ts'
import { hashBytes } from './text.ts'

/** Chunks in order: their hashes, 32 bytes each, one after another, and where each ends in the uncompressed content. */
export type ChunkList = { hashes: Uint8Array; contentEnds: Uint32Array }

const fileKeyed = blake3.withKey(Buffer.alloc(32))
const verificationKeyed = blake3.withKey(
  Buffer.from('7f1857d6ce56ed66127ff913e7a5c3f3a4cd26d5b5db49e64124987f28fb94c3', 'hex'),
)

/** The hash of a chunk's uncompressed bytes. */
export const chunkHash: KeyedHash = blake3.withKey(
  Buffer.from('6697f5775b9550de3135cbaca597181c9de421109beb2b58b4d0b04b93adf229', 'hex'),
)

/** The name of a xorb: the Merkle root of its chunks, however they are compressed. */
export function xorbHash(chunks: ChunkList): Buffer {
  const tree = createMerkleTree()
  addRange(tree.add, chunks, 0, chunks.contentEnds.length)
  return tree.root()
}

export type FileHasher = {
  /** Takes the next chunk: its hash and its uncompressed length in bytes. */
  add: (hash: Uint8Array, length: number) => void
  /** Takes the chunks [start, end) of a list, as a term of a file names them. */
  addRange: (chunks: ChunkList, start: number, end: number) => void
  /** The file hash: 32 zero bytes when there was no chunk, since the empty file has none. */
  digest: () => Buffer
}

/** Makes a file's hash from its chunks in order, in a few KiB of memory, however large the file. */
export function createFileHasher(): FileHasher {
  const tree = createMerkleTree()
  let isEmpty = true
  const add: FileHasher['add'] = (hash, length) => {
    isEmpty = false
    tree.add(hash, length)
  }
  return {
    add,
    addRange: (chunks, start, end) => addRange(add, chunks, start, end),
    digest: () => (isEmpty ? tree.root() : fileKeyed(tree.root())),
  }
}

function addRange(add: FileHasher['add'], { hashes, contentEnds }: ChunkList, start: number, end: number): void {
  assert(start >= 0 && end <= contentEnds.length && hashes.length >= end * hashBytes)
  let begin = start === 0 ? 0 : (contentEnds[start - 1] as number)
  for (let chunk = start; chunk < end; chunk += 1) {
    const contentEnd = contentEnds[chunk] as number
    add(hashes.subarray(chunk * hashBytes, (chunk + 1) * hashBytes), contentEnd - begin)
    begin = contentEnd
  }
}

/** Proves knowledge of a term's chunk hashes, given one after another, 32 raw bytes each. */
export const verificationHash: KeyedHash = (hashes) => verificationKeyed(hashes)

/** Hides chunk hashes from who does not hold the chunks; a key of zeros leaves them as they are. */
export const hashUnderKey = (key: Uint8Array): KeyedHash =>
  key.every((byte) => byte === 0) ? (hash) => Buffer.from(hash) : blake3.withKey(key)
