import { limits } from '../../../config/limits.ts'
import type { RepoType } from '../../repos/index.ts'
import { facetsOf, type Facets } from './facets.ts'
import { columnsFor } from './fields.ts'
import { conditionsOf, isUnconditional } from './lists/conditions.ts'
import type { Finder } from './lists/find.ts'
import type { Audience, ListQuery } from './lists/list-query.ts'
import { tagListsOf, type createTagLists } from './tag-lists.ts'

const nobody: Audience = { all: false, namespaceIds: [] }
const columns = columnsFor(['tags', 'pipeline_tag', 'library_name'])

/** What a list can be narrowed by further: of public repos, so many as are quickly counted. */
export function createListFacets(finder: Finder, { tagListsSoon }: ReturnType<typeof createTagLists>) {
  /** `query` is null where nothing can match. */
  return async (type: RepoType, query: ListQuery | null): Promise<Facets> => {
    if (query && isUnconditional(conditionsOf(query))) return facetsOf(type, await tagListsSoon(type))
    const limit = limits.facetRepos
    const rows = query ? await finder.find({ ...query, limit, after: null }, nobody, columns) : []
    return facetsOf(type, tagListsOf(rows, rows.length === limit))
  }
}
