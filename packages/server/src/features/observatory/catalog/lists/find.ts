import type { Database } from '../../../../ports/database.ts'
import type { CatalogRow, HeavyColumn } from '../queries.ts'
import { conditionsOf, isUnconditional, type Conditions } from './conditions.ts'
import { sortColumns, type Audience, type ListQuery, type Position, type Scope, type Sort } from './list-query.ts'
import { outlookOf, planSearch, type Outlook, type Plan, type Wanted } from './plan.ts'
import * as queries from './queries.ts'
import { createStatistics } from './statistics.ts'
import { createWindows, mostFew } from './windows.ts'

const ordinaryWindowRows = 16_384

/** Tests choose smaller stretches than any real catalog needs. */
export type FinderOptions = { plan: (wanted: Wanted) => Plan; smallestWindowRows: number }
const ordinary: FinderOptions = { plan: planSearch, smallestWindowRows: 2000 }

type Search = { order: queries.Order; conditions: Conditions; outlook: Outlook; wanted: Wanted }

/** Finds a page of a list in the way that its conditions allow; `plan.ts` chooses, `queries.ts` does it. */
export function createFinder(db: Database, { plan: choose, smallestWindowRows }: FinderOptions = ordinary) {
  const { statistics, scopeRows } = createStatistics(db)
  const windows = createWindows(db, smallestWindowRows)

  async function find(query: ListQuery, audience: Audience, columns: readonly HeavyColumn[]): Promise<CatalogRow[]> {
    const found = await findIn({ type: query.type, audience: null }, query, columns)
    if (!audience.all && audience.namespaceIds.length === 0 && !audience.repoIds?.length) return found
    const own = await findIn({ type: query.type, audience }, query, columns)
    return own.length === 0 ? found : merge(found, own, query)
  }

  async function findIn(scope: Scope, query: ListQuery, columns: readonly HeavyColumn[]): Promise<CatalogRow[]> {
    const { sort, minParameters, maxParameters } = query
    // Along the order of numbers, their bounds are just where to begin and to end.
    const isRange = sort === 'num_parameters'
    const order = { scope, sort, columns, range: isRange ? { minParameters, maxParameters } : null }
    const conditions = conditionsOf(isRange ? { ...query, minParameters: null, maxParameters: null } : query)
    if (isUnconditional(conditions) && (!scope.audience || scope.audience.all)) return queries.walk(db, order, query)
    const search = { order, conditions, ...(await lookOut(scope, conditions, query.limit)) }
    if (search.outlook.share === 0) return queries.gather(db, order, conditions, query)
    return findAdapting(search, query)
  }

  async function lookOut(scope: Scope, conditions: Conditions, limit: number) {
    const known = await statistics()
    const outlook = outlookOf(conditions, known, limit)
    const inScope = await scopeRows(scope)
    let matches = outlook.share === null ? null : outlook.share * inScope
    // Only the planner knows how many private rows a few namespaces have.
    if (scope.audience && !scope.audience.all) matches = await queries.estimate(db, scope, conditions)
    const wanted: Wanted = { limit, matches, driverShare: outlook.driverShare, scopeRows: inScope, rows: known.rows }
    return { outlook, wanted }
  }

  /** Each step that finds too little tells how thick the matches are sown, and so what to do next. */
  async function findAdapting({ order, conditions, outlook, wanted }: Search, page: queries.Page) {
    let plan = choose(wanted)
    if (plan.way === 'walk' && !page.after && windows.isFarDown(order, conditions)) plan = { ...plan, way: 'windows' }
    let isSure = true
    for (let tries = 0; plan.way === 'walk' && tries < 3; tries++) {
      const near = await queries.probe(db, order, conditions, { ...page, rows: plan.rows })
      if (near.length >= page.limit) return near
      const seen = ((near.length + 0.5) * wanted.scopeRows) / plan.rows
      isSure = near.length > 2
      plan = choose({ ...wanted, matches: Math.min(seen, (wanted.matches ?? Infinity) / 2) })
    }
    if (plan.way === 'gather' || !isSure) {
      const mostMatches = mostFew + page.limit * 4
      const few = await queries.gatherFew(db, order, conditions, { ...page, mostMatches, driver: outlook.allDrivers })
      if (few) return few
    }
    const firstRows = plan.way === 'gather' ? ordinaryWindowRows : plan.rows
    return windows.search({ order, conditions, outlook, firstRows }, page)
  }

  return { find }
}

export type Finder = ReturnType<typeof createFinder>

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
