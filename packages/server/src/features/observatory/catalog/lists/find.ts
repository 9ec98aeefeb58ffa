import { LRUCache } from 'lru-cache'
import type { Database } from '../../../../ports/database.ts'
import type { CatalogRow, HeavyColumn } from '../queries.ts'
import { conditionsOf, isUnconditional, type Conditions } from './conditions.ts'
import { sortColumns, type Audience, type ListQuery, type Position, type Scope, type Sort } from './list-query.ts'
import { fewRows, outlookOf, planSearch, type Driver, type Plan, type Statistics, type Wanted } from './plan.ts'
import * as queries from './queries.ts'

const windowGrowth = 8
/** matches that are not where they were expected are looked for this long before all are read */
const mostWindows = 12
const statisticsMilliseconds = 600_000
const edgeMilliseconds = 60_000
/** beyond every id: the place behind all rows of one value */
const lastId = Number.MAX_SAFE_INTEGER

const gather: Plan = { way: 'gather' }

/** Tests choose smaller stretches than any real catalog needs. */
export type FinderOptions = { plan: (wanted: Wanted) => Plan; smallestWindowRows: number }
const ordinary: FinderOptions = { plan: planSearch, smallestWindowRows: 2000 }

type WindowSearch = { order: queries.Order; conditions: Conditions; driver: Driver; first: number; key: string }

/** Finds a page of a list in the way that its conditions allow; `plan.ts` chooses, `queries.ts` does it. */
export function createFinder(db: Database, { plan: choose, smallestWindowRows }: FinderOptions = ordinary) {
  const { statistics, scopeRows } = createStatistics(db)
  const edgeOf = createEdges(db)
  /** where the matches of a search begin that are far down an order: may be a minute old, as the numbers are */
  const starts = new LRUCache<string, Position>({ max: 1000, ttl: edgeMilliseconds })

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
    const { outlook, wanted } = await lookOut(order.scope, conditions, query.limit)
    let plan = outlook.share === 0 ? gather : choose(wanted)
    const key = JSON.stringify([order.scope, order.sort, conditions])
    if (plan.way === 'walk' && !query.after && starts.has(key)) plan = { ...plan, way: 'windows' }
    for (let tries = 0; plan.way === 'walk' && tries < 2; tries++) {
      const near = await queries.probe(db, order, conditions, { ...query, rows: plan.rows })
      if (near.length >= query.limit) return near
      // They are fewer than thought, or they lie further down.
      const matches = Math.max(((near.length + 0.5) * wanted.scopeRows) / plan.rows, fewRows + 1)
      plan = choose({ ...wanted, matches: Math.min(matches, wanted.matches / 2) })
    }
    if (plan.way === 'gather') return queries.gather(db, order, conditions, query)
    return findInWindows({ order, conditions, driver: outlook.driver, first: plan.rows, key }, query)
  }

  async function lookOut(scope: Scope, conditions: Conditions, limit: number) {
    const known = await statistics()
    const outlook = outlookOf(conditions, known, limit)
    const inScope = await scopeRows(scope.type, scope.audience !== null)
    const isPartial = scope.audience !== null && !scope.audience.all
    const isGuess = outlook.share === null || (isPartial && outlook.share > 0)
    const matches = isGuess ? await queries.estimate(db, scope, conditions) : outlook.share! * inScope
    const wanted: Wanted = { limit, matches, driverShare: outlook.driverShare, scopeRows: inScope, rows: known.rows }
    return { outlook, wanted }
  }

  /**
   * Windows grow while they find nothing and shrink when they hold too much; where the order ends sooner than a large
   * one, small ones begin again.
   */
  async function findInWindows({ order, conditions, driver, first, key }: WindowSearch, page: queries.Page) {
    const found: CatalogRow[] = []
    const mostMatches = 100 + page.limit * 8
    let after = page.after ?? starts.get(key) ?? null
    let rows = first
    let growth = windowGrowth
    for (let count = 0; count < mostWindows; count++) {
      const limit = page.limit - found.length
      const edge = await edgeOf(order, after, rows)
      if (!edge && rows <= smallestWindowRows) break
      const near = edge && (await queries.within(db, order, conditions, { after, edge, limit, mostMatches, driver }))
      if (near) {
        found.push(...near)
        if (found.length >= page.limit) return found
        const isOneValue = order.sort === 'id' || after?.value === edge.value
        after = isOneValue ? edge : { value: edge.value, id: lastId }
        if (found.length > 0) continue
        rows *= growth
        if (!page.after) starts.set(key, after)
      } else {
        // Too many matches, or too few rows left: from here on they lie close.
        rows = Math.max(smallestWindowRows, Math.floor(rows / windowGrowth))
        growth = 2
      }
    }
    const rest = { after, limit: page.limit - found.length }
    return [...found, ...(await queries.gather(db, order, conditions, rest))]
  }

  return { find }
}

export type Finder = ReturnType<typeof createFinder>

/** What `analyze` knows, read again when it is ten minutes old. */
function createStatistics(db: Database) {
  const options = { ttl: statisticsMilliseconds, allowStale: true }
  const lexemes = new LRUCache<string, Statistics>({ ...options, max: 1, fetchMethod: () => queries.statistics(db) })
  const rows = new LRUCache<string, number>({
    ...options,
    max: 8,
    fetchMethod: (key) => {
      const [type, isPrivate] = key.split(' ')
      const audience = isPrivate === 'true' ? { all: true, namespaceIds: [] } : null
      return queries.estimate(db, { type: type as Scope['type'], audience }, conditionsOf(nothingWanted))
    },
  })
  return {
    statistics: () => lexemes.forceFetch('search'),
    scopeRows: (type: Scope['type'], isPrivate: boolean) => rows.forceFetch(`${type} ${isPrivate}`),
  }
}

const nothingWanted = {
  terms: [],
  author: null,
  tags: [],
  anyTags: [],
  pipelineTag: null,
  minParameters: null,
  maxParameters: null,
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
