/** What the values of each column are like, over the first rows of a table. */
import { limits } from '../../config/limits.ts'
import type { Column, ColumnStatistics, Json, NumberStatistics, Statistics } from '../../ports/tables.ts'
import { nameOf } from './literals.ts'
import type { OpenSource } from './open-source.ts'
import type { Questions } from './questions.ts'
import { relationOf } from './relations.ts'
import { cutToFit, fillCut, leavesOf } from './scan.ts'

type Kind = 'number' | 'length' | 'time' | 'labels' | 'text' | 'other'
type Measured = {
  column: Column
  kind: Kind
  value: string
  rows: number
  nulls: number
  of: NumberStatistics
  distinct: number
}

const bins = 10
const mostLabels = 30

export function createReadStatistics(questions: Questions) {
  async function read(source: OpenSource, all: Column[]): Promise<Statistics> {
    const columns = all
      .slice(0, limits.tableStatisticsColumns)
      .filter(({ type }) => kindOf({ name: '', type }) !== 'other')
    const wanted = leavesOf(columns.map(({ name }) => name))
    const cut = cutToFit(source, wanted, limits.tableStatisticsBytes)
    await fillCut(source, wanted, cut)
    const rows = cut.rows.reduce((sum, count) => sum + count, 0)
    const names = columns.map(({ name }) => nameOf(name)).join(', ')
    const table = `(SELECT ${names} FROM (${relationOf(source, cut)}) LIMIT ${limits.tableStatisticsRows})`
    const looked = Math.min(rows, limits.tableStatisticsRows)
    const measured = columns.length === 0 || looked === 0 ? [] : await measure(source, columns, table)
    const counted = await count(source, measured, table)
    const found = new Map(counted.map((statistics) => [statistics.name, statistics]))
    return {
      columns: all.map(({ name }) => found.get(name) ?? { name, rows: looked, nulls: 0, kind: 'other' }),
      rows: looked,
      isPartial: source.isPartial || looked < source.rows,
    }
  }

  async function measure(source: OpenSource, columns: Column[], table: string): Promise<Measured[]> {
    const parts = columns.map((column, at) => {
      const value = valueOf(column)
      return `SELECT ${at} AS c, count(*) AS n, count(*) - count(${value}) AS nulls, min(${value})::DOUBLE AS low, max(${value})::DOUBLE AS high, avg(${value})::DOUBLE AS mean, median(${value})::DOUBLE AS mid, CASE WHEN count(${value}) > 1 THEN stddev_samp(${value}::DOUBLE) END AS deviation, ${kindOf(column) === 'text' || kindOf(column) === 'labels' ? `approx_count_distinct(${nameOf(column.name)})` : '0'} AS d FROM t`
    })
    const { rows } = await questions.ask(source, withTable(table, parts))
    return rows.map(({ values }): Measured => {
      const [at, count, nulls, min, max, mean, median, deviation, distinct] = values as number[]
      const column = columns[at!]!
      const of = { min: min!, max: max!, mean: mean!, median: median!, deviation: deviation ?? null, histogram: null }
      const kind = kindOf(column)
      const asLabels = kind === 'labels' || (kind === 'text' && Number(distinct) <= mostLabels)
      return {
        column,
        kind: asLabels ? 'labels' : kind === 'text' ? 'length' : kind,
        value: valueOf(column),
        rows: Number(count),
        nulls: Number(nulls),
        of,
        distinct: Number(distinct),
      }
    })
  }

  async function count(source: OpenSource, measured: Measured[], table: string): Promise<ColumnStatistics[]> {
    const parts = measured.flatMap((one, at) => {
      if (one.kind === 'labels')
        return `SELECT ${at} AS c, NULL::DOUBLE AS bin, CAST(${nameOf(one.column.name)} AS VARCHAR)[:200] AS label, count(*) AS n FROM t WHERE ${nameOf(one.column.name)} IS NOT NULL GROUP BY ALL`
      const { min, max } = one.of
      if (!isNumber(min) || !isNumber(max) || !Number.isFinite(max - min)) return []
      const width = binWidth(one)
      return `SELECT ${at} AS c, least(floor((${one.value}::DOUBLE - ${min}) / ${width}), ${bins - 1}) AS bin, NULL::VARCHAR AS label, count(*) AS n FROM t WHERE ${one.value} IS NOT NULL GROUP BY ALL`
    })
    const { rows } =
      parts.length === 0 ? { rows: [] } : await questions.ask(source, withTable(table, parts), { mostRows: 100_000 })
    return measured.map((one, at) =>
      present(
        one,
        rows.filter(({ values }) => values[0] === at).map(({ values }) => values),
      ),
    )
  }

  return { read }
}

