/** How the values of a sort order are spread, as `analyze` last found them over all repos: good enough to cut by. */
import { lastId, type Position } from './list-query.ts'

/** Values from the largest down, and the share of rows that have each, or lie between it and the one before. */
export type Distribution = readonly { value: number; share: number; isTie: boolean }[]

export type ColumnStatistics = { common: number[]; commonShares: number[]; bounds: number[] }

export function distributionOf({ common, commonShares, bounds }: ColumnStatistics): Distribution {
  const ties = common.map((value, at) => ({ value, share: commonShares[at] ?? 0, isTie: true }))
  const rest = Math.max(0, 1 - ties.reduce((sum, { share }) => sum + share, 0))
  const between = bounds.slice(0, -1).map((value) => ({ value, share: rest / (bounds.length - 1), isTie: false }))
  return [...ties, ...between].toSorted((a, b) => b.value - a.value || Number(a.isTie) - Number(b.isTie))
}

export type Whole = { rows: number; highestId: number }

/** A place about `rows` rows further along; null when the order ends before, or nobody knows. */
export function placeAfter(spread: Distribution, after: Position | null, rows: number, whole: Whole): Position | null {
  const from = after ? asNumber(after.value) : Infinity
  let wanted = rows / whole.rows
  const tie = spread.find(({ value, isTie }) => isTie && value === from)
  if (after && tie) {
    const id = idAfter(after.id, wanted / tie.share, whole)
    if (id > 0) return { value: after.value, id }
    wanted -= (tie.share * Math.min(after.id, whole.highestId)) / whole.highestId
  }
  for (const { value, share } of spread) {
    if (value >= from) continue
    wanted -= share
    if (wanted <= 0) return { value, id: lastId }
  }
  return null
}

/** About how many rows lie behind a place. */
export function rowsBehind(spread: Distribution, after: Position | null, whole: Whole): number {
  const from = after ? asNumber(after.value) : Infinity
  const below = spread.reduce((sum, { value, share }) => (value < from ? sum + share : sum), 0)
  const tie = after ? (spread.find(({ value, isTie }) => isTie && value === from)?.share ?? 0) : 0
  return whole.rows * (below + (tie * Math.min(after?.id ?? 0, whole.highestId)) / whole.highestId)
}

/** Ids are given out in turn: a share of all rows is a share of all ids. */
const idAfter = (id: number, share: number, { highestId }: Whole): number =>
  Math.floor(Math.min(id, highestId) - share * highestId)

const asNumber = (value: Position['value']): number => (typeof value === 'string' ? Date.parse(value) : value)
