import { LRUCache } from 'lru-cache'
import type { Database } from '../../../../ports/database.ts'
import type { CatalogRow } from '../queries.ts'
import type { Conditions } from './conditions.ts'
import { lastId, type Position } from './list-query.ts'
import { fewRows, stretchRows, type Outlook, type Plan, type Statistics } from './plan.ts'
import * as queries from './queries.ts'
import { createEdges } from './statistics.ts'

const stretchGrowth = 4
/** after so many steps all matches that are left are read: never, in practice */
const mostSteps = 50
const startMilliseconds = 60_000
/** rows that are read on the chance that they match */
const rowsToFilter = 1500
/** so few are read at once when nobody counted them: should they be more, little is lost */
const probablyFew = 300
/** fewer rows than this are no sample to guess from */
const sampleRows = 2048
/** a stretch of so many rows is never too long */
const briefRows = 16_384
/** for fifty steps to reach the end of millions of rows */
const mostWalkedAtOnce = 65_536

export type Search = {
  order: queries.Order
  conditions: Conditions
  outlook: Outlook
  isPathless: boolean
  /** as far as anybody knows */
  matches: number
  scopeRows: number
  plan: Plan
}

/** How far a search has come, and what it does next. */
type Progress = {
  found: CatalogRow[]
  after: Position | null
  seenRows: number
  way: Plan['way']
  /** Infinity: all that are left, as they are believed to be few */
  rows: number
  /** they were believed to be few, or to fit into a stretch, and were more */
  wereMany: boolean
}

type Edges = ReturnType<typeof createEdges>
type Step = { db: Database; edges: Edges; search: Search; limit: number; smallestRows: number; progress: Progress }

const keyOf = ({ order: { scope, sort, range }, conditions }: Search): string =>
  JSON.stringify([scope, sort, range, conditions])

/**
 * Looks for matches along a sort order, a stretch at a time. What a stretch held tells how thick the matches are sown
 * and so how long the next one should be.
 */
export function createStretches(db: Database, statistics: () => Promise<Statistics>, smallestRows: number) {
  const edges = createEdges(db, statistics)
  /** where the matches of a search begin that are far down an order: may be a minute old, as the numbers are */
  const starts = new LRUCache<string, Position>({ max: 1000, ttl: startMilliseconds })

  return async function searchStretches(search: Search, page: queries.Page): Promise<CatalogRow[]> {
    const key = page.after ? '' : keyOf(search)
    const progress = begin(search, page.after ?? starts.get(key) ?? null)
    const step = { db, edges, search, limit: page.limit, smallestRows, progress }
    for (let count = 0; count < mostSteps; count++) {
      const isEnd = await (progress.way === 'walk' ? walk(step) : readStretch(step))
      if (isEnd || progress.found.length >= page.limit) return progress.found
      if (progress.found.length === 0 && !page.after && progress.after) starts.set(key, progress.after)
    }
    const { after, found } = progress
    const rest = await queries.gather(db, search.order, search.conditions, { after, limit: page.limit - found.length })
    return [...found, ...rest]
  }
}

function begin({ plan }: Search, after: Position | null): Progress {
  const rows = plan.way === 'gather' ? Infinity : plan.rows
  return { found: [], after, seenRows: 0, wereMany: false, way: plan.way, rows }
}

/** For matches that lie close. True at the end of the order. */
async function walk(step: Step): Promise<boolean> {
  const { db, progress } = step
  const { order, conditions } = step.search
  const { after, rows, found } = progress
  found.push(...(await queries.probe(db, order, conditions, { after, limit: step.limit - found.length, rows })))
  if (found.length >= step.limit) return false
  const last = await queries.edge(db, order, after, rows - 1)
  if (!last) return true
  progress.after = last
  progress.seenRows += rows
  await goOn(step)
  return false
}

