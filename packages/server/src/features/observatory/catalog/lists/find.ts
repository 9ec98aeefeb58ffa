import type { Database } from '../../../../ports/database.ts'
import type { CatalogRow, HeavyColumn } from '../queries.ts'
import { conditionsOf, isUnconditional } from './conditions.ts'
import { sortColumns, type Audience, type ListQuery, type Position, type Scope, type Sort } from './list-query.ts'
import { outlookOf, planSearch, type Plan, type Wanted } from './plan.ts'
import * as queries from './queries.ts'
import { createStatistics } from './statistics.ts'
import { createStretches } from './stretches.ts'

/** Tests choose smaller stretches than any real catalog needs. */
export type FinderOptions = { plan: (wanted: Wanted) => Plan; smallestRows: number }
const ordinary: FinderOptions = { plan: planSearch, smallestRows: 512 }

/** Finds a page of a list in the way that its conditions allow; `plan.ts` chooses, `queries.ts` does it. */
export function createFinder(db: Database, { plan: choose, smallestRows }: FinderOptions = ordinary) {
  const { statistics, scopeRows } = createStatistics(db)
  const searchStretches = createStretches(db, statistics, smallestRows)

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
    const outlook = outlookOf(conditions, await statistics())
    if (outlook.share === 0) return queries.gather(db, order, conditions, query)
    const inScope = await scopeRows(scope)
    // Only the planner knows how many private rows a few namespaces have.
    const isLimited = scope.audience !== null && !scope.audience.all
    const matches = isLimited ? await queries.estimate(db, scope, conditions) : outlook.share * inScope
    const isPathless = outlook.isPathless && !isLimited
    const plan = choose({ limit: query.limit, matches, scopeRows: inScope, isPathless })
    return searchStretches({ order, conditions, outlook, isPathless, matches, scopeRows: inScope, plan }, query)
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
