/** Which bytes of a source a query will read. */
import { limits } from '../../config/limits.ts'
import type { Extent } from './extents.ts'
import { rangeBytes } from './extents.ts'
import { tooLarge } from './too-large.ts'
import type { OpenFile, OpenSource } from './open-source.ts'
import type { Chunk, RowGroup } from './parquet-layout.ts'

/** Says of a leaf whether it is read; leaves are dotted paths. */
export type Wanted = (leaf: string) => boolean

export const everything: Wanted = () => true

/** Leaves of these columns, or of fields in them such as `image.path`. */
export function leavesOf(columns: Iterable<string>): Wanted {
  const names = new Set([...columns].map((name) => name.toLowerCase()))
  return (leaf) => {
    let path = leaf.toLowerCase()
    while (!names.has(path)) {
      const dot = path.lastIndexOf('.')
      if (dot < 0) return false
      path = path.slice(0, dot)
    }
    return true
  }
}

/** Of each file: so many of its rows may be read. */
export type Cut = { rows: number[]; isPartial: boolean }

/** As many row groups, from the first, as fit the measure; the first may be larger, as far as a scan may go at all. */
export function cutToFit(source: OpenSource, wanted: Wanted, mostBytes: number = limits.tableScanBytes): Cut {
  let bytes = 0
  let isFull = false
  const rows = source.files.map(({ layout }) => {
    let kept = 0
    for (const group of layout.groups) {
      const next = bytesOf(group, wanted)
      if (bytes === 0 && next > limits.tableScanBytes) throw tooLarge(next)
      if (isFull || (bytes > 0 && bytes + next > mostBytes)) {
        isFull = true
        break
      }
      bytes += next
      kept += group.rows
    }
    return kept
  })
  return { rows, isPartial: isFull }
}

export async function fillCut(source: OpenSource, wanted: Wanted, cut: Cut): Promise<void> {
  for (const [at, file] of source.files.entries()) await fillRows(file, wanted, { start: 0, end: cut.rows[at]! })
}

/** Rows count within the file. */
export async function fillRows(file: OpenFile, wanted: Wanted, rows: Extent): Promise<void> {
  const groups = file.layout.groups.filter(
    (group) => group.firstRow < rows.end && group.firstRow + group.rows > rows.start,
  )
  await file.bring(groups.flatMap((group) => chunksOf(group, wanted).flatMap(({ extents }) => extents)))
}

export const chunksOf = (group: RowGroup, wanted: Wanted): Chunk[] => group.chunks.filter(({ path }) => wanted(path))
const bytesOf = (group: RowGroup, wanted: Wanted): number =>
  chunksOf(group, wanted).reduce((sum, { extents }) => sum + rangeBytes(extents), 0)
