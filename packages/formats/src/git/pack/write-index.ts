import { createHash } from 'node:crypto'
import { assertId } from '../hash.ts'
import { fail } from './fail.ts'
import { fanOutSize, idBytes, indexIdsAt, indexTag, largeOffsetBit, trailerBytes } from './layout.ts'

export type PackIndexEntry = { oid: string; crc32: number; offset: number }

/** The columns of an index in the order of the pack: packs hold millions of entries, too many for objects. */
export type IndexRows = {
  ids: Buffer
  crcs: Uint32Array
  offsets: Float64Array
  set: (row: number, entry: PackIndexEntry) => void
}

/** The index file, version 2, of a pack with these entries; throws FormatError when an id occurs twice or is none. */
export function writePackIndex(entries: readonly PackIndexEntry[], packName: string): Buffer {
  const rows = createIndexRows(entries.length)
  for (const [row, entry] of entries.entries()) rows.set(row, { ...entry, oid: assertId(entry.oid, 'pack index') })
  return encodePackIndex(rows, packName)
}

export function createIndexRows(count: number): IndexRows {
  const ids = Buffer.alloc(count * idBytes)
  const crcs = new Uint32Array(count)
  const offsets = new Float64Array(count)
  return {
    ids,
    crcs,
    offsets,
    set(row, { oid, crc32, offset }) {
      ids.write(oid, row * idBytes, 'hex')
      crcs[row] = crc32
      offsets[row] = offset
    },
  }
}

export function encodePackIndex({ ids, crcs, offsets }: IndexRows, packName: string): Buffer {
  const count = offsets.length
  const large = offsets.reduce((sum, offset) => sum + (offset < largeOffsetBit ? 0 : 1), 0)
  const crcsAt = indexIdsAt + count * idBytes
  const offsetsAt = crcsAt + count * 4
  const largeAt = offsetsAt + count * 4
  const index = Buffer.alloc(largeAt + large * 8 + idBytes + trailerBytes)
  let nextLarge = 0
  for (const [place, row] of sortedRows(ids, count).entries()) {
    const idAt = indexIdsAt + place * idBytes
    ids.copy(index, idAt, row * idBytes, (row + 1) * idBytes)
    if (place > 0 && index.compare(index, idAt - idBytes, idAt, idAt, idAt + idBytes) === 0)
      return fail('an index that holds an id twice')
    index.writeUInt32BE(crcs[row] as number, crcsAt + place * 4)
    const offset = offsets[row] as number
    index.writeUInt32BE(offset < largeOffsetBit ? offset : largeOffsetBit + nextLarge, offsetsAt + place * 4)
    if (offset < largeOffsetBit) continue
    index.writeBigUInt64BE(BigInt(offset), largeAt + nextLarge * 8)
    nextLarge += 1
  }
  writeHead(index, count)
  index.write(assertId(packName, 'pack name'), index.length - idBytes - trailerBytes, 'hex')
  const checked = index.subarray(0, -trailerBytes)
  createHash('sha1').update(checked).digest().copy(index, checked.length)
  return index
}

/** The rows in the order of their ids, compared by their first bytes as numbers and seldom by the rest. */
function sortedRows(ids: Buffer, count: number): Uint32Array {
  const starts = Float64Array.from({ length: count }, (_, row) => ids.readUIntBE(row * idBytes, 6))
  const byId = (left: number, right: number): number =>
    (starts[left] as number) - (starts[right] as number) ||
    ids.compare(ids, right * idBytes, (right + 1) * idBytes, left * idBytes, (left + 1) * idBytes)
  return Uint32Array.from({ length: count }, (_, row) => row).toSorted(byId)
}

/** The fan-out says for each first byte how many ids start with it or a smaller one. */
function writeHead(index: Buffer, count: number): void {
  index.writeUInt32BE(indexTag, 0)
  index.writeUInt32BE(2, 4)
  for (let first = 0, place = 0; first < fanOutSize; first += 1) {
    while (place < count && (index[indexIdsAt + place * idBytes] as number) <= first) place += 1
    index.writeUInt32BE(place, 8 + first * 4)
  }
}
