/** Of a large row group only the pages up to a row, as nobody scrolls through a million rows at once. */
import { readPageHeader, type PageHeader } from '@kaihub/formats/parquet'
import type { Extent } from './extents.ts'
import type { OpenFile } from './open-source.ts'
import { isHole } from './children.ts'
import type { Chunk, RowGroup } from './parquet-layout.ts'
import { chunksOf, fillRows, type Wanted } from './scan.ts'

/** A smaller chunk is filled whole. */
const smallBytes = 1024 * 1024
const windowBytes = 16 * 1024
const mostPages = 1000
/** DuckDB reads so many rows at once. */
const vectorRows = 2048

/** Rows of one row group, numbered within their file, in order. */
export type Piece = { file: OpenFile; group: RowGroup; numbers: number[] }

/** Fills what a question about these rows should read; should it read more, it gets whole chunks and a second go. */
export async function askOfRows<Value>(
  pieces: readonly Piece[],
  wanted: Wanted,
  ask: () => Promise<Value>,
): Promise<Value> {
  for (const { file, group, numbers } of pieces)
    await fillPages(file, chunksOf(group, wanted), { group, upToRow: numbers.at(-1)! + 1 - group.firstRow })
  try {
    return await ask()
  } catch (error) {
    if (!isHole(error)) throw error
  }
  for (const { file, numbers } of pieces) await fillRows(file, wanted, { start: numbers[0]!, end: numbers.at(-1)! + 1 })
  return ask()
}

export type PageFilling = { group: RowGroup; upToRow: number }

/**
 * Fills pages from the start of each chunk until they hold the rows before `upToRow`, which counts within the group. Only whole
 * pages are filled: the hole behind them begins where a page would, and reading on into it is an error.
 */
export async function fillPages(
  file: OpenFile,
  chunks: readonly Chunk[],
  { group, upToRow }: PageFilling,
): Promise<void> {
  const { peek } = file
  if (!peek) return
  const rows = Math.min(group.rows, Math.ceil(upToRow / vectorRows) * vectorRows)
  // With as many values as rows it holds no lists, so that values count rows.
  const canWalk = ({ extents: [pages], values }: Chunk): boolean =>
    pages !== undefined && pages.end - pages.start > smallBytes && values === group.rows && rows < group.rows
  const { walked = [], whole = [] } = Object.groupBy(chunks, (chunk) => (canWalk(chunk) ? 'walked' : 'whole'))
  await file.bring([...whole.flatMap(({ extents }) => extents), ...walked.flatMap(({ extents }) => extents.slice(1))])
  for (const { extents } of walked) await fillUpTo({ ...file, peek }, extents[0]!, rows)
}

type Peeking = OpenFile & { peek: NonNullable<OpenFile['peek']> }

async function fillUpTo(file: Peeking, pages: Extent, rows: number): Promise<void> {
  let at = pages.start
  for (let filledRows = 0, walked = 0; filledRows < rows && at < pages.end; walked += 1) {
    // Tiny pages without end would be walked for ever.
    if (walked === mostPages) return file.bring([pages])
    const header = headerIn(await file.peek({ start: at, end: Math.min(pages.end, at + windowBytes) }))
    // A header that we cannot read is a matter for DuckDB, which gets the whole chunk then.
    if (!header) return file.bring([pages])
    const end = Math.min(pages.end, at + header.headerBytes + header.contentBytes)
    await file.bring([{ start: at, end }])
    filledRows += header.values
    at = end
  }
}

function headerIn(bytes: Uint8Array): PageHeader | null {
  try {
    return readPageHeader(bytes)
  } catch {
    return null
  }
}
