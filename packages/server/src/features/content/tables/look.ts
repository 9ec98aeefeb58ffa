/** What both a file and a split of a dataset are looked at with. */
import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type {
  Asker,
  Column,
  Json,
  RowsPage,
  Statistics,
  TableFacts,
  Tables,
  TableSource,
} from '../../../ports/tables.ts'
import { declaredInFile, featuresOf, type Feature, type NamedFeature } from './features.ts'
import { readFilter, readOrder } from './read-filter.ts'

export type LookWish = {
  offset: number
  length: number
  where?: string | undefined
  orderBy?: string | undefined
  search?: string | undefined
}
/** Who looks, in whose turn. */
export type Looker = Asker & { actor: Actor }
/** A table and what is known of its columns from elsewhere. */
export type Sight = { source: TableSource; declared: ReadonlyMap<string, Feature> }
export type Look = { features: NamedFeature[]; columns: Column[]; page: RowsPage }
export type StatisticsLook = Statistics & { features: NamedFeature[] }

export type Lookout = ReturnType<typeof createLookout>

export function createLookout(tables: Tables) {
  // Not shared while they are being found: each looker waits in their own turn, and may leave.
  const facts = memory<TableFacts>(limits.tableFactsCacheBytes)
  const statistics = memory<Statistics>(limits.tableStatisticsCacheBytes)

  async function factsOf(looker: Looker, source: TableSource): Promise<TableFacts> {
    const known = facts.get(keyOf(source)) ?? (await tables.for(looker).facts(source))
    // Of a large text only the head was looked at; soon there is more to tell.
    if (!known.isPartial) facts.set(keyOf(source), known)
    return known
  }

  async function rows(looker: Looker, sight: Sight, wish: LookWish): Promise<Look> {
    const { columns, declared } = await factsOf(looker, sight.source)
    const names = columns.map(({ name }) => name)
    const page = await tables.for(looker).rows(sight.source, {
      offset: wish.offset,
      length: wish.length,
      where: wish.where?.trim() ? readFilter(wish.where, names) : null,
      orderBy: wish.orderBy?.trim() ? readOrder(wish.orderBy, names) : [],
      search: wish.search?.trim() || null,
    })
    return { features: namedFeatures(page.columns, sight, declared), columns: page.columns, page }
  }

  async function statisticsOf(looker: Looker, sight: Sight): Promise<StatisticsLook> {
    const known = statistics.get(keyOf(sight.source)) ?? (await tables.for(looker).statistics(sight.source))
    statistics.set(keyOf(sight.source), known)
    const { columns, declared } = await factsOf(looker, sight.source)
    return { ...known, features: namedFeatures(columns, sight, declared) }
  }

  async function describe(looker: Looker, sight: Sight) {
    const found = await factsOf(looker, sight.source)
    return { ...found, features: namedFeatures(found.columns, sight, found.declared) }
  }

  return { rows, statistics: statisticsOf, describe, for: (looker: Looker) => tables.for(looker) }
}

const memory = <Value extends object>(mostBytes: number) =>
  new LRUCache<string, Value>({
    maxSize: mostBytes,
    sizeCalculation: (value, key) => 2 * (JSON.stringify(value).length + key.length),
  })

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
