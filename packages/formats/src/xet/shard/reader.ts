// Shards as clients upload them; hf_xet writes no footer, @huggingface/hub does, so what follows the xorbs is not read
import { assert } from '../assert.ts'
import { FormatError } from '../../errors/index.ts'
import { hashBytes, swapGroups } from '../hash/text.ts'
import { maxShardBytes } from '../limits.ts'
import {
  bookend,
  hasMetadataFlag,
  hasVerificationFlag,
  isForDedupFlag,
  recordBytes,
  shardTag,
  shardVersion,
} from './layout.ts'

/** The chunks [start, end) of a xorb; hashes are views of the shard's own bytes. */
export type ShardTerm = { xorbHash: Buffer; contentBytes: number; start: number; end: number }

export type ShardFile = {
  hash: Buffer
  termCount: number
  term: (index: number) => ShardTerm
  /** The proof that the uploader knows a term's chunk hashes, or null when the file carries none. */
  verification: (index: number) => Buffer | null
  /** As claimed by the uploader, in the usual order of bytes. */
  sha256: Buffer | null
}

export type ShardChunk = { hash: Buffer; contentStart: number; contentBytes: number; isForDedup: boolean }

/** `storedBytes` is 0 when the uploader is hf_xet. */
export type ShardXorb = {
  hash: Buffer
  chunkCount: number
  contentBytes: number
  storedBytes: number
  chunk: (index: number) => ShardChunk
}

export type Shard = {
  fileCount: number
  xorbCount: number
  files: () => Generator<ShardFile>
  xorbs: () => Generator<ShardXorb>
}

/**
 * Checks that the records of a shard fill two sections that both end; throws FormatError otherwise. Files, xorbs, terms
 * and chunks are made when they are asked for, one at a time: a shard of 64 MiB holds 1.4 million of them. What they
 * say is the uploader's claim: whether it is true is for those to judge who hold the xorbs.
 */
export function readShard(body: Uint8Array): Shard {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (bytes.length > maxShardBytes) fail(`longer than ${maxShardBytes} bytes`)
  if (bytes.length < recordBytes || !bytes.subarray(0, shardTag.length).equals(shardTag)) fail('the tag is missing')
  const version = bytes.readBigUInt64LE(shardTag.length)
  if (version !== BigInt(shardVersion)) fail(`version ${version} is not supported`)
  const files = measure(bytes, recordBytes, fileKind)
  const xorbs = measure(bytes, files.endsAt, xorbKind)
  return {
    fileCount: files.count,
    xorbCount: xorbs.count,
    files: () => entriesOf(bytes, files, fileKind),
    xorbs: () => entriesOf(bytes, xorbs, xorbKind),
  }
}

const fail = (reason: string): never => {
  throw new FormatError(`xet shard: ${reason}`)
}

type Kind<Entry> = { recordsOf: (bytes: Buffer, at: number) => number; read: (bytes: Buffer, at: number) => Entry }

const fileKind: Kind<ShardFile> = {
  recordsOf(bytes, at) {
    const { termCount, hasVerification, hasMetadata } = readFileHeader(bytes, at)
    return 1 + termCount + (hasVerification ? termCount : 0) + (hasMetadata ? 1 : 0)
  },
  read: readFile,
}

const xorbKind: Kind<ShardXorb> = { recordsOf: (bytes, at) => 1 + bytes.readUInt32LE(at + 36), read: readXorb }

type Section = { startsAt: number; endsAt: number; count: number }

/** Steps from header to header up to the bookend; no count is believed before the body proves long enough for it. */
function measure(bytes: Buffer, startsAt: number, { recordsOf }: Kind<unknown>): Section {
  let at = startsAt
  for (let count = 0; ; count += 1) {
    if (at + recordBytes > bytes.length) fail('a section does not end')
    if (bookend.compare(bytes, at, at + hashBytes, 0, hashBytes) === 0)
      return { startsAt, endsAt: at + recordBytes, count }
    const length = recordsOf(bytes, at) * recordBytes
    if (length > bytes.length - at) fail('more records are announced than there are')
    at += length
  }
}

function* entriesOf<Entry>(bytes: Buffer, section: Section, { recordsOf, read }: Kind<Entry>): Generator<Entry> {
  let at = section.startsAt
  for (let left = section.count; left > 0; left -= 1) {
    yield read(bytes, at)
    at += recordsOf(bytes, at) * recordBytes
  }
}

function readFile(bytes: Buffer, at: number): ShardFile {
  const { termCount, hasVerification, hasMetadata } = readFileHeader(bytes, at)
  const recordAt = (record: number): number => at + record * recordBytes
  const metadataAt = recordAt(1 + termCount + (hasVerification ? termCount : 0))
  return {
    hash: hashAt(bytes, at),
    termCount,
    term: (index) => readTerm(bytes, recordAt(1 + checkIndex(index, termCount))),
    verification: (index) =>
      hasVerification ? hashAt(bytes, recordAt(1 + termCount + checkIndex(index, termCount))) : null,
    sha256: hasMetadata ? swapGroups(hashAt(bytes, metadataAt)) : null,
  }
}

function readFileHeader(bytes: Buffer, at: number) {
  const flags = bytes.readUInt32LE(at + 32)
  return {
    termCount: bytes.readUInt32LE(at + 36),
    hasVerification: (flags & hasVerificationFlag) !== 0,
    hasMetadata: (flags & hasMetadataFlag) !== 0,
  }
}

const readTerm = (bytes: Buffer, at: number): ShardTerm => ({
  xorbHash: hashAt(bytes, at),
  contentBytes: bytes.readUInt32LE(at + 36),
  start: bytes.readUInt32LE(at + 40),
  end: bytes.readUInt32LE(at + 44),
})

function readXorb(bytes: Buffer, at: number): ShardXorb {
  const chunkCount = bytes.readUInt32LE(at + 36)
  return {
    hash: hashAt(bytes, at),
    chunkCount,
    contentBytes: bytes.readUInt32LE(at + 40),
    storedBytes: bytes.readUInt32LE(at + 44),
    chunk: (index) => readChunk(bytes, at + (1 + checkIndex(index, chunkCount)) * recordBytes),
  }
}

const readChunk = (bytes: Buffer, at: number): ShardChunk => ({
  hash: hashAt(bytes, at),
  contentStart: bytes.readUInt32LE(at + 32),
  contentBytes: bytes.readUInt32LE(at + 36),
  isForDedup: (bytes.readUInt32LE(at + 40) & isForDedupFlag) !== 0,
})

const hashAt = (bytes: Buffer, at: number): Buffer => bytes.subarray(at, at + hashBytes)

function checkIndex(index: number, count: number): number {
  assert(index >= 0 && index < count, `record ${index} of ${count}`)
  return index
}