const withTable = (table: string, parts: readonly string[]): string =>
  `WITH t AS MATERIALIZED ${table} ${parts.join(' UNION ALL ')}`

function kindOf({ type }: Column): Kind {
  if (type.kind === 'list') return 'length'
  if (type.kind === 'struct') return 'other'
  if (/^(?:u?int|float|decimal)/.test(type.dtype)) return 'number'
  if (/^(?:timestamp|date)/.test(type.dtype)) return 'time'
  if (type.dtype === 'bool') return 'labels'
  return type.dtype === 'string' ? 'text' : 'other'
}

/** What is measured of a value: itself, its length, or its time in milliseconds. */
function valueOf(column: Column): string {
  const name = nameOf(column.name)
  const kind = kindOf(column)
  if (kind === 'number') return isFloat(column) ? `(CASE WHEN isfinite(${name}) THEN ${name} END)` : name
  if (kind === 'time') return `epoch_ms(${name}::TIMESTAMP)`
  if (kind === 'labels') return `${name}::INTEGER`
  return `length(${name})`
}

const isFloat = ({ type }: Column): boolean => type.kind === 'value' && type.dtype.startsWith('float')
const isNumber = (value: Json): value is number => typeof value === 'number'

/** Whole numbers fall into bins of whole width, as far as there are so many. */
function binWidth({ column, kind, of: { min, max } }: Measured): number {
  const span = Number(max) - Number(min)
  if (span === 0) return 1
  const isWhole =
    kind === 'length' || (kind === 'number' && column.type.kind === 'value' && /^u?int/.test(column.type.dtype))
  return isWhole ? Math.max(1, Math.ceil((span + 1) / bins)) : span / bins
}

function present(one: Measured, counts: Json[][]): ColumnStatistics {
  const { column, rows, nulls, kind } = one
  const base = { name: column.name, rows, nulls }
  if (kind === 'labels') {
    const frequencies = counts.map(([, , label, count]) => ({ label: label as string, count: Number(count) }))
    return { ...base, kind, frequencies: frequencies.toSorted((a, b) => b.count - a.count).slice(0, 100) }
  }
  if (kind === 'other' || kind === 'text') return { ...base, kind: 'other' }
  return { ...base, kind, of: { ...inWords(one), histogram: histogramOf(one, counts) } }
}

function histogramOf(one: Measured, counts: Json[][]) {
  if (counts.length === 0) return null
  const [min, max, width] = [Number(one.of.min), Number(one.of.max), binWidth(one)]
  const used = Math.min(bins, Math.max(1, Math.ceil((max - min + (width === 1 ? 1 : 0)) / width)))
  const filled = Array.from({ length: used }, () => 0)
  for (const [, bin, , count] of counts) filled[Math.min(used - 1, Math.max(0, Number(bin)))]! += Number(count)
  const edges: Json[] = Array.from({ length: used }, (_, at) => edge(one, min + at * width))
  return { counts: filled, edges: [...edges, edge(one, max)] }
}

const edge = ({ kind }: Measured, value: number): Json => (kind === 'time' ? new Date(value).toISOString() : value)

function inWords({ kind, of }: Measured): NumberStatistics {
  if (kind !== 'time') return of
  return { ...of, min: time(of.min), max: time(of.max), mean: time(of.mean), median: time(of.median) }
}

const time = (value: Json): Json => (isNumber(value) ? new Date(value).toISOString() : null)
