import { ok } from '#lib/hub.ts'
import { viewFacets } from '#lib/find/facet-view.ts'
import { nextCursor, readFilters, type Filters } from '#lib/find/filters.ts'
import { tagLabel } from '#lib/find/labels.ts'
import { itemFields, toItem } from '#lib/find/repo-items.ts'
import Results from '#lib/find/Results.svelte'
import { renderMarkup } from '#lib/markup/render.server.ts'
import type { PageServerLoad } from './$types'

const pageSize = 30

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event
  const { list } = params
  const filters = readFilters(url.searchParams)
  const query = queryOf(filters)
  const shown = { ...placeOf(filters), expand: itemFields[list] }
  const [answer, facets] = await Promise.all([
    locals.hub.GET(`/api/${list}`, { params: { query: { ...query, ...shown } } }),
    locals.hub.GET(`/api/${list}/facets`, { params: { query } }).then(ok),
  ])
  const items = ok(answer).map((repo) => toItem(list, repo))
  const next = nextCursor(answer.response.headers.get('link'))
  return {
    list,
    filters,
    results: renderMarkup(event, Results, { list, filters, tagLabels: filters.tags.map(tagLabel), items, next }),
    facets: viewFacets(facets.facets, filters.tags),
    counted: facets.isLeast ? facets.repos : null,
    total: totalOf({ filters, next, items: items.length, facets }),
  }
}

const placeOf = ({ sort, cursor }: Filters) => ({ limit: pageSize, sort, ...(cursor ? { cursor } : {}) })

const queryOf = ({ search, tags, author, parameters }: Filters) => ({
  ...(search ? { search: [search] } : {}),
  ...(tags.length > 0 ? { filter: tags } : {}),
  ...(author ? { author } : {}),
  ...(parameters ? { num_parameters: parameters } : {}),
})

type Facets = { repos: number; isEstimate: boolean; isLeast: boolean }
type Page = { filters: Filters; next: string | null; items: number; facets: Facets }

/** How many there are: what fits on one page is known, more are counted as far as that is quick. */
function totalOf({ filters, next, items, facets }: Page): { count: number; isEstimate: boolean; isLeast: boolean } {
  if (!next && !filters.cursor) return { count: items, isEstimate: false, isLeast: false }
  const { repos, isEstimate, isLeast } = facets
  return { count: repos, isEstimate, isLeast }
}
