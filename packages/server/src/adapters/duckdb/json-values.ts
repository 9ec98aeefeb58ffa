/** DuckDB's types and values as the port's: https://duckdb.org/docs/stable/sql/data_types/overview */
import type { DuckDBType } from '@duckdb/node-api'
import type { ColumnType, Json } from '../../ports/tables.ts'

/** by the name of the type */
const dtypes: Record<string, string> = {
  BOOLEAN: 'bool',
  TINYINT: 'int8',
  SMALLINT: 'int16',
  INTEGER: 'int32',
  BIGINT: 'int64',
  HUGEINT: 'int128',
  UTINYINT: 'uint8',
  USMALLINT: 'uint16',
  UINTEGER: 'uint32',
  UBIGINT: 'uint64',
  UHUGEINT: 'uint128',
  FLOAT: 'float32',
  DOUBLE: 'float64',
  VARCHAR: 'string',
  ENUM: 'string',
  UUID: 'string',
  BLOB: 'binary',
  DATE: 'date32',
  TIME: 'time64[us]',
  TIMESTAMP: 'timestamp[us]',
  TIMESTAMP_S: 'timestamp[s]',
  TIMESTAMP_MS: 'timestamp[ms]',
  TIMESTAMP_NS: 'timestamp[ns]',
  'TIMESTAMP WITH TIME ZONE': 'timestamp[us, tz=UTC]',
  'TIME WITH TIME ZONE': 'time64[us]',
  INTERVAL: 'month_day_nano_interval',
  SQLNULL: 'null',
  '"NULL"': 'null',
  NULL: 'null',
}

const entriesOf = (names: readonly string[], types: readonly DuckDBType[]): ColumnType => ({
  kind: 'struct',
  fields: names.map((name, at) => ({ name, type: columnType(types[at]!) })),
})

export function columnType(type: DuckDBType): ColumnType {
  if ('valueType' in type && !('keyType' in type)) return { kind: 'list', of: columnType(type.valueType) }
  if ('keyType' in type) return { kind: 'list', of: entriesOf(['key', 'value'], [type.keyType, type.valueType]) }
  if ('entryNames' in type) return entriesOf(type.entryNames, type.entryTypes)
  if ('scale' in type) return { kind: 'value', dtype: `decimal128(${type.width}, ${type.scale})` }
  const name = type.toString()
  return {
    kind: 'value',
    dtype: Object.hasOwn(dtypes, name) ? dtypes[name]! : name.startsWith('ENUM') ? 'string' : name.toLowerCase(),
  }
}

/** Cuts texts and lists to a measure; says whether it had to. */
export function fitValue(value: unknown, type: ColumnType, cellChars: number): { value: Json; isCut: boolean } {
  const cutter = { left: cellChars, isCut: false }
  return { value: fit(value, type, cutter), isCut: cutter.isCut }
}

type Cutter = { left: number; isCut: boolean }

function fit(value: unknown, type: ColumnType, cutter: Cutter): Json {
  if (value === null || value === undefined) return null
  if (cutter.left <= 0) {
    cutter.isCut = true
    return null
  }
  if (Array.isArray(value)) return fitList(value, type.kind === 'list' ? type.of : type, cutter)
  if (typeof value === 'object') return fitStruct(value as Record<string, unknown>, type, cutter)
  if (typeof value === 'string') return fitText(value, type, cutter)
  cutter.left -= 8
  return typeof value === 'boolean' || typeof value === 'number' ? value : null
}

function fitList(values: readonly unknown[], type: ColumnType, cutter: Cutter): Json[] {
  const kept: Json[] = []
  for (const value of values) {
    cutter.left -= 2
    if (cutter.left <= 0) {
      cutter.isCut = true
      break
    }
    kept.push(fit(value, type, cutter))
  }
  return kept
}

function fitStruct(value: Record<string, unknown>, type: ColumnType, cutter: Cutter): Json {
  const fields = type.kind === 'struct' ? type.fields : []
  const text: ColumnType = { kind: 'value', dtype: 'string' }
  const entries = Object.entries(value).map(([name, part]) => {
    cutter.left -= name.length
    return [name, fit(part, fields.find((field) => field.name === name)?.type ?? text, cutter)] as const
  })
  return Object.fromEntries(entries)
}

function fitText(text: string, type: ColumnType, cutter: Cutter): Json {
  const dtype = type.kind === 'value' ? type.dtype : ''
  if (dtype === 'binary') return null
  // Whole numbers come as text, as not all of them fit a JavaScript number.
  if (/^u?int\d+$/.test(dtype) && Number.isSafeInteger(Number(text))) return Number(text)
  if (text.length > cutter.left) {
    cutter.isCut = true
    const kept = text.slice(0, Math.max(0, cutter.left)).replace(/[\uD800-\uDBFF]$/, '')
    cutter.left = 0
    return kept
  }
  cutter.left -= text.length
  return text
}
