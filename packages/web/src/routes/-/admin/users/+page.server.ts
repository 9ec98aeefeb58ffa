import { choiceOf, cursorOf } from '#lib/admin/page.ts'
import { nextCursor } from '#lib/find/filters.ts'
import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  await parent()
  const search = url.searchParams.get('search')?.trim().slice(0, 200) ?? ''
  const only = choiceOf(url, 'only', ['admins', 'disabled'])
  const query = { ...cursorOf(url), ...(search ? { search } : {}), ...(only ? { only } : {}) }
  const answer = await locals.hub.GET('/api/admin/users', { params: { query } })
  return {
    search,
    only,
    users: ok(answer),
    next: nextCursor(answer.response.headers.get('link')),
    isFirst: query.cursor === undefined,
  }
}
