// Shards as hf_xet uploads them: without lookup tables and footer
import { hashBytes, swapGroups } from '../hash/text.ts'
import type { Xorb } from '../xorb/chunk-index.ts'
import { bookend, hasMetadataFlag, hasVerificationFlag, recordBytes, shardTag, shardVersion } from './layout.ts'

export type TermToWrite = {
  xorbHash: Uint8Array
  contentBytes: number
  start: number
  end: number
  verification: Uint8Array
}

/** `sha256` in the usual order of bytes, or null when nobody computed it. */
export type FileToWrite = { hash: Uint8Array; terms: readonly TermToWrite[]; sha256: Uint8Array | null }

export type ShardToWrite = { files: Iterable<FileToWrite>; xorbs: Iterable<Xorb> }

/** An upload: registers files, each with the proof of every term, and tells the chunks of new xorbs. */
export function encodeShard({ files, xorbs }: ShardToWrite): Buffer {
  const records = [encodeHeader(0)]
  for (const file of files) records.push(encodeFile(file))
  records.push(bookend)
  for (const xorb of xorbs) records.push(encodeXorb(xorb))
  records.push(bookend)
  return Buffer.concat(records)
}

export function encodeHeader(footerBytes: number): Buffer {
  const header = Buffer.alloc(recordBytes)
  header.set(shardTag)
  header.writeBigUInt64LE(BigInt(shardVersion), shardTag.length)
  header.writeBigUInt64LE(BigInt(footerBytes), shardTag.length + 8)
  return header
}

function encodeFile({ hash, terms, sha256 }: FileToWrite): Buffer {
  const flags = hasVerificationFlag + (sha256 === null ? 0 : hasMetadataFlag)
  const { records, write } = recordWriter(1 + 2 * terms.length + (sha256 === null ? 0 : 1))
  write(hash, [flags, terms.length])
  for (const { xorbHash, contentBytes, start, end } of terms) write(xorbHash, [0, contentBytes, start, end])
  for (const { verification } of terms) write(verification)
  if (sha256 !== null) write(swapGroups(sha256))
  return records
}

const asItIs = (hash: Uint8Array): Uint8Array => hash

/** A xorb's header and chunks; `hashOf` may hide the chunks' hashes. */
export function encodeXorb({ hash, chunks }: Xorb, hashOf: (hash: Uint8Array) => Uint8Array = asItIs): Buffer {
  const { hashes, contentEnds, storedEnds } = chunks
  const { records, write } = recordWriter(1 + contentEnds.length)
  write(hash, [0, contentEnds.length, contentEnds.at(-1) ?? 0, storedEnds.at(-1) ?? 0])
  let start = 0
  for (const [chunk, end] of contentEnds.entries()) {
    write(hashOf(hashes.subarray(chunk * hashBytes, (chunk + 1) * hashBytes)), [start, end - start])
    start = end
  }
  return records
}

type RecordWriter = { records: Buffer; write: (hash: Uint8Array, numbers?: readonly number[]) => void }

/** Fills so many records, one after another: a hash, then up to four numbers. */
function recordWriter(count: number): RecordWriter {
  const records = Buffer.alloc(count * recordBytes)
  let at = 0
  return {
    records,
    write(hash, numbers = []) {
      records.set(hash, at)
      for (const [place, number] of numbers.entries()) records.writeUInt32LE(number, at + hashBytes + place * 4)
      at += recordBytes
    },
  }
}
