import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const search = url.searchParams.getAll('search')
  const repos = ok(await locals.hub.GET(`/api/${params.list}`, { params: { query: { limit: 30, search } } }))
  return { list: params.list, repos: repos.map(({ id, likes, downloads }) => ({ id, likes, downloads })) }
}
