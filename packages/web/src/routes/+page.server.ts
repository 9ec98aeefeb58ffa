import { itemFields, toItem, type RepoItem } from '#lib/find/repo-items.ts'
import { ok } from '#lib/hub.ts'
import type { Types } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

const kinds: readonly Types[] = ['models', 'datasets', 'spaces', 'code']
const shown = 5

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
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
      return { types, rising, newest, repos, isEstimate }
    }),
  )
  setHeaders({ 'cache-control': 'private, no-cache' })
  return { sections: sections.filter(({ newest }) => newest.length > 0) }
}
