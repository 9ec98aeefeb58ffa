// What precedes the zlib stream of each entry: type and size, and for a delta where its base is
import type { ObjectKind } from '../hash.ts'
import { fail } from './fail.ts'
import { idBytes, kindOf, packHeaderBytes, typeNumber } from './layout.ts'
import type { EntryKind } from './layout.ts'

export type PackEntryHead = {
  kind: EntryKind
  /** of the inflated body, or of the inflated delta */
  sizeBytes: number
  /** where the zlib stream starts, counted from the start of the entry */
  dataAt: number
  /** of a delta: the offset of its base in the same pack, or its id */
  base?: { offset: number } | { oid: string }
}

/** The head of an object that is stored whole. */
export function encodeEntryHead(kind: ObjectKind, sizeBytes: number): Buffer {
  const bytes: number[] = []
  let byte = (typeNumber(kind) << 4) | (sizeBytes % 16)
  for (let rest = Math.floor(sizeBytes / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80)
    byte = rest % 128
  }
  return Buffer.from([...bytes, byte])
}

/** Reads the head of the entry at `offset` of a pack from the bytes found there; throws FormatError on damage. */
export function decodeEntryHead(bytes: Uint8Array, offset: number): PackEntryHead {
  const first = byteAt(bytes, 0)
  const kind = kindOf((first >> 4) & 7) ?? fail('an entry of a reserved type')
  let sizeBytes = first & 15
  let at = 1
  for (let byte = first, unit = 16; byte >= 0x80; at += 1, unit *= 128) {
    byte = byteAt(bytes, at)
    sizeBytes += (byte & 0x7f) * unit
    if (Math.max(sizeBytes, unit) > Number.MAX_SAFE_INTEGER) return fail('an entry of impossible size')
  }
  if (kind === 'ofs-delta') return { kind, sizeBytes, ...decodeBaseOffset(bytes, at, offset) }
  if (kind !== 'ref-delta') return { kind, sizeBytes, dataAt: at }
  const dataAt = at + idBytes
  if (dataAt > bytes.length) return fail('cut off inside the head of an entry')
  const oid = Buffer.from(bytes.subarray(at, dataAt)).toString('hex')
  return { kind, sizeBytes, dataAt, base: { oid } }
}

/** The base is told as how far it lies before the entry: most significant digit first, and no number has two forms. */
function decodeBaseOffset(bytes: Uint8Array, start: number, offset: number): Pick<PackEntryHead, 'dataAt' | 'base'> {
  let byte = byteAt(bytes, start)
  let distance = byte & 0x7f
  let at = start + 1
  for (; byte >= 0x80; at += 1) {
    byte = byteAt(bytes, at)
    distance = (distance + 1) * 128 + (byte & 0x7f)
    if (distance > offset) break
  }
  if (distance === 0) return fail('a delta against itself')
  if (offset - distance < packHeaderBytes) return fail('a delta against something before the pack')
  return { dataAt: at, base: { offset: offset - distance } }
}

const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? fail('cut off inside the head of an entry')
