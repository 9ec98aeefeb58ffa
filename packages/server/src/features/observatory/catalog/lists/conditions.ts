import { authorLexeme, quote, sureLexemes, tagLexeme, type Term } from '../lexemes.ts'
import type { ListQuery } from './list-query.ts'

/** What a row must satisfy, in the words of the indexes. */
export type Conditions = {
  /** a tsquery: the namespace and tags; empty: no condition */
  labels: string
  terms: readonly Term[]
  pipelineTag: string | null
  minParameters: number | null
  maxParameters: number | null
  /** lexemes that every match holds: the rarest bounds their number */
  sure: readonly string[]
}

export function conditionsOf(query: ListQuery): Conditions {
  const all = [...query.tags, ...(query.pipelineTag ? [query.pipelineTag] : [])].map(tagLexeme)
  if (query.author) all.push(authorLexeme(query.author))
  const either = query.anyTags.map((tags) => `(${tags.map((tag) => quote(tagLexeme(tag))).join(' | ')})`)
  const { terms, pipelineTag, minParameters, maxParameters } = query
  return {
    labels: [...all.map(quote), ...either].join(' & '),
    terms,
    pipelineTag,
    minParameters,
    maxParameters,
    sure: [...all, ...terms.flatMap(sureLexemes)],
  }
}

export const isUnconditional = (conditions: Conditions): boolean =>
  conditions.labels === '' &&
  conditions.terms.length === 0 &&
  conditions.minParameters === null &&
  conditions.maxParameters === null

/** Do we need the planner's guess? Labels are counted by themselves; names and numbers are not. */
export const needsEstimate = (conditions: Conditions): boolean =>
  conditions.minParameters !== null ||
  conditions.maxParameters !== null ||
  conditions.terms.some((term) => term.substring !== null)
