// Shards as a hub answers dedup queries: xorbs worth knowing, chunk hashes hidden under a key, lookup tables, footer
import { hashUnderKey } from '../hash/names.ts'
import { hashBytes } from '../hash/text.ts'
import type { Xorb } from '../xorb/chunk-index.ts'
import { bookend, footerBytes, recordBytes } from './layout.ts'
import { encodeHeader, encodeXorb } from './writer.ts'

export type DedupAnswer = {
  xorbs: readonly Xorb[]
  /** 32 bytes; a client can only recognize chunks it holds. Zeros leave the hashes as they are. */
  key: Uint8Array
  /** Unix time. A client forgets the answer once the key expires. */
  createdSeconds: number
  expiresSeconds: number
}

/**
 * Encodes the answer. Tables and their offsets are always true and filled: zero offsets make hf_xet abort its process,
 * and @huggingface/hub find nothing.
 */
export function encodeDedupAnswer({ xorbs, key, createdSeconds, expiresSeconds }: DedupAnswer): Buffer {
  const hashOf = hashUnderKey(key)
  const sections = xorbs.map((xorb) => encodeXorb(xorb, hashOf))
  const xorbLookup: Entry[] = []
  const chunkLookup: Entry[] = []
  let record = 0
  for (const section of sections) {
    xorbLookup.push({ key: section.readBigUInt64LE(0), numbers: [record] })
    for (let chunk = 0; (chunk + 1) * recordBytes < section.length; chunk += 1)
      chunkLookup.push({ key: section.readBigUInt64LE((chunk + 1) * recordBytes), numbers: [record, chunk] })
    record += section.length / recordBytes
  }
  const xorbsAt = recordBytes * 2
  const xorbLookupAt = xorbsAt + (record + 1) * recordBytes
  const xorbTable = encodeLookup(xorbLookup)
  const chunkLookupAt = xorbLookupAt + xorbTable.length
  const chunkTable = encodeLookup(chunkLookup)
  const footerAt = chunkLookupAt + chunkTable.length
  const footer = Buffer.alloc(footerBytes)
  const tables = [xorbLookupAt, 0, xorbLookupAt, xorbLookup.length, chunkLookupAt, chunkLookup.length]
  writeNumbers(footer, 0, [1, recordBytes, xorbsAt, ...tables])
  footer.set(key, 72)
  writeNumbers(footer, 72 + hashBytes, [createdSeconds, expiresSeconds])
  writeNumbers(footer, footerBytes - 8, [footerAt])
  return Buffer.concat([encodeHeader(footerBytes), bookend, ...sections, bookend, xorbTable, chunkTable, footer])
}

/** `key` is the start of a hash, as the number clients sort by. */
type Entry = { key: bigint; numbers: number[] }

function encodeLookup(entries: readonly Entry[]): Buffer {
  const sorted = entries.toSorted((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
  return Buffer.concat(
    sorted.map(({ key, numbers }) => {
      const entry = Buffer.alloc(8 + numbers.length * 4)
      entry.writeBigUInt64LE(key)
      for (const [place, number] of numbers.entries()) entry.writeUInt32LE(number, 8 + place * 4)
      return entry
    }),
  )
}

function writeNumbers(bytes: Buffer, start: number, numbers: readonly number[]): void {
  for (const [place, number] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(number), start + place * 8)
}
