import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import type { Database } from '../../../ports/database.ts'
import type { FoundName } from '../../accounts/index.ts'
import type { RepoType } from '../../repos/index.ts'
import { parseTerms } from '../catalog/lexemes.ts'
import { createFinder } from '../catalog/lists/find.ts'
import type { Audience } from '../catalog/lists/list-query.ts'
import { createQuickFinder } from '../catalog/lists/quick.ts'
import { toEntry } from '../catalog/queries.ts'
import type { CatalogEntry } from '../catalog/entry.ts'
import { closeness } from './closeness.ts'

export type QuickSearchDeps = {
  db: Database
  visibleNamespaces: (actor: Actor) => Promise<Audience>
  searchNames: (kind: 'user' | 'org', text: string, limit: number) => Promise<FoundName[]>
}

export type SearchWish = { text: string; limit: number }

/** Searches while somebody types: names of repos, people and organizations; the closest first. */
export function createQuickSearch({ db, visibleNamespaces, searchNames }: QuickSearchDeps) {
  const quick = createQuickFinder(db, createFinder(db))

  async function repos(actor: Actor, type: RepoType, { text, limit }: SearchWish): Promise<CatalogEntry[]> {
    const terms = parseTerms([text]).slice(0, limits.searchTerms)
    if (terms.some((term) => term.substring === null && term.words === null)) return []
    const query = { type, terms, limit: limits.quickSearchCandidates, enough: limit }
    const rows = await quick(query, await visibleNamespaces(actor))
    return closestFirst(rows.map(toEntry), text, (entry) => entry.fullName).slice(0, limit)
  }

  async function names(kind: 'user' | 'org', { text, limit }: SearchWish): Promise<FoundName[]> {
    return closestFirst(await searchNames(kind, text, limits.quickSearchCandidates), text, ({ name }) => name).slice(
      0,
      limit,
    )
  }

  return { repos, names }
}

/** Sorting keeps the order of what is equally close: the more popular first. */
const closestFirst = <Item>(items: readonly Item[], text: string, nameOf: (item: Item) => string): Item[] =>
  items
    .map((item) => ({ item, distance: closeness(nameOf(item), text) }))
    .toSorted((one, other) => one.distance - other.distance)
    .map(({ item }) => item)

export type QuickSearch = ReturnType<typeof createQuickSearch>
