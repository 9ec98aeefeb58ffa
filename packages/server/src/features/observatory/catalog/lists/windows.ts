import { LRUCache } from 'lru-cache'
import type { Database } from '../../../../ports/database.ts'
import type { CatalogRow } from '../queries.ts'
import type { Conditions } from './conditions.ts'
import type { Position } from './list-query.ts'
import type { Outlook } from './plan.ts'
import * as queries from './queries.ts'
import { createEdges, edgeMilliseconds } from './statistics.ts'

const windowGrowth = 8
/** after so many stretches all matches that are left are read: never, in practice */
const mostWindows = 50
/** matches that are read without knowing whether they are the best */
export const mostFew = 1500
const unlimited = 2 ** 31 - 1
/** beyond every id: the place behind all rows of one value */
const lastId = Number.MAX_SAFE_INTEGER

export type WindowSearch = { order: queries.Order; conditions: Conditions; outlook: Outlook; firstRows: number }

const keyOf = ({ scope, sort, range }: queries.Order, conditions: Conditions): string =>
  JSON.stringify([scope, sort, range, conditions])

/**
 * Looks for matches along a sort order, a stretch at a time. Stretches grow while they hold nothing and shrink when
 * they hold too much; where the order ends sooner than a large one, small ones begin again.
 */
export function createWindows(db: Database, smallestRows: number) {
  const edgeOf = createEdges(db)
  /** where the matches of a search begin that are far down an order: may be a minute old, as the numbers are */
  const starts = new LRUCache<string, Position>({ max: 1000, ttl: edgeMilliseconds })
  async function search({ order, conditions, outlook, firstRows }: WindowSearch, page: queries.Page) {
    const { driver, allDrivers } = outlook
    const key = keyOf(order, conditions)
    const found: CatalogRow[] = []
    let after = page.after ?? starts.get(key) ?? null
    let rows = firstRows
    let growth = windowGrowth
    for (let count = 0; count < mostWindows; count++) {
      const limit = page.limit - found.length
      const edge = await edgeOf(order, after, rows)
      if (!edge && rows <= smallestRows) break
      const mostMatches = rows > smallestRows ? 100 + page.limit * 8 : unlimited
      const near = edge && (await queries.within(db, order, conditions, { after, edge, limit, mostMatches, driver }))
      if (!near) {
        // Too many matches, or too few rows left: from here on they lie close.
        rows = Math.max(smallestRows, Math.floor(rows / windowGrowth))
        growth = 2
        continue
      }
      found.push(...near)
      if (found.length >= page.limit) return found
      const isOneValue = order.sort === 'id' || after?.value === edge.value
      after = isOneValue ? edge : { value: edge.value, id: lastId }
      if (count === 0 && found.length < page.limit / 4) {
        const rest = { after, limit: page.limit - found.length, mostMatches: mostFew + page.limit * 4 }
        const few = await queries.gatherFew(db, order, conditions, { ...rest, driver: allDrivers })
        if (few) return [...found, ...few]
      }
      if (found.length > 0) continue
      rows *= growth
      if (!page.after) starts.set(key, after)
    }
    const rest = { after, limit: page.limit - found.length }
    return [...found, ...(await queries.gather(db, order, conditions, rest))]
  }

  return { search, isFarDown: (order: queries.Order, conditions: Conditions) => starts.has(keyOf(order, conditions)) }
}
