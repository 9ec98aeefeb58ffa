import { LRUCache } from 'lru-cache'
import type { Database } from '../../../../ports/database.ts'
import type { CatalogRow, HeavyColumn } from '../queries.ts'
import { conditionsOf, isUnconditional, needsEstimate, type Conditions } from './conditions.ts'
import { sortColumns, type Audience, type ListQuery, type Position, type Scope, type Sort } from './list-query.ts'
import * as queries from './queries.ts'

/** as many matches are read and sorted without further thought */
const fewRows = 1500
const firstWindowRows = 16_000
const windowGrowth = 8
const statisticsMilliseconds = 600_000
const edgeMilliseconds = 60_000
/** beyond every id: the place behind all rows of one value */
const lastId = Number.MAX_SAFE_INTEGER

/**
 * Finds a page of a list, each in the way that its conditions allow. What is rare is gathered and sorted. What is
 * common is met soon when walking along the sort order. What is in between, or common but only far down the order, is
 * looked for in windows along it, each larger than the last.
 */
export function createFinder(db: Database) {
  const commonLexemes = createStatistics(db)
  const edgeOf = createEdges(db)

  async function find(query: ListQuery, audience: Audience, columns: readonly HeavyColumn[]): Promise<CatalogRow[]> {
    const order = { sort: query.sort, columns }
    const found = await findIn({ ...order, scope: { type: query.type, audience: null } }, query)
    if (!audience.all && audience.namespaceIds.length === 0 && !audience.repoIds?.length) return found
    const own = await findIn({ ...order, scope: { type: query.type, audience } }, query)
    return own.length === 0 ? found : merge(found, own, query)
  }

  async function findIn(order: queries.Order, query: ListQuery): Promise<CatalogRow[]> {
    const conditions = conditionsOf(query)
    const isFree = isUnconditional(conditions)
    if (isFree && (!order.scope.audience || order.scope.audience.all)) return queries.walk(db, order, query)
    if (await areFew(order.scope, conditions)) return queries.gather(db, order, conditions, query)
    const rows = Math.min(Math.max(query.limit * 16, 500), 5000)
    const near = await queries.probe(db, order, conditions, { ...query, rows })
    return near.length >= query.limit ? near : findInWindows(order, conditions, query)
  }

  /** Certain when one lexeme is rare; otherwise the planner's guess. */
  async function areFew(scope: Scope, conditions: Conditions): Promise<boolean> {
    const common = await commonLexemes()
    if (conditions.sure.some((lexeme) => !common.has(lexeme))) return true
    const isOwn = scope.audience !== null && !scope.audience.all
    if (!isOwn && !needsEstimate(conditions)) return false
    return (await queries.estimate(db, scope, conditions)) <= fewRows
  }

  async function findInWindows(order: queries.Order, conditions: Conditions, page: queries.Page) {
    const found: CatalogRow[] = []
    let after = page.after
    for (let rows = firstWindowRows; ; rows *= windowGrowth) {
      const limit = page.limit - found.length
      const edge = await edgeOf(order, after, rows)
      if (!edge) return [...found, ...(await queries.gather(db, order, conditions, { after, limit }))]
      const isTie = order.sort === 'id' || after?.value === edge.value
      found.push(...(await queries.within(db, order, conditions, { after, edge, limit })))
      if (found.length >= page.limit) return found
      after = isTie ? edge : { value: edge.value, id: lastId }
    }
  }

  return { find }
}

export type Finder = ReturnType<typeof createFinder>

/** What `analyze` knows, read again when it is ten minutes old. */
function createStatistics(db: Database) {
  const cache = new LRUCache<string, Map<string, number>>({
    max: 1,
    ttl: statisticsMilliseconds,
    allowStale: true,
    fetchMethod: () => queries.frequentLexemes(db),
  })
  return async () => (await cache.fetch('search')) ?? new Map<string, number>()
}

/** Any place serves as an edge, so those of first pages may be a little old. */
function createEdges(db: Database) {
  const known = new LRUCache<string, Position>({ max: 1000, ttl: edgeMilliseconds })
  return async function edgeOf(order: queries.Order, after: Position | null, rows: number): Promise<Position | null> {
    if (after) return queries.edge(db, order, after, rows)
    const { type, audience } = order.scope
    const key = `${type} ${audience === null} ${order.sort} ${rows}`
    const edge = known.get(key) ?? (await queries.edge(db, order, null, rows))
    if (edge) known.set(key, edge)
    return edge
  }
}

function merge(one: CatalogRow[], other: CatalogRow[], { sort, limit }: ListQuery): CatalogRow[] {
  const column = sortColumns[sort]
  return [...one, ...other]
    .toSorted((a, b) => Number(b[column]) - Number(a[column]) || b.repo_id - a.repo_id)
    .slice(0, limit)
}

export function positionOf(row: CatalogRow, sort: Sort): Position {
  const value = row[sortColumns[sort]]
  return { value: value instanceof Date ? value.toISOString() : value, id: row.repo_id }
}
