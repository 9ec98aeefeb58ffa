/** Where in a Parquet file what lies: https://parquet.apache.org/docs/file-format/ */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import type { Json, TableFile } from '../../ports/tables.ts'
import type { FileCache, Held } from './cache.ts'
import type { Children } from './children.ts'
import type { Extent } from './extents.ts'
import { listOf } from './literals.ts'

/** One leaf of one row group; `path` is dotted, as plans write it. */
export type Chunk = { path: string; values: number; extents: Extent[] }
export type RowGroup = { firstRow: number; rows: number; chunks: Chunk[] }
export type Layout = { rows: number; groups: RowGroup[] }

const tailBytes = 64 * 1024
const headBytes = 4

/** Fills the footer, the first thing that any reader of the file wants. */
export async function fillFooter(
  cache: FileCache,
  held: Held,
  { sizeBytes }: Pick<TableFile, 'sizeBytes'>,
): Promise<void> {
  if (sizeBytes < 12) throw notParquet()
  const tail = { start: Math.max(0, sizeBytes - tailBytes), end: sizeBytes }
  await held.bring([{ start: 0, end: headBytes }, tail])
  await using file = await open(join(cache.folder, held.path))
  const end = Buffer.alloc(8)
  await file.read(end, 0, 8, sizeBytes - 8)
  const footerBytes = end.readUInt32LE(0) + 8
  if (end.toString('latin1', 4) !== 'PAR1' || footerBytes > sizeBytes) throw notParquet()
  if (footerBytes > limits.tableFooterBytes)
    throw new HubError('BadRequest', 'The footer of this Parquet file is too large to be read here.')
  await held.bring([{ start: sizeBytes - footerBytes, end: sizeBytes }])
}

const notParquet = (): HubError => new HubError('BadRequest', 'This is no Parquet file, or it is damaged.')

/** The layouts of files whose footers are there, in one question; `sizes` are theirs, by path. */
export async function readLayouts(
  children: Children,
  sizes: ReadonlyMap<string, number>,
): Promise<Map<string, Layout>> {
  const paths = [...sizes.keys()]
  const sql = `SELECT file_name, row_group_id, row_group_num_rows, replace(path_in_schema, ', ', '.'),
    CASE WHEN dictionary_page_offset > 0 THEN least(dictionary_page_offset, data_page_offset) ELSE data_page_offset END,
    total_compressed_size, bloom_filter_offset, bloom_filter_length, num_values
    FROM parquet_metadata(${listOf(paths)})`
  const { rows, isCut } = await children.ask({
    paths,
    sql,
    mostRows: 500_000,
    mostBytes: 256 * 1024 * 1024,
  })
  if (isCut) throw new HubError('BadRequest', 'This table has too many row groups to be read here.')
  const layouts = new Map<string, Layout>(paths.map((path) => [path, { rows: 0, groups: [] }]))
  for (const { values } of rows) addChunk(layouts, values)
  for (const [path, layout] of layouts) {
    number(layout)
    requireSound(layout, sizes.get(path)!)
  }
  return layouts
}

function addChunk(layouts: Map<string, Layout>, values: readonly Json[]): void {
  const [file, group, rows, path, start, bytes, bloomStart, bloomBytes, count] = values
  const layout = typeof file === 'string' ? layouts.get(file) : undefined
  if (!layout || typeof group !== 'number' || typeof path !== 'string') return
  const found = (layout.groups[group] ??= { firstRow: 0, rows: Number(rows), chunks: [] })
  const extents = [{ start: Number(start), end: Number(start) + Number(bytes) }]
  if (typeof bloomStart === 'number' && typeof bloomBytes === 'number')
    extents.push({ start: bloomStart, end: bloomStart + bloomBytes })
  found.chunks.push({ path, values: Number(count), extents })
}

function number(layout: Layout): void {
  // Groups without a single column leave gaps in the list.
  layout.groups = Object.values(layout.groups)
  for (const group of layout.groups) {
    group.firstRow = layout.rows
    layout.rows += group.rows
  }
}

/** A footer is a stranger's: it may name bytes that are not there, or sizes that go backwards so that a large scan looks small. */
function requireSound({ rows, groups }: Layout, sizeBytes: number): void {
  const isWithin = ({ start, end }: Extent): boolean =>
    Number.isSafeInteger(start) && start >= 0 && end >= start && end <= sizeBytes
  const counts = groups.map((group) => group.rows)
  const extents = groups.flatMap(({ chunks }) => chunks.flatMap((chunk) => chunk.extents))
  if (!Number.isSafeInteger(rows) || !counts.every((count) => count >= 0) || !extents.every(isWithin))
    throw notParquet()
}
