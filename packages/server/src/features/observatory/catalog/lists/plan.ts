import { sureLexemes, type Term } from '../lexemes.ts'
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
  /** what leads to the rows at little cost, to which share of all rows, and all that leads at some cost */
  lead: Lead
  leadShare: number
  fullLead: Lead
  /** nothing leads to the rows: they have to be met */
  isPathless: boolean
}

/** as many matches are read and sorted without further thought */
export const fewRows = 1000
const mostWalkedRows = 600
const shortestStretch = 512
/** of a part of a name that stands in no frequent word */
const unseenShare = 0.001
/** the same of two or three letters, which names have by chance */
const unseenShareOfFew = 0.01
/** as many parts of one term are looked at: the others can only make it rarer */
const mostParts = 4
/** of a range of sizes */
const assumedOfRange = 0.2
/** a label of more rows is quicker seen in a few rows than read from the index, if anything else leads to them */
const mostLeadingShare = 0.2
/** the same when they are many */
const mostFullLeadingShare = 0.5
/** each may match in two ways, and all ways are tried */
const mostLeadingTerms = 2

/** What is known about the matches without asking the database. */
export function outlookOf({ labels, terms, ...numbers }: Conditions, { common }: Pick<Statistics, 'common'>): Outlook {
  const ofLabels = labels.map((label) => ({ label, share: shareOfLabel(label, common) }))
  const ofTerms = terms.map((term) => ({ term, share: shareOfTerm(term, common) }))
  const isRange = numbers.minParameters !== null || numbers.maxParameters !== null
  const shares = [
    ...ofLabels.map(({ share }) => share),
    ...ofTerms.map(({ share }) => share),
    ...(isRange ? [assumedOfRange] : []),
  ]
  const rarest = Math.min(...shares, 1)
  const rareTerms = ofTerms.filter(({ term }) => canLead(term)).toSorted((a, b) => a.share - b.share)
  const labelsUpTo = (most: number) => ofLabels.filter(({ share }) => share === rarest || share <= most)
  const leading = [labelsUpTo(mostLeadingShare), rareTerms.slice(0, 1)] as const
  const fullLabels = terms.length > 0 ? labelsUpTo(mostFullLeadingShare) : ofLabels
  return {
    share: together(shares),
    isCounted: ofLabels.length === 1 && shares.length === 1,
    lead: leadOf(...leading),
    leadShare: together(leading.flat().map(({ share }) => share)),
    fullLead: leadOf(fullLabels, rareTerms.slice(0, mostLeadingTerms)),
    isPathless: ofLabels.length === 0 && rareTerms.length === 0 && !isRange,
  }
}

/** No index knows which names hold a single character, as most do. */
const canLead = ({ substring }: Term): boolean => substring?.length !== 1

const leadOf = (labels: readonly { label: Label }[], terms: readonly { term: Term }[]): Lead => ({
  labels: labels.map(({ label }) => label),
  terms: terms.map(({ term }) => term),
})

const shareOfLabel = (label: Label, common: Statistics['common']): number =>
  Math.min(
    1,
    label.reduce((sum, lexeme) => sum + (common.get(lexeme) ?? 0), 0),
  )

function shareOfTerm(term: Term, common: Statistics['common']): number {
  const { substring } = term
  if (substring?.length === 1) return 0.1
  if (substring !== null) return shareOfName(substring, common)
  // The pairs of one Chinese word come together: only the rarest counts.
  const sure = sureLexemes(term)
  return sure.length > 0 ? Math.min(...sure.map((lexeme) => common.get(lexeme) ?? 0)) : unseenShareOfFew
}

/** Of names that hold the text: as many as hold the rarest of its parts. */
function shareOfName(text: string, common: Statistics['common']): number {
  const parts = text.split(/[^a-z0-9]+/).filter((part) => part !== '')
  const shares = parts.slice(0, mostParts).map((part) => shareOfPart(part, common))
  return Math.max(Math.min(...shares, 1), text.length <= 3 ? unseenShareOfFew : unseenShare)
}

/** A part of names is in the frequent words that hold it, and about half of those stand in names. */
function shareOfPart(part: string, common: Statistics['common']): number {
  let share = common.get(part) ?? 0
  for (const [lexeme, ofLexeme] of common)
    if (lexeme.includes(part) && lexeme !== part && !/^[#@]/.test(lexeme)) share += ((1 - share) * ofLexeme) / 2
  return share
}

/** What is asked for together comes together more often than chance: each further condition counts for less. */
function together(shares: readonly number[]): number {
  const rarestFirst = shares.toSorted((a, b) => a - b)
  return rarestFirst.reduce((product, share, at) => product * share ** ((3 / 4) ** at), 1)
}

export type Wanted = { limit: number; matches: number; scopeRows: number; isPathless: boolean }

export function planSearch({ limit, matches, scopeRows, isPathless }: Wanted): Plan {
  if (matches <= fewRows) return { way: 'gather' }
  const needed = limit * Math.max(1, scopeRows / matches)
  if (isPathless || needed * 2 <= mostWalkedRows + limit) return { way: 'walk', rows: Math.ceil(needed * 2) + 100 }
  return { way: 'stretch', rows: stretchRows(Math.max(needed * 2, shortestStretch)) }
}

/** Powers of two, so that the edges of first stretches can be remembered. */
export const stretchRows = (rows: number): number => 2 ** Math.ceil(Math.log2(rows))
