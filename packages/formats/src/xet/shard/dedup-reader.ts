// What a hub answers to a dedup query, as the asking client reads it; `dedup-answer.ts` writes it
import { FormatError } from '../../errors/index.ts'
import { hashBytes } from '../hash/text.ts'
import { footerBytes } from './layout.ts'
import { readShard } from './reader.ts'
import type { ShardXorb } from './reader.ts'

/** `key` hides the chunk hashes: only who holds a chunk recognises it, by `hashUnderKey`. */
export type DedupHints = { key: Buffer; xorbs: ShardXorb[] }

/** @throws FormatError when it is no such answer */
export function readDedupAnswer(body: Uint8Array): DedupHints {
  const shard = readShard(body)
  const keyAt = body.length - footerBytes + 72
  if (keyAt < footerBytes) throw new FormatError('xet shard: the footer of a dedup answer is missing')
  return { key: Buffer.from(body.subarray(keyAt, keyAt + hashBytes)), xorbs: [...shard.xorbs()] }
}
