/** Rows of a source: a page at an offset, or those that a condition leaves. */
import { limits } from '../../config/limits.ts'
import type { Column, Json, Row, RowsPage, RowsWish } from '../../ports/tables.ts'
import { askOfRows, type Piece } from './fill-pages.ts'
import type { ResultRow } from './messages.ts'
import { conditionOf, nameOf, orderOf, textOf } from './literals.ts'
import type { OpenFile, OpenSource } from './open-source.ts'
import type { Questions } from './questions.ts'
import { numberedRelationOf, rowNumber, shownColumns, shownLeaves } from './relations.ts'
import { cutToFit, fillCut, leavesOf } from './scan.ts'

export function createReadRows(questions: Questions) {
  async function read(source: OpenSource, columns: Column[], wish: RowsWish): Promise<RowsPage> {
    if (!wish.where && !wish.search && !wish.orderBy?.length) {
      const numbers = range(wish.offset, Math.min(source.rows, wish.offset + wish.length))
      const rows = await readNumbered(source, columns, numbers)
      return { columns, rows, total: source.rows, isPartial: source.isPartial }
    }
    const found = await find(source, columns, wish)
    const rows = await readNumbered(source, columns, found.numbers)
    return { columns, rows, total: found.total, isPartial: source.isPartial || found.isPartial }
  }

  /** Looks only at the columns that the condition names. */
  async function find(source: OpenSource, columns: Column[], wish: RowsWish) {
    const condition = [wish.where && conditionOf(wish.where), wish.search && searchOf(columns, wish.search)]
      .filter((part) => typeof part === 'string')
      .join(' AND ')
    const where = condition === '' ? '' : ` WHERE ${condition}`
    const order = [...(wish.orderBy?.length ? [orderOf(wish.orderBy)] : []), rowNumber].join(', ')
    const statements = (relation: string) => [
      `SELECT ${rowNumber} FROM (${relation})${where} ORDER BY ${order} LIMIT ${wish.length} OFFSET ${wish.offset}`,
      `SELECT count(*) FROM (${relation})${where}`,
    ]
    const all = { rows: source.files.map(({ layout }) => layout.rows), isPartial: false }
    const names = columns.map(({ name }) => name)
    const wanted = await questions.planOf(source, statements(numberedRelationOf(source, all))[0]!, names)
    const cut = cutToFit(source, wanted)
    await fillCut(source, wanted, cut)
    const [page, count] = statements(numberedRelationOf(source, cut))
    const [{ rows }, counted] = [await questions.ask(source, page!), await questions.ask(source, count!)]
    return {
      numbers: rows.map(({ values }) => Number(values[0])),
      total: Number(counted.rows[0]?.values[0] ?? 0),
      isPartial: cut.isPartial,
    }
  }

  /** In the order asked for. */
  async function readNumbered(source: OpenSource, columns: Column[], numbers: readonly number[]): Promise<Row[]> {
    const pieces = piecesOf(source, numbers)
    if (pieces.length === 0) return []
    const wanted = leavesOf(shownLeaves(columns))
    const sql = pieces.map((piece) => pieceSql(piece, columns)).join(' UNION ALL BY NAME ')
    const { rows } = await askOfRows(pieces, wanted, () =>
      questions.ask(source, sql, { mostRows: numbers.length, cellChars: cellCharsFor(numbers.length) }),
    )
    const byNumber = new Map(rows.map((row) => [Number(row.values[0]), row]))
    return numbers.flatMap((number) => presentRow(number, byNumber.get(number), columns))
  }

  return { read }
}

/** Numbers within files and, each apart, row groups: so only those are read. */
function piecesOf(source: OpenSource, numbers: readonly number[]): Piece[] {
  const sorted = numbers.toSorted((a, b) => a - b)
  return source.files.flatMap((file) => {
    const inFile = sorted.filter((number) => number >= file.firstRow && number < file.firstRow + file.layout.rows)
    return file.layout.groups.flatMap((group) => {
      const within = inFile
        .map((number) => number - file.firstRow)
        .filter((number) => number >= group.firstRow && number < group.firstRow + group.rows)
      return within.length > 0 ? [{ file, group, numbers: within }] : []
    })
  })
}

function pieceSql({ file, numbers }: Piece, columns: Column[]): string {
  const [first, last] = [numbers[0]!, numbers.at(-1)!]
  const gaps = last - first + 1 === numbers.length ? '' : ` AND file_row_number IN (${numbers.join(', ')})`
  const shown = columns.map((column) =>
    hasColumn(file, column.name) ? shownColumns([column]) : `NULL AS ${nameOf(column.name)}`,
  )
  return `SELECT file_row_number + ${file.firstRow} AS ${rowNumber}, ${shown.join(', ')} FROM read_parquet(${textOf(file.path)}, file_row_number = true) WHERE file_row_number >= ${first} AND file_row_number <= ${last}${gaps}`
}

/** Files of one table need not all have the same columns. */
function hasColumn({ layout }: OpenFile, name: string): boolean {
  const [start, inside] = [name.toLowerCase(), `${name.toLowerCase()}.`]
  const chunks = layout.groups[0]?.chunks ?? []
  return chunks.some(({ path }) => path.toLowerCase() === start || path.toLowerCase().startsWith(inside))
}

function presentRow(number: number, found: ResultRow | undefined, columns: Column[]): Row[] {
  if (!found) return []
  const values: Json[] = found.values.slice(1)
  return [{ index: number, values, truncated: found.cut.map((at) => columns[at - 1]!.name) }]
}

/** One row alone is shown in full as far as possible; many share the answer. */
const cellCharsFor = (rows: number): number =>
  rows <= 1
    ? limits.tableAnswerBytes / 4
    : Math.max(1000, Math.min(limits.tableCellChars, Math.floor(limits.tableAnswerBytes / rows / 4)))

/** Every word stands in some text of the row, in large or small letters. */
function searchOf(columns: readonly Column[], search: string): string {
  const texts = columns.filter(
    ({ type }) => type.kind === 'list' || type.kind === 'struct' || type.dtype === 'string' || type.dtype === 'json',
  )
  const words = search.split(/\s+/).filter(Boolean).slice(0, limits.searchTerms)
  if (texts.length === 0 || words.length === 0) return 'false'
  const holds = (word: string): string =>
    `(${texts.map(({ name }) => `contains(lower(CAST(${nameOf(name)} AS VARCHAR)), lower(${textOf(word)}))`).join(' OR ')})`
  return words.map(holds).join(' AND ')
}

const range = (start: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at)
