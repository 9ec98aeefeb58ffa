/** What both a file and a split of a dataset are looked at with. */
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Column, Json, RowsPage, Statistics, TableFacts, Tables, TableSource } from '../../../ports/tables.ts'
import { createMemory } from '../memory.ts'
import { declaredInFile, featuresOf, type Feature, type NamedFeature } from './features.ts'
import { readFilter, readOrder } from './read-filter.ts'

export type LookWish = {
  offset: number
  length: number
  where?: string | undefined
  orderBy?: string | undefined
  search?: string | undefined
}
/** A table and what is known of its columns from elsewhere. */
export type Sight = { source: TableSource; declared: ReadonlyMap<string, Feature> }
export type Look = { features: NamedFeature[]; columns: Column[]; page: RowsPage }
export type StatisticsLook = Statistics & { features: NamedFeature[] }

export type Lookout = ReturnType<typeof createLookout>

export function createLookout(tables: Tables) {
  const facts = createMemory<TableFacts>({
    mostBytes: limits.tableFactsCacheBytes,
    bytesOf: jsonBytes,
    // Of a large text only the head was looked at; soon there is more to tell.
    keepFor: ({ isPartial }) => (isPartial ? 0 : Infinity),
  })
  const statistics = createMemory<Statistics>({ mostBytes: limits.tableStatisticsCacheBytes, bytesOf: jsonBytes })

  const factsOf = (source: TableSource): Promise<TableFacts> => facts(keyOf(source), () => tables.facts(source))

  async function rows(sight: Sight, wish: LookWish): Promise<Look> {
    const { columns, declared } = await factsOf(sight.source)
    const names = columns.map(({ name }) => name)
    const page = await tables.rows(sight.source, {
      offset: wish.offset,
      length: wish.length,
      where: wish.where?.trim() ? readFilter(wish.where, names) : null,
      orderBy: wish.orderBy?.trim() ? readOrder(wish.orderBy, names) : [],
      search: wish.search?.trim() || null,
    })
    return { features: namedFeatures(page.columns, sight, declared), columns: page.columns, page }
  }

  async function statisticsOf(sight: Sight): Promise<StatisticsLook> {
    const known = await statistics(keyOf(sight.source), () => tables.statistics(sight.source))
    const { columns, declared } = await factsOf(sight.source)
    return { ...known, features: namedFeatures(columns, sight, declared) }
  }

  async function describe(sight: Sight) {
    const found = await factsOf(sight.source)
    return { ...found, features: namedFeatures(found.columns, sight, found.declared) }
  }

  return { rows, statistics: statisticsOf, describe, query: tables.query, bytesOf: tables.bytesOf }
}

const jsonBytes = (value: object): number => 2 * JSON.stringify(value).length

const keyOf = ({ format, files }: TableSource): string =>
  `${format} ${files.map(({ key, isGzip }) => (isGzip ? `${key} gzip` : key)).join(' ')}`

const namedFeatures = (columns: Column[], sight: Sight, declared: string | null): NamedFeature[] =>
  featuresOf(columns, new Map([...declaredInFile(declared), ...sight.declared]))

export const noTable = (path: string): HubError =>
  new HubError(
    'BadRequest',
    `"${path}" is no table that can be shown: Parquet, CSV, TSV, JSON, JSON Lines and text are.`,
  )

export type CellLink = (cell: { feature: Feature; column: Column; row: number; value: Json }) => string | null
