/** What a plan of DuckDB says that it will read: https://duckdb.org/docs/stable/guides/meta/explain */
import type { Wanted } from './scan.ts'
import { leavesOf } from './scan.ts'

type Node = { name?: string; children?: Node[]; extra_info?: Record<string, unknown> }

/** `columns` are all there are: a filter is told as text, in which their names are looked for. */
export function readPlan(json: string, columns: readonly string[]): Wanted {
  const wanted = new Set<string>()
  const visit = (node: Node): void => {
    if (/READ_PARQUET|PARQUET_SCAN/i.test(node.name ?? '')) {
      for (const projection of textsIn(node.extra_info?.['Projections'])) wanted.add(projection)
      const filters = textsIn(node.extra_info?.['Filters']).join('\n').toLowerCase()
      for (const column of columns) if (filters.includes(column.toLowerCase())) wanted.add(column)
    }
    for (const child of node.children ?? []) visit(child)
  }
  for (const node of JSON.parse(json) as Node[]) visit(node)
  return leavesOf(wanted)
}

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((text) =>
    typeof text === 'string'
      ? text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
      : [],
  )
