import { createHash } from 'node:crypto'
import {
  createChunker,
  createFileHasher,
  createXorbBuilder,
  encodeShard,
  hashToText,
  verificationHash,
  type Xorb,
} from '@kaihub/formats/xet'
import type { XetHash } from '../features/content/index.ts'

/** A file as a Xet client sends it: here one xorb, and a shard with one term. */
export type XetContent = {
  file: XetHash
  xorb: XetHash
  xorbBytes: Buffer<ArrayBuffer>
  shard: Buffer<ArrayBuffer>
  sha256: string
}

export type ShardClaims = {
  sha256?: Uint8Array | null
  hash?: Uint8Array
  end?: number
  contentBytes?: number
  verification?: Uint8Array
}

/** Content of at most one xorb, behind another chunk if one is given. */
export function xetContent(content: Uint8Array, claims: ShardClaims = {}, before?: Uint8Array): XetContent {
  const builder = createXorbBuilder()
  const records: Uint8Array[] = []
  if (before) records.push(builder.add(before))
  const start = before ? 1 : 0
  const chunker = createChunker((chunk) => void records.push(builder.add(chunk)))
  chunker.write(content)
  chunker.end()
  const xorb = builder.finish()
  const sha256 = createHash('sha256').update(content).digest()
  return {
    file: hashToText(fileHash(xorb, start)) as XetHash,
    xorb: hashToText(xorb.hash) as XetHash,
    xorbBytes: Buffer.concat(records),
    shard: Buffer.from(shardOf(xorb, { sizeBytes: content.length, start }, { sha256, ...claims })),
    sha256: sha256.toString('hex'),
  }
}

function fileHash({ chunks }: Xorb, start: number): Buffer {
  const hasher = createFileHasher()
  hasher.addRange(chunks, start, chunks.contentEnds.length)
  return hasher.digest()
}

function shardOf(xorb: Xorb, { sizeBytes, start }: { sizeBytes: number; start: number }, claims: ShardClaims): Buffer {
  const count = xorb.chunks.contentEnds.length
  const term = {
    xorbHash: xorb.hash,
    contentBytes: claims.contentBytes ?? sizeBytes,
    start,
    end: claims.end ?? count,
    verification: claims.verification ?? verificationHash(xorb.chunks.hashes.subarray(start * 32)),
  }
  const file = { hash: claims.hash ?? fileHash(xorb, start), terms: [term], sha256: claims.sha256 ?? null }
  return encodeShard({ files: [file], xorbs: [xorb] })
}
