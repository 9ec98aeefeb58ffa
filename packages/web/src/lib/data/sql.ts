import type { TableFeature } from './table.ts'

export type QueryResult = {
  features: TableFeature[]
  rows: unknown[][]
  truncated: boolean
  partial: boolean
  milliseconds: number
}

/** A name as SQL takes it: bare where that works. */
export const sqlName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`

const reserved = new Set(
  'all analyse analyze and any array as asc both case cast check collate column constraint create default desc describe distinct do else end except false fetch for foreign from group having in initially intersect into lateral leading limit not null offset on only or order pivot placing primary qualify references returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic when where window with'.split(
    ' ',
  ),
)

export const asJson = ({ features, rows }: QueryResult): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(features.map(({ name }, at) => [name, row[at] ?? null]))),
    null,
    2,
  )

/** RFC 4180; what a spreadsheet would take for a formula begins with a quote. */
export function asCsv({ features, rows }: QueryResult): string {
  const lines = [features.map(({ name }) => name), ...rows]
  return lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe =
    typeof value === 'string' && /^[=+@\t\r-]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
