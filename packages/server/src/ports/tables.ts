/** Looking into files that hold tables: read by range, never trusted, never whole in memory. */
import type { ByteRange } from './blob-store.ts'

export type TableFormat = 'parquet' | 'csv' | 'tsv' | 'jsonl' | 'json' | 'text'

/** Bytes under a name that is theirs alone, such as their digest. */
export type TableFile = {
  key: string
  sizeBytes: number
  /** the bytes are gzip's */
  isGzip?: boolean
  open: () => Promise<AsyncDisposable & { read: (range?: ByteRange) => AsyncIterable<Uint8Array> }>
}

/** One table in one or more files of one format, in order. */
export type TableSource = { format: TableFormat; files: readonly TableFile[] }

/** `dtype` in Arrow's words: int64, string, timestamp[us] … */
export type ColumnType =
  | { kind: 'value'; dtype: string }
  | { kind: 'list'; of: ColumnType }
  | { kind: 'struct'; fields: { name: string; type: ColumnType }[] }
export type Column = { name: string; type: ColumnType }

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

export type Operand = { column: string } | { value: string | number | bigint | boolean }
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'like' | 'ilike'
/** A condition on a row. */
export type Filter =
  | { op: 'and' | 'or'; of: Filter[] }
  | { op: 'not'; of: Filter }
  /** `escape`: a character before which `%` and `_` mean themselves */
  | { op: Comparison; left: Operand; right: Operand; escape?: string }
  | { op: 'in'; left: Operand; values: Operand[] }
  | { op: 'null'; left: Operand }

export type Order = { column: string; descending: boolean }

export type RowsWish = {
  offset: number
  length: number
  where?: Filter | null
  orderBy?: readonly Order[]
  /** words that must all stand in a row */
  search?: string | null
}

/** `truncated` names columns whose value was cut to fit the answer. */
export type Row = { index: number; values: Json[]; truncated: string[] }
/** `isPartial`: not all of a large table was looked at. `total` counts what there is, or what a filter left. */
export type RowsPage = { columns: Column[]; rows: Row[]; total: number; isPartial: boolean }

/** `declared`: what the writer of the files says of the columns, as JSON, where the format keeps such a thing. */
export type TableFacts = { columns: Column[]; rows: number; isPartial: boolean; declared: string | null }

export type Histogram = { counts: number[]; edges: Json[] }
export type NumberStatistics = {
  min: Json
  max: Json
  mean: Json
  median: Json
  deviation: number | null
  histogram: Histogram | null
}
export type ColumnStatistics = { name: string; rows: number; nulls: number } & (
  | { kind: 'number' | 'length' | 'time'; of: NumberStatistics }
  | { kind: 'labels'; frequencies: { label: string; count: number }[] }
  | { kind: 'other' }
)
export type Statistics = { columns: ColumnStatistics[]; rows: number; isPartial: boolean }

export type QueryAnswer = {
  columns: Column[]
  rows: Json[][]
  /** there are more rows than an answer holds */
  isCut: boolean
  /** not all of a large table was looked at */
  isPartial: boolean
  milliseconds: number
}

/** Whose wish it is: of all by one name one is worked on at a time. When `signal` aborts, nobody waits for the answer any more. */
export type Asker = { name: string; signal: AbortSignal }

export type Tables = AsyncDisposable & {
  for: (asker: Asker) => TableVerbs
  /** begins what takes a while, ahead of the first question */
  start: () => Promise<void>
  /** bytes read from the sources so far, for measurements */
  bytesRead: () => number
}

/** Every verb throws HubError BadRequest or TableTooLarge with words for the asker, RateLimited, or Unavailable. */
export type TableVerbs = {
  facts: (source: TableSource) => Promise<TableFacts>
  rows: (source: TableSource, wish: RowsWish) => Promise<RowsPage>
  statistics: (source: TableSource) => Promise<Statistics>
  /** one SELECT of somebody's own over tables by name */
  query: (tables: ReadonlyMap<string, TableSource>, sql: string) => Promise<QueryAnswer>
  /** the bytes in one cell; `path` leads into its value */
  bytesOf: (source: TableSource, cell: { row: number; path: readonly string[] }) => Promise<Uint8Array | null>
}
