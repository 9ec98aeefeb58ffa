/**
 * Headers of Parquet pages, in Thrift's compact protocol: https://parquet.apache.org/docs/file-format/data-pages/ and
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */

/** A page: its header, then `contentBytes`; a dictionary has no rows of its own. */
export type PageHeader = { headerBytes: number; contentBytes: number; values: number }

const pageTypes = { data: 0, dataV2: 3 } as const
const maxDepth = 8

/** Null when the bytes end before the header does. @throws Error when this is no page */
export function readPageHeader(bytes: Uint8Array): PageHeader | null {
  const reader = { bytes, at: 0 }
  try {
    const header = readStruct(reader, 0)
    const [type, contentBytes] = [header.get(1), header.get(3)]
    const page = type === pageTypes.data ? header.get(5) : header.get(8)
    const values = page instanceof Map ? page.get(1) : 0
    if (typeof type !== 'number' || typeof contentBytes !== 'number' || typeof values !== 'number')
      throw new Error('This is no page of Parquet.')
    if (contentBytes < 0 || values < 0) throw new Error('This is no page of Parquet.')
    return {
      headerBytes: reader.at,
      contentBytes,
      values: type === pageTypes.data || type === pageTypes.dataV2 ? values : 0,
    }
  } catch (error) {
    if (error instanceof EndOfBytes) return null
    throw error
  }
}

class EndOfBytes extends Error {}

type Reader = { bytes: Uint8Array; at: number }
type Struct = Map<number, number | Struct | null>

function readByte(reader: Reader): number {
  const byte = reader.bytes[reader.at]
  if (byte === undefined) throw new EndOfBytes()
  reader.at += 1
  return byte
}

function readVarint(reader: Reader): number {
  let value = 0
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = readByte(reader)
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return value
  }
  throw new Error('This is no page of Parquet.')
}

const readInteger = (reader: Reader): number => {
  const value = readVarint(reader)
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

function readStruct(reader: Reader, depth: number): Struct {
  if (depth > maxDepth) throw new Error('This is no page of Parquet.')
  const fields: Struct = new Map()
  for (let field = 0; ;) {
    const head = readByte(reader)
    if (head === 0) return fields
    field = head >> 4 === 0 ? readInteger(reader) : field + (head >> 4)
    fields.set(field, readValue(reader, head & 0x0f, depth))
  }
}

/** Types by their numbers: 1 and 2 truth, 3 to 6 whole numbers, 7 a double, 8 bytes, 9 and 10 lists, 12 a struct. */
function readValue(reader: Reader, type: number, depth: number): number | Struct | null {
  if (type === 1 || type === 2) return null
  if (type === 3) return readByte(reader)
  if (type >= 4 && type <= 6) return readInteger(reader)
  if (type === 12) return readStruct(reader, depth + 1)
  if (type === 7 || type === 8) return skip(reader, type === 7 ? 8 : readVarint(reader))
  if (type !== 9 && type !== 10) throw new Error('This is no page of Parquet.')
  const head = readByte(reader)
  const count = head >> 4 === 15 ? readVarint(reader) : head >> 4
  // Truth stands in its type, but within a list each takes a byte.
  const itemType = Math.max(head & 0x0f, 3)
  for (let item = 0; item < count; item += 1) readValue(reader, itemType, depth + 1)
  return null
}

function skip(reader: Reader, bytes: number): null {
  if (reader.at + bytes > reader.bytes.length) throw new EndOfBytes()
  reader.at += bytes
  return null
}
