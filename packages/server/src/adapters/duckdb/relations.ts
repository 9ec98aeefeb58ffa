/** A source as SQL. */
import type { Column, ColumnType } from '../../ports/tables.ts'
import { listOf, nameOf, textOf } from './literals.ts'
import type { OpenSource } from './open-source.ts'
import type { Cut } from './scan.ts'

/** The number of a row in its table, from 0. */
export const rowNumber = '__row_number'

/** The table up to where it may be read. */
export function relationOf(source: OpenSource, cut: Cut | null = null): string {
  const whole = source.files.filter((file, at) => !cut || cut.rows[at] === file.layout.rows)
  const parts = source.files.flatMap((file, at) =>
    !cut || cut.rows[at] === file.layout.rows || cut.rows[at] === 0
      ? []
      : [
          `SELECT * EXCLUDE (file_row_number) FROM read_parquet(${textOf(file.path)}, file_row_number = true) WHERE file_row_number < ${cut.rows[at]}`,
        ],
  )
  const paths = whole.map(({ path }) => path)
  if (paths.length > 0)
    parts.unshift(`SELECT * FROM read_parquet(${listOf(paths)}, union_by_name = ${paths.length > 1})`)
  return parts.join(' UNION ALL BY NAME ')
}

/** The same with each row's number. */
export const numberedRelationOf = (source: OpenSource, cut: Cut): string =>
  source.files
    .flatMap(({ path, firstRow }, at) =>
      cut.rows[at] === 0
        ? []
        : [
            `SELECT * EXCLUDE (file_row_number), file_row_number + ${firstRow} AS ${rowNumber} FROM read_parquet(${textOf(path)}, file_row_number = true) WHERE file_row_number < ${cut.rows[at]}`,
          ],
    )
    .join(' UNION ALL BY NAME ')

/** The columns as they are shown: bytes are not read but left to whoever asks for one cell. */
export const shownColumns = (columns: readonly Column[]): string =>
  columns.map(({ name, type }) => `${shown(nameOf(name), type)} AS ${nameOf(name)}`).join(', ')

function shown(value: string, type: ColumnType): string {
  if (isBinary(type)) return 'NULL::BLOB'
  if (type.kind !== 'struct' || !type.fields.some((field) => holdsBinary(field.type))) return value
  const fields = type.fields.map(
    (field) => `${nameOf(field.name)} := ${shown(`${value}.${nameOf(field.name)}`, field.type)}`,
  )
  return `struct_pack(${fields.join(', ')})`
}

const isBinary = (type: ColumnType): boolean => type.kind === 'value' && type.dtype === 'binary'
const holdsBinary = (type: ColumnType): boolean =>
  isBinary(type) || (type.kind === 'struct' && type.fields.some((field) => holdsBinary(field.type)))

/** The leaves that `shownColumns` reads. */
export const shownLeaves = (columns: readonly Column[]): string[] =>
  columns.flatMap(({ name, type }) => leaves(name, type))

function leaves(path: string, type: ColumnType): string[] {
  if (isBinary(type)) return []
  if (type.kind !== 'struct' || !holdsBinary(type)) return [path]
  return type.fields.flatMap((field) => leaves(`${path}.${field.name}`, field.type))
}
