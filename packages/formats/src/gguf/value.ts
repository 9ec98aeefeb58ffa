import { keptArrayLength, keptStringBytes, maxArrayDepth, maxArrayLength, maxStringBytes } from './limits.ts'
import { fail } from './reader.ts'
import type { Reader } from './reader.ts'

/** What a metadata entry holds, safe for JSON; a long string or array is only described. */
export type GgufValue = number | string | boolean | GgufValue[] | { type: string; length: number }

const stringType = 8
const arrayType = 9

type PlainType = { name: string; sizeBytes: number; read: (reader: Reader) => GgufValue }

const plain = (name: string, sizeBytes: number, read: (reader: Reader) => number | bigint): PlainType => ({
  name,
  sizeBytes,
  read: (reader) => safeNumber(read(reader)),
})

/** 64-bit numbers that JavaScript would bend, NaN and infinity become text. */
function safeNumber(value: number | bigint): number | string {
  const number = Number(value)
  const isExact = typeof value === 'bigint' ? Number.isSafeInteger(number) : Number.isFinite(number)
  return isExact ? number : String(value)
}

const plainTypes: Record<number, PlainType> = {
  0: plain('uint8', 1, (reader) => reader.u8()),
  1: plain('int8', 1, (reader) => reader.i8()),
  2: plain('uint16', 2, (reader) => reader.u16()),
  3: plain('int16', 2, (reader) => reader.i16()),
  4: plain('uint32', 4, (reader) => reader.u32()),
  5: plain('int32', 4, (reader) => reader.i32()),
  6: plain('float32', 4, (reader) => reader.f32()),
  7: { name: 'bool', sizeBytes: 1, read: (reader) => reader.u8() !== 0 },
  10: plain('uint64', 8, (reader) => reader.u64()),
  11: plain('int64', 8, (reader) => reader.i64()),
  12: plain('float64', 8, (reader) => reader.f64()),
}

/** Reads a value of the type with that number. */
export function readValue(reader: Reader, type: number, depth = 0): GgufValue {
  if (type === stringType) return readString(reader)
  if (type === arrayType) return readArray(reader, depth)
  const known = plainTypes[type]
  return known ? known.read(reader) : fail(`unknown value type ${type}`)
}

function readString(reader: Reader): GgufValue {
  const length = reader.count(maxStringBytes, 'a string of bytes')
  if (length <= keptStringBytes) return reader.text(length)
  reader.take(length)
  return { type: 'string', length }
}

function readArray(reader: Reader, depth: number): GgufValue {
  if (depth === maxArrayDepth) return fail(`arrays nested deeper than ${maxArrayDepth}`)
  const type = reader.u32()
  const length = reader.count(maxArrayLength, 'an array of elements')
  const name = type === stringType ? 'string' : type === arrayType ? 'array' : plainTypes[type]?.name
  if (name === undefined) return fail(`unknown value type ${type}`)
  if (length <= keptArrayLength) return Array.from({ length }, () => readValue(reader, type, depth + 1))
  skipElements(reader, { type, length, depth })
  return { type: `array<${name}>`, length }
}

function skipElements(reader: Reader, { type, length, depth }: { type: number; length: number; depth: number }): void {
  const known = plainTypes[type]
  if (known) reader.take(known.sizeBytes * length)
  else if (type === stringType) for (let n = 0; n < length; n += 1) skipString(reader)
  else for (let n = 0; n < length; n += 1) readArray(reader, depth + 1)
}

const skipString = (reader: Reader): number => reader.take(reader.count(maxStringBytes, 'a string of bytes'))

/** One string of an array of strings that begins at a place already read; undefined when it is none or shorter. */
export function stringOfArray(reader: Reader, place: number, index: number): string | undefined {
  reader.moveTo(place)
  const type = reader.u32()
  const length = reader.count(maxArrayLength, 'an array of elements')
  if (type !== stringType || index >= length) return undefined
  for (let n = 0; n < index; n += 1) skipString(reader)
  const value = readString(reader)
  return typeof value === 'string' ? value : undefined
}
