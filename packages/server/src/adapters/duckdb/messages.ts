import type { Column, Json } from '../../ports/tables.ts'

/** What a child process is asked; every path is relative to its working folder. */
export type Order = {
  id: number
  /** all that this query may touch on disk */
  paths: string[]
  /** statements of ours, such as views, before it */
  setup: string[]
  sql: string
  /** written by somebody else: one SELECT over these tables and nothing more */
  onlyTables: string[] | null
  /** how it would be done, instead of doing it */
  isPlan: boolean
  /** the answer is one binary value */
  isBinary: boolean
  mostRows: number
  mostBytes: number
  /** of one text */
  cellChars: number
  memoryMiB: number
  threads: number
}

/** `cut`: which of the values did not fit */
export type ResultRow = { values: Json[]; cut: number[] }
export type Result = { columns: Column[]; rows: ResultRow[]; bytes: Uint8Array | null; isCut: boolean }
/** `refused`: the query is at fault, in DuckDB's words. `hole`: bytes were missing that nobody expected to be read. `missing`: there is no DuckDB. */
export type Failure = { kind: 'refused' | 'hole' | 'memory' | 'interrupted' | 'missing'; message: string }
export type Reply = { id: number } & ({ result: Result } | { failure: Failure })
export type Message = { order: Order } | { interrupt: number }
