import { authorLexeme, quote, tagLexeme, type Term } from '../lexemes.ts'
import type { ListQuery } from './list-query.ts'

/** Lexemes of which a row must hold one; most labels are a single tag. */
export type Label = readonly string[]

/** What a row must satisfy, in the words of the indexes. */
export type Conditions = {
  labels: readonly Label[]
  terms: readonly Term[]
  pipelineTag: string | null
  minParameters: number | null
  maxParameters: number | null
}

export type Wishes = Omit<ListQuery, 'type' | 'sort' | 'after' | 'limit'>

export function conditionsOf(wishes: Wishes): Conditions {
  const { terms, pipelineTag, minParameters, maxParameters } = wishes
  const all = [...wishes.tags, ...(pipelineTag ? [pipelineTag] : [])].map((tag) => [tagLexeme(tag)])
  if (wishes.author) all.push([authorLexeme(wishes.author)])
  const either = wishes.anyTags.map((tags) => tags.map(tagLexeme))
  return { labels: [...all, ...either], terms, pipelineTag, minParameters, maxParameters }
}

export const isUnconditional = (conditions: Conditions): boolean =>
  conditions.labels.length === 0 &&
  conditions.terms.length === 0 &&
  conditions.minParameters === null &&
  conditions.maxParameters === null

/** The labels as one tsquery. */
export const labelsQuery = (labels: readonly Label[]): string =>
  labels.map((label) => `(${label.map(quote).join(' | ')})`).join(' & ')
