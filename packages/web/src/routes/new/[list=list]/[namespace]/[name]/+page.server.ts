import { ok, requirePerson } from '#lib/hub.ts'
import { apiPath, repoRef } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

/** What to do with a repo that was just made. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  requirePerson((await parent()).person, url)
  const repo = repoRef({ types: params.list, namespace: params.namespace, name: params.name })
  const path = apiPath(repo)
  const { id } = ok(
    await locals.hub.GET('/api/{types}/{namespace}/{name}', { params: { path, query: { expand: ['sha'] } } }),
  )
  return { repo, id }
}
