import type { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import type { ColumnStatistics, Json, QueryAnswer, Row } from '../../../ports/tables.ts'
import { featuresOf, type NamedFeature } from './features.ts'
import type { CellLink, Look, StatisticsLook } from './look.ts'
import type { queryAnswer, rowsAnswer, statisticsAnswer } from './wire.ts'

/** Rows as the dataset viewer's API tells them. */
export function presentRows({ features, columns, page }: Look, linkOf: CellLink): z.output<typeof rowsAnswer> {
  const present = (row: Row): z.output<typeof rowsAnswer>['rows'][number] => ({
    row_idx: row.index,
    row: Object.fromEntries(
      features.map(({ name, type }, at) => {
        const value = row.values[at] ?? null
        const link = linkOf({ feature: type, column: columns[at]!, row: row.index, value })
        return [name, link === null ? value : linked(type['_type'], link)]
      }),
    ),
    truncated_cells: row.truncated,
  })
  return {
    features: features.map((feature, at) => ({ feature_idx: at, ...feature })),
    rows: page.rows.map(present),
    num_rows_total: page.total,
    num_rows_per_page: limits.tablePageRows,
    partial: page.isPartial,
  }
}

const linked = (type: unknown, src: string): Json => (type === 'Audio' ? [{ src, type: 'audio/*' }] : { src })

export const presentStatistics = ({
  columns,
  rows,
  isPartial,
  features,
}: StatisticsLook): z.output<typeof statisticsAnswer> => ({
  num_examples: rows,
  statistics: columns.flatMap((column) => {
    const feature = features.find(({ name }) => name === column.name)
    return feature ? presentColumn(column, feature) : []
  }),
  partial: isPartial,
})

type PresentedColumn = z.output<typeof statisticsAnswer>['statistics'][number]

function presentColumn(column: ColumnStatistics, feature: NamedFeature): PresentedColumn[] {
  const proportion = column.rows === 0 ? 0 : column.nulls / column.rows
  const base = { nan_count: column.nulls, nan_proportion: proportion }
  const told = (type: string, more: object): PresentedColumn[] => [
    { column_name: column.name, column_type: type, column_statistics: { ...base, ...more } },
  ]
  if (column.kind === 'other') return []
  const names = feature.type['_type'] === 'ClassLabel' ? (feature.type['names'] as string[] | undefined) : undefined
  if (column.kind === 'labels') return told(labelType(column), labels(column.frequencies))
  const { min, max, mean, median, deviation: std, histogram } = column.of
  const hist = histogram && { hist: histogram.counts, bin_edges: histogram.edges }
  const measures = { min, max, mean, median, std, histogram: hist }
  if (names && histogram && column.kind === 'number')
    return told('class_label', { n_unique: names.length, ...measures })
  return told(typeNames(column.kind, feature), measures)
}

const labelType = ({ frequencies }: Extract<ColumnStatistics, { kind: 'labels' }>): string =>
  frequencies.every(({ label }) => label === 'true' || label === 'false') && frequencies.length > 0
    ? 'bool'
    : 'string_label'

const labels = (frequencies: { label: string; count: number }[]) => ({
  n_unique: frequencies.length,
  frequencies: Object.fromEntries(frequencies.map(({ label, count }) => [label, count])),
})

function typeNames(kind: 'number' | 'length' | 'time', { type }: NamedFeature): string {
  if (kind === 'time') return 'datetime'
  if (kind === 'length') return type['_type'] === 'List' ? 'list' : 'string_text'
  return typeof type['dtype'] === 'string' && /^u?int/.test(type['dtype']) ? 'int' : 'float'
}

export const presentQuery = ({
  columns,
  rows,
  isCut,
  isPartial,
  milliseconds,
}: QueryAnswer): z.output<typeof queryAnswer> => ({
  features: featuresOf(columns, new Map()).map((feature, at) => ({ feature_idx: at, ...feature })),
  rows,
  truncated: isCut,
  partial: isPartial,
  milliseconds,
})
