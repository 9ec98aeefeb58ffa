// The part of Xet that sends: it runs in browsers as well as in Node.
export { createChunker } from '../chunker/chunker.ts'
export { chunkHash, createFileHasher, hashUnderKey, verificationHash } from '../hash/names.ts'
export { hashToText } from '../hash/text.ts'
export { maxChunksPerXorb } from '../limits.ts'
export { readDedupAnswer } from '../shard/dedup-reader.ts'
export { encodeShard } from '../shard/writer.ts'
export type { FileToWrite, TermToWrite } from '../shard/writer.ts'
export { createXorbBuilder } from '../xorb/builder.ts'
