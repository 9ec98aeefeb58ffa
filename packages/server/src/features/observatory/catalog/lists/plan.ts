import { quote, sureLexemes, type Term } from '../lexemes.ts'
import type { Conditions, Label } from './conditions.ts'
import type { Distribution } from './distribution.ts'
import type { Sort } from './list-query.ts'

/**
 * How to begin to look for a page. `gather`: all matches at once, as they are few. `walk`: read so many rows along the
 * sort order and keep the matches. `stretch`: let the index find the matches among so many rows of the order.
 */
export type Plan = { way: 'gather' } | { way: 'walk' | 'stretch'; rows: number }

export type Statistics = {
  /** lexemes that stand in many rows, and in which share of them; all others are rare */
  common: ReadonlyMap<string, number>
  spreads: Record<Sort, Distribution>
}

/** The conditions that the index answers together; the others are looked at in the rows. */
export type Lead = { labels: readonly Label[]; terms: readonly Term[] }

export type Outlook = {
  /** the share of rows that match: 0 is surely few */
  share: number
  /** whether the share was counted: others are assumed */
  isCounted: boolean
  /** what leads to the rows at little cost, and all that leads at some cost */
  lead: Lead
  fullLead: Lead
}

/** as many matches are read and sorted without further thought */
export const fewRows = 1000
const mostWalkedRows = 600
const shortestStretch = 512
/** of a part of a name that is no frequent word */
const assumedShare = 0.03
/** of a range of sizes */
const assumedOfRange = 0.2
/** a word as frequent as this is met soon, however much more frequent it is as a part of names */
const surelyCommonShare = 0.03
/** a label of more rows is quicker seen in the rows than read from the index, if anything else leads to them */
const mostLeadingShare = 0.2
/** each may match in two ways, and all ways are tried */
const mostLeadingTerms = 2

/** What is known about the matches without asking the database. */
export function outlookOf({ labels, terms, ...numbers }: Conditions, { common }: Pick<Statistics, 'common'>): Outlook {
  const ofLabels = labels.map((label) => ({ label, share: shareOfLabel(label, common) }))
  const ofTerms = terms.map((term) => ({ term, known: shareOfTerm(term, common) }))
  const isRange = numbers.minParameters !== null || numbers.maxParameters !== null
  const shares = [
    ...ofLabels.map(({ share }) => share),
    ...ofTerms.map(({ known }) => known ?? assumedShare),
    ...(isRange ? [assumedOfRange] : []),
  ].toSorted((a, b) => a - b)
  const rareTerms = ofTerms
    .toSorted((a, b) => (a.known ?? assumedShare) - (b.known ?? assumedShare))
    .map(({ term }) => term)
  const rarest = shares[0] ?? 1
  const rareLabels = ofLabels.filter(({ share }) => share === rarest || share <= mostLeadingShare)
  const leadingLabels = rareLabels.map(({ label }) => label)
  return {
    share: together(shares),
    isCounted: ofLabels.length === 1 && shares.length === 1,
    lead: { labels: leadingLabels, terms: rareTerms.slice(0, 1) },
    fullLead: { labels: terms.length > 0 ? leadingLabels : labels, terms: rareTerms.slice(0, mostLeadingTerms) },
  }
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

export type Wanted = { limit: number; matches: number; scopeRows: number }

export function planSearch({ limit, matches, scopeRows }: Wanted): Plan {
  if (matches <= fewRows) return { way: 'gather' }
  const needed = limit * Math.max(1, scopeRows / matches)
  if (needed * 2 <= mostWalkedRows + limit) return { way: 'walk', rows: Math.ceil(needed * 2) + 100 }
  return { way: 'stretch', rows: stretchRows(Math.max(needed * 3, shortestStretch)) }
}

/** Powers of two, so that the edges of first stretches can be remembered. */
export const stretchRows = (rows: number): number => 2 ** Math.ceil(Math.log2(rows))
