import { nextCursor } from '#lib/find/filters.ts'
import { commitOf } from '#lib/history/commits.ts'
import { ok } from '#lib/hub.ts'
import { apiPath, repoRef } from '#lib/repo/address.ts'
import { placeOf, readRefs } from '#lib/tree/place.ts'
import type { PageServerLoad } from './$types'

/** Commits of a revision, or of one path at it. */
export const load: PageServerLoad = async ({ locals: { hub }, params, url }) => {
  const repo = repoRef(params)
  const refs = await readRefs(hub, repo)
  const place = placeOf(url.pathname, refs)
  const cursor = url.searchParams.get('cursor')
  const answer = await hub.GET('/api/{types}/{namespace}/{name}/commits/{rest}', {
    params: {
      path: { ...apiPath(repo), rest: place.revision },
      query: { ...(place.path === '' ? {} : { path: place.path }), ...(cursor === null ? {} : { cursor }) },
    },
  })
  const total = answer.response.headers.get('x-total-count')
  return {
    ...place,
    refs,
    commits: ok(answer).map(commitOf),
    total: total === null ? null : Number(total),
    next: nextCursor(answer.response.headers.get('link')),
    isFirstPage: cursor === null,
  }
}
