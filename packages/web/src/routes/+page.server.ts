import HomeSection from '#lib/find/HomeSection.svelte'
import { itemFields, toItem, type RepoItem } from '#lib/find/repo-items.ts'
import { ok } from '#lib/hub.ts'
import { renderMarkup } from '#lib/markup/render.server.ts'
import type { Types } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

const kinds: readonly Types[] = ['models', 'datasets', 'spaces', 'code']
const shown = 5

export const load: PageServerLoad = async (event) => {
  const { locals, setHeaders } = event
  const read = async (types: Types, sort: 'trendingScore' | 'createdAt'): Promise<RepoItem[]> => {
    const query = { limit: shown, sort, expand: itemFields[types] }
    return ok(await locals.hub.GET(`/api/${types}`, { params: { query } })).map((repo) => toItem(types, repo))
  }
  const sections = await Promise.all(
    kinds.map(async (types) => {
      const [rising, newest, { repos, isEstimate }] = await Promise.all([
        read(types, 'trendingScore'),
        read(types, 'createdAt'),
        locals.hub.GET(`/api/${types}/facets`).then(ok),
      ])
      return newest.length === 0
        ? []
        : [{ types, repos, isEstimate, markup: renderMarkup(event, HomeSection, { types, rising, newest }) }]
    }),
  )
  setHeaders({ 'cache-control': 'private, no-cache' })
  return { sections: sections.flat() }
}
