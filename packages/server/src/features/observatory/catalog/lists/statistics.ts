import { LRUCache } from 'lru-cache'
import type { Database } from '../../../../ports/database.ts'
import { conditionsOf } from './conditions.ts'
import type { Position, Scope } from './list-query.ts'
import type { Statistics } from './plan.ts'
import * as queries from './queries.ts'

const statisticsMilliseconds = 600_000
export const edgeMilliseconds = 60_000

/** What `analyze` knows, read again when it is ten minutes old. */
export function createStatistics(db: Database) {
  const options = { ttl: statisticsMilliseconds, allowStale: true }
  const known = new LRUCache<string, Statistics>({ ...options, max: 1, fetchMethod: () => queries.statistics(db) })
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
    statistics: () => known.forceFetch('catalog'),
    scopeRows: ({ type, audience }: Scope) => rows.forceFetch(`${type} ${audience !== null}`),
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
export function createEdges(db: Database) {
  const known = new LRUCache<string, Position>({ max: 1000, ttl: edgeMilliseconds })
  return async function edgeOf(order: queries.Order, after: Position | null, rows: number): Promise<Position | null> {
    if (after) return queries.edge(db, order, after, rows)
    const { type, audience } = order.scope
    const key = JSON.stringify([type, audience === null, order.sort, order.range, rows])
    const edge = known.get(key) ?? (await queries.edge(db, order, null, rows))
    if (edge) known.set(key, edge)
    return edge
  }
}
