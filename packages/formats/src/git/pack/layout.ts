// Packs and their indexes: https://git-scm.com/docs/gitformat-pack, version 2, SHA-1. Integers big end first:
// pack: "PACK", version, count | entries | SHA-1 of all before
// index: tag, version | fan-out | ids | CRC-32s | offsets | offsets of 64 bits | name of the pack | SHA-1 of all before
import type { ObjectKind } from '../hash.ts'

export const idBytes = 20
export const packHeaderBytes = 12
/** The checksum at the end of a pack, and of an index. */
export const trailerBytes = 20

export const indexTag = 0xff744f63
export const fanOutSize = 256
export const indexIdsAt = 8 + fanOutSize * 4
/** An offset with this bit tells a row of the table of 64-bit offsets. */
export const largeOffsetBit = 0x80000000

export type EntryKind = ObjectKind | 'ofs-delta' | 'ref-delta'

const typeNumbers = { commit: 1, tree: 2, blob: 3, tag: 4, 'ofs-delta': 6, 'ref-delta': 7 }
const kinds = new Map(Object.entries(typeNumbers).map(([kind, type]) => [type, kind as EntryKind]))

export const typeNumber = (kind: EntryKind): number => typeNumbers[kind]
/** Undefined for 0 and 5, which are reserved. */
export const kindOf = (type: number): EntryKind | undefined => kinds.get(type)