/** For matches that lie further apart. True at the end of the order. */
async function readStretch(step: Step): Promise<boolean> {
  const { db, edges, search, progress } = step
  const { order, conditions, outlook, scopeRows } = search
  const { after, rows, seenRows, found } = progress
  const edge = rows < scopeRows ? await edges.edgeOf(order, after, rows, scopeRows) : null
  // What leads at little cost to too many rows, or to too few, is followed up by all that leads.
  const isFirst = seenRows === 0 && !progress.wereMany
  const leadsToFew = rows !== Infinity || outlook.leadShare * scopeRows <= fewRows
  const lead = isFirst && leadsToFew ? outlook.lead : outlook.fullLead
  const stretch = { after, edge, isFew: rows === Infinity, mostRows: mostRows(step, edge), lead }
  const near = await queries.within(db, order, conditions, { ...stretch, limit: step.limit - found.length })
  if (!near) {
    const behind = edge ? Infinity : await edges.rowsBehind(order, after, scopeRows)
    lookCloser(step, rows === Infinity ? rows : Math.min(rows, behind))
    return false
  }
  found.push(...near)
  if (!edge) return true
  const isOneTie = order.sort === 'id' || after?.value === edge.value
  progress.after = isOneTie ? edge : { value: edge.value, id: lastId }
  progress.seenRows += isOneTie ? rows : await rowsUpTo(step, after, progress.after)
  await goOn(step)
  return false
}

function mostRows({ search: { outlook, plan }, limit, progress }: Step, edge: Position | null): number {
  const isSure = outlook.isCounted ? edge !== null : progress.rows === Infinity && plan.way !== 'gather'
  return limit * 12 + (isSure ? 240 : rowsToFilter)
}

/** There were too many rows to read. */
function lookCloser({ progress, smallestRows }: Step, readRows: number): void {
  const fewer = readRows === Infinity ? Math.max(progress.seenRows, smallestRows) * stretchGrowth : readRows / 4
  progress.wereMany = true
  progress.way = fewer < smallestRows ? 'walk' : 'stretch'
  progress.rows = Math.max(stretchRows(fewer), smallestRows)
}

/** A stretch that ends where a long tie begins is shorter than it was meant to be. */
async function rowsUpTo(
  { edges, search, smallestRows, progress: { rows } }: Step,
  from: Position | null,
  to: Position,
) {
  const behind = (place: Position | null) => edges.rowsBehind(search.order, place, search.scopeRows)
  const [before, after, beyond] = [await behind(from), await behind(to), await behind({ ...to, id: 0 })]
  return after - beyond > rows ? Math.min(rows, Math.max(before - after, smallestRows)) : rows
}

/** The next stretch holds what is missing if matches lie as before, or all that is left if that is little. */
async function goOn({ edges, search, limit, progress }: Step): Promise<void> {
  const { order, outlook, isPathless, matches, scopeRows } = search
  const { found, seenRows, wereMany } = progress
  if (isPathless) {
    progress.way = 'walk'
    progress.rows = Math.min(progress.rows * stretchGrowth, mostWalkedAtOnce)
    return
  }
  const share = (found.length + 0.5) / seenRows
  const areFew = outlook.isCounted
    ? matches - found.length <= fewRows
    : seenRows >= sampleRows && share * scopeRows <= probablyFew
  progress.way = 'stretch'
  if (areFew && !wereMany) {
    progress.rows = Infinity
    return
  }
  const wanted = Math.min((2 * (limit - found.length)) / share, Math.max(seenRows, progress.rows) * stretchGrowth)
  progress.rows = stretchRows(Math.max(wanted, progress.rows))
  if (!outlook.isCounted || progress.rows <= briefRows) return
  // As long as many matches are to come, no step takes more than a part of what is left.
  const behind = await edges.rowsBehind(order, progress.after, scopeRows)
  progress.rows = Math.min(progress.rows, Math.max(stretchRows(behind / 8), briefRows))
}
