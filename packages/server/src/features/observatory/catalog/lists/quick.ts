import type { Database } from '../../../../ports/database.ts'
import type { RepoType } from '../../../repos/index.ts'
import type { CatalogRow } from '../queries.ts'
import type { Term } from '../lexemes.ts'
import { conditionsOf } from './conditions.ts'
import type { Finder } from './find.ts'
import type { Audience, ListQuery } from './list-query.ts'
import * as queries from './queries.ts'

/** so many of the most popular repos are looked at before the index is asked */
const popularRows = 800
/** a single character is in nearly every name: the popular ones must do */
const shortestLookedUp = 2

/** At most `limit`; with `enough` popular ones nothing more is looked for. */
export type QuickQuery = { type: RepoType; terms: readonly Term[]; limit: number; enough: number }

/** What to offer while somebody types: the popular repos whose names match, and only if they are few, others. */
export function createQuickFinder(db: Database, finder: Finder) {
  async function quick({ type, terms, limit, enough }: QuickQuery, audience: Audience): Promise<CatalogRow[]> {
    const query = { ...anything, type, limit, terms: namesOnly(terms) }
    const order = { scope: { type, audience: null }, sort: query.sort, columns: [], range: null }
    const popular = await queries.probe(db, order, conditionsOf(query), { after: null, limit, rows: popularRows })
    const isSingle = terms.every(({ substring }) => substring !== null && substring.length < shortestLookedUp)
    if (isSingle || (popular.length >= enough && isAnybody(audience))) return popular
    const found = await finder.find(query, audience, [])
    const known = new Set(popular.map((row) => row.repo_id))
    return [...popular, ...found.filter((row) => !known.has(row.repo_id))]
  }

  return quick
}

const anything: Omit<ListQuery, 'type' | 'limit' | 'terms'> = {
  sort: 'trendingScore',
  after: null,
  author: null,
  tags: [],
  anyTags: [],
  pipelineTag: null,
  minParameters: null,
  maxParameters: null,
}

const isAnybody = ({ all, namespaceIds, repoIds }: Audience): boolean =>
  !all && namespaceIds.length === 0 && !repoIds?.length

/** Names alone, as whoever types means one: words of cards in a million rows take longer than the next letter. */
const namesOnly = (terms: readonly Term[]): Term[] =>
  terms.map((term) => (term.substring === null ? term : { ...term, words: null }))
