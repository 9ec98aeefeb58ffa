import assert from 'node:assert/strict'
import { fail } from './fail.ts'
import { fanOutSize, idBytes, indexIdsAt, indexTag, largeOffsetBit, trailerBytes } from './layout.ts'

/** Entries are numbered in the order of their ids. */
export type PackIndex = {
  /** the checksum of the pack as hex */
  packName: string
  count: number
  oidAt: (i: number) => string
  offsetAt: (i: number) => number
  /** the offset of the object's entry in the pack */
  find: (oid: string) => number | null
  has: (oid: string) => boolean
  oids: () => Iterable<string>
}

/**
 * An index file, version 2, read in place: the bytes must stay as they are. Throws FormatError on damage that shows in
 * the tag, the version, the lengths or the fan-out; an offset that leads nowhere shows when it is asked for.
 */
export function readPackIndex(bytes: Uint8Array): PackIndex {
  const index = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = readHead(index)
  const offsetsAt = indexIdsAt + count * (idBytes + 4)
  const largeAt = offsetsAt + count * 4
  const largeEnd = index.length - idBytes - trailerBytes
  const checkRow = (i: number): void => assert(Number.isInteger(i) && i >= 0 && i < count, `the index has no row ${i}`)

  function oidAt(i: number): string {
    checkRow(i)
    return index.toString('hex', indexIdsAt + i * idBytes, indexIdsAt + (i + 1) * idBytes)
  }

  function offsetAt(i: number): number {
    checkRow(i)
    const offset = index.readUInt32BE(offsetsAt + i * 4)
    if (offset < largeOffsetBit) return offset
    const at = largeAt + (offset - largeOffsetBit) * 8
    if (at + 8 > largeEnd) return fail('an index with an offset outside its table')
    const large = Number(index.readBigUInt64BE(at))
    return Number.isSafeInteger(large) ? large : fail('an index with an impossible offset')
  }

  function find(oid: string): number | null {
    const row = findRow(index, oid)
    return row === null ? null : offsetAt(row)
  }

  return {
    packName: index.toString('hex', largeEnd, largeEnd + idBytes),
    count,
    oidAt,
    offsetAt,
    find,
    has: (oid) => findRow(index, oid) !== null,
    *oids() {
      for (let i = 0; i < count; i += 1) yield oidAt(i)
    },
  }
}

const fanOut = (index: Buffer, first: number): number => index.readUInt32BE(8 + first * 4)

/** Gives the number of entries. */
function readHead(index: Buffer): number {
  if (index.length < indexIdsAt + idBytes + trailerBytes) return fail('an index that is cut off')
  if (index.readUInt32BE(0) !== indexTag) return fail('no index, or one of version 1')
  if (index.readUInt32BE(4) !== 2) return fail(`an index of version ${index.readUInt32BE(4)}`)
  for (let first = 1; first < fanOutSize; first += 1)
    if (fanOut(index, first) < fanOut(index, first - 1)) return fail('an index with an unsorted fan-out')
  const count = fanOut(index, fanOutSize - 1)
  const largeBytes = index.length - indexIdsAt - count * (idBytes + 8) - idBytes - trailerBytes
  if (largeBytes < 0 || largeBytes % 8 !== 0 || largeBytes > count * 8) return fail('an index of the wrong length')
  return count
}

function findRow(index: Buffer, oid: string): number | null {
  const id = Buffer.from(oid, 'hex')
  if (oid.length !== idBytes * 2 || id.length !== idBytes) return null
  const first = id[0] as number
  let low = first === 0 ? 0 : fanOut(index, first - 1)
  let high = fanOut(index, first)
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const at = indexIdsAt + middle * idBytes
    const order = index.compare(id, 0, idBytes, at, at + idBytes)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle
  }
  return null
}
