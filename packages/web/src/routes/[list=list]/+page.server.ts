import { ok } from '#lib/hub.ts'
import { viewFacets } from '#lib/find/facet-view.ts'
import { isFiltered, nextCursor, readFilters, type Filters } from '#lib/find/filters.ts'
import { tagLabel } from '#lib/find/labels.ts'
import { itemFields, toItem } from '#lib/find/repo-items.ts'
import type { PageServerLoad } from './$types'

const pageSize = 30

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { list } = params
  const filters = readFilters(url.searchParams)
  const [answer, facets] = await Promise.all([
    locals.hub.GET(`/api/${list}`, { params: { query: queryOf(filters, itemFields[list]) } }),
    locals.hub.GET(`/api/${list}/facets`).then(ok),
  ])
  const items = ok(answer).map((repo) => toItem(list, repo))
  const next = nextCursor(answer.response.headers.get('link'))
  return {
    list,
    filters,
    tagLabels: filters.tags.map(tagLabel),
    items,
    next,
    facets: viewFacets(facets.facets, filters.tags),
    total: totalOf({ filters, next, items: items.length, facets }),
  }
}

const queryOf = ({ search, tags, author, parameters, sort, cursor }: Filters, expand: string[]) => ({
  limit: pageSize,
  expand,
  sort,
  ...(search ? { search: [search] } : {}),
  ...(tags.length > 0 ? { filter: tags } : {}),
  ...(author ? { author } : {}),
  ...(parameters ? { num_parameters: parameters } : {}),
  ...(cursor ? { cursor } : {}),
})

type Facets = { facets: { values: { id: string; count: number }[] }[]; repos: number; isEstimate: boolean }
type Page = { filters: Filters; next: string | null; items: number; facets: Facets }

/** How many there are, where that is known without counting: all of them, those of one tag, or what fits on one page. */
function totalOf({ filters, next, items, facets }: Page): { count: number; isEstimate: boolean } | null {
  if (!next && !filters.cursor) return { count: items, isEstimate: false }
  if (!isFiltered(filters)) return { count: facets.repos, isEstimate: facets.isEstimate }
  const [tag, ...more] = filters.tags
  if (!tag || more.length > 0 || filters.search || filters.author || filters.parameters) return null
  const value = facets.facets.flatMap(({ values }) => values).find(({ id }) => id === tag)
  return value ? { count: value.count, isEstimate: true } : null
}
