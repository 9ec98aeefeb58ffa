import { LRUCache } from 'lru-cache'
import type { Database } from '../../../../ports/database.ts'
import { conditionsOf } from './conditions.ts'
import { placeAfter, rowsBehind, type Whole } from './distribution.ts'
import { isMoment, type Position, type Scope } from './list-query.ts'
import type { Statistics } from './plan.ts'
import * as queries from './queries.ts'

const statisticsMilliseconds = 600_000

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

const edgeMilliseconds = 3_600_000
/** so many index entries are counted while somebody waits; beyond, statistics say enough */
const countedRows = 8192

/** Places further along an order. Any place serves, so those near the top may be old. */
export function createEdges(db: Database, statistics: () => Promise<Statistics>) {
  const known = new LRUCache<string, { at: Position | null }>({ max: 1000, ttl: edgeMilliseconds })

  async function fromTop(order: queries.Order, rows: number): Promise<Position | null> {
    const { type, audience } = order.scope
    const key = JSON.stringify([type, audience === null, order.sort, order.range, rows])
    const edge = known.get(key) ?? { at: await queries.edge(db, order, null, rows) }
    known.set(key, edge)
    return edge.at
  }

  async function spreadOf({ sort }: queries.Order, rows: number) {
    const { spreads } = await statistics()
    const whole: Whole = { rows, highestId: spreads.id[0]?.value ?? 1 }
    return { spread: spreads[sort], whole }
  }

  async function byStatistics(order: queries.Order, after: Position | null, rows: number, scopeRows: number) {
    const { spread, whole } = await spreadOf(order, scopeRows)
    const { sort, range } = order
    const edge = placeAfter(spread, after, rows, whole)
    if (!edge || (sort === 'num_parameters' && Number(edge.value) < (range?.minParameters ?? 0))) return null
    if (sort === 'id') return { value: edge.value, id: Number(edge.value) }
    return isMoment(sort) ? { ...edge, value: new Date(edge.value).toISOString() } : edge
  }

  return {
    /** Null: the order ends before. */
    edgeOf: (order: queries.Order, after: Position | null, rows: number, scopeRows: number) => {
      if (rows > countedRows) return byStatistics(order, after, rows, scopeRows)
      return after ? queries.edge(db, order, after, rows) : fromTop(order, rows)
    },
    rowsBehind: async (order: queries.Order, after: Position | null, scopeRows: number) => {
      const { spread, whole } = await spreadOf(order, scopeRows)
      return rowsBehind(spread, after, whole)
    },
  }
}
