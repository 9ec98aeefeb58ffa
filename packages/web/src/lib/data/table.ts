/** A page of a table as the hub tells it, and what its columns are. */
import type { Histogram } from './histogram.ts'

/** `{ dtype, _type: 'Value' }`, `{ names, _type: 'ClassLabel' }`, `{ feature, _type: 'List' }`, or a struct of such */
export type FeatureType = { [key: string]: unknown }
export type TableFeature = { name: string; type: FeatureType }
export type TableRow = { row_idx: number; row: { [name: string]: unknown }; truncated_cells: string[] }
export type TablePage = { features: TableFeature[]; rows: TableRow[]; num_rows_total: number; partial: boolean }

export type ColumnStatistics = {
  column_name: string
  column_type: string
  column_statistics: {
    nan_count: number
    nan_proportion: number
    min?: unknown
    max?: unknown
    mean?: unknown
    histogram?: Histogram | null | undefined
    n_unique?: number | undefined
    frequencies?: { [label: string]: number } | undefined
  }
}
export type TableStatistics = { num_examples: number; statistics: ColumnStatistics[]; partial: boolean }

export type MediaKind = 'Image' | 'Audio' | 'Video'

/** The name of a column's type, as people who work with data write it. */
export function typeWord({ type }: TableFeature): string {
  const kind = type['_type']
  if (kind === 'Value' && typeof type['dtype'] === 'string') return type['dtype']
  if (kind === 'ClassLabel') return 'class label'
  if (kind === 'List' || kind === 'Sequence' || kind === 'LargeList') return 'list'
  return typeof kind === 'string' ? kind.toLowerCase() : 'struct'
}

export function mediaKind({ type }: TableFeature): MediaKind | null {
  const kind = type['_type']
  return kind === 'Image' || kind === 'Audio' || kind === 'Video' ? kind : null
}

export const isNumeric = ({ type }: TableFeature): boolean =>
  type['_type'] === 'Value' && /^(?:u?int|float|decimal)/.test(String(type['dtype']))
export const isText = ({ type }: TableFeature): boolean => type['_type'] === 'Value' && type['dtype'] === 'string'
/** What has an order and can be compared with a value. */
export const isComparable = ({ type }: TableFeature): boolean =>
  (type['_type'] === 'Value' && type['dtype'] !== 'binary') || type['_type'] === 'ClassLabel'

/**
 * Where the bytes of a cell are, on this site: the hub may know itself by another address than the reader does. A
 * column may have a field `src` of its own, which is a value like any other.
 */
export function mediaSource(value: unknown, feature: TableFeature): string | null {
  if ('src' in feature.type) return null
  const found: unknown = Array.isArray(value) && mediaKind(feature) === 'Audio' ? value[0] : value
  const src = typeof found === 'object' && found !== null && 'src' in found ? found.src : null
  if (typeof src !== 'string') return null
  const url = URL.parse(src)
  return url && /^\/(?![/\\])/.test(url.pathname) ? url.pathname + url.search : null
}

/** A value as text; labels by their names. */
export function cellText(value: unknown, { type }: TableFeature, indent = 0): string {
  if (value === null || value === undefined) return ''
  const names = type['_type'] === 'ClassLabel' && Array.isArray(type['names']) ? (type['names'] as string[]) : null
  if (names && typeof value === 'number') return names[value] ?? String(value)
  return typeof value === 'string' ? value : JSON.stringify(value, null, indent)
}
