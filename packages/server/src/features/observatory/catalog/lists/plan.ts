import { quote, sureLexemes, type Term } from '../lexemes.ts'
import type { Conditions, Label } from './conditions.ts'

/**
 * How to find a page. `gather`: read all matches and sort them. `walk`: read so many rows along the sort order and
 * keep the matches. `windows`: intersect the index of the order with that of a condition, a stretch at a time.
 */
export type Plan = { way: 'gather' } | { way: 'walk' | 'windows'; rows: number }

export type Statistics = {
  /** lexemes that stand in many rows, and in which share of them; all others are rare */
  common: ReadonlyMap<string, number>
  /** rows of the whole catalog */
  rows: number
}

/** The conditions that lead to the rows through indexes; the others are looked at in the rows. */
export type Driver = { labels: readonly Label[]; term: Term | null }

export type Outlook = {
  /** the share of rows that match: 0 is surely few, null is anybody's guess */
  share: number | null
  /** the rarest condition */
  driver: Driver
  /** all that indexes can tell together: the labels and the rarest term */
  allDrivers: Driver
  /** the share of rows that the driver leads to */
  driverShare: number
}

/** as many matches are read and sorted without further thought */
const fewRows = 1000
const firstLookRows = 500
const mostWalkedRows = 10_000
const firstWindowRows = 4000
/** rows that a driver alone may make us read in vain */
const mostVainRows = 1500
/** microseconds, roughly: reading a row, and one row's bit in a bitmap of matches */
const rowCost = 3
const bitCost = 0.15
/** of a part of a name that is no frequent word */
const assumedShare = 0.03
/** a word as frequent as this is met soon, however much more frequent it is as a part of names */
const surelyCommonShare = 0.03

type Lead = { share: number; isKnown: boolean; labels: readonly Label[]; term: Term | null }

/** What is known about the matches without asking the database. */
export function outlookOf({ labels, terms, ...numbers }: Conditions, { common }: Statistics, limit: number): Outlook {
  const leads: Lead[] = [
    ...labels.map((label) => ({ share: shareOfLabel(label, common), isKnown: true, labels: [label], term: null })),
    ...terms.map((term) => {
      const share = shareOfTerm(term, common)
      return { share: share ?? assumedShare, isKnown: share !== null, labels: [], term }
    }),
  ].toSorted((a, b) => a.share - b.share)
  const isKnown =
    leads.every((lead) => lead.isKnown) && numbers.minParameters === null && numbers.maxParameters === null
  const rarest = leads[0] ?? { share: 1, labels: [], term: null }
  const allDrivers = { labels, term: leads.find((lead) => lead.term)?.term ?? null }
  if (rarest.share === 0) return { share: 0, driver: rarest, allDrivers, driverShare: 0 }
  const share = together(leads.map((lead) => lead.share))
  const vainRows = (2 * limit * rarest.share) / share
  const driver = rarest.term || vainRows < mostVainRows ? rarest : { labels, term: null }
  return { share: isKnown ? share : null, driver, allDrivers, driverShare: rarest.share }
}

const shareOfLabel = (label: Label, common: Statistics['common']): number =>
  Math.min(
    1,
    label.reduce((sum, lexeme) => sum + (common.get(lexeme) ?? 0), 0),
  )

/** Null: nobody knows. A part of a name is at least as frequent as the same word, and often much more so. */
function shareOfTerm(term: Term, common: Statistics['common']): number | null {
  const { substring, words } = term
  if (substring?.length === 1) return 0.1
  if (substring !== null) {
    const share = words === quote(substring) ? (common.get(substring) ?? 0) : 0
    return share >= surelyCommonShare ? Math.min(1, share * 1.2) : null
  }
  // The pairs of one Chinese word come together: only the rarest counts.
  const sure = sureLexemes(term)
  return sure.length > 0 ? Math.min(...sure.map((lexeme) => common.get(lexeme) ?? 0)) : null
}

/** Tags come together more often than chance: each further one counts for less. */
function together(shares: readonly number[]): number {
  return shares.reduce((product, share, at) => product * share ** (1 / 2 ** at), 1)
}

/** `matches` is null when nobody knows. */
export type Wanted = { limit: number; matches: number | null; driverShare: number; scopeRows: number; rows: number }

export function planSearch({ limit, matches, driverShare, scopeRows, rows }: Wanted): Plan {
  // A look at the nearest rows tells how thick they are sown.
  if (matches === null) return { way: 'walk', rows: firstLookRows + limit * 4 }
  if (matches <= fewRows) return { way: 'gather' }
  const needed = limit * Math.max(1, scopeRows / matches)
  const walking = needed * rowCost
  const intersecting = (2 * driverShare * rows + 4 * needed) * bitCost + 2 * needed * driverShare * rowCost
  const isShort = needed * 2 <= mostWalkedRows
  if (isShort && walking <= intersecting) return { way: 'walk', rows: Math.ceil(needed * 2) + 200 }
  return { way: 'windows', rows: windowRows(needed * 2) }
}

/** Powers of two, so that the edges of first windows can be remembered. */
const windowRows = (rows: number): number => 2 ** Math.ceil(Math.log2(Math.max(rows, firstWindowRows)))
