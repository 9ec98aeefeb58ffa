import { choiceOf, cursorOf } from '#lib/admin/page.ts'
import { nextCursor } from '#lib/find/filters.ts'
import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  await parent()
  const state = choiceOf(url, 'state', ['running', 'waiting', 'scheduled', 'retrying', 'failed'])
  const query = { ...cursorOf(url), ...(state ? { state } : {}) }
  const answer = await locals.hub.GET('/api/admin/tasks', { params: { query } })
  return {
    state,
    ...ok(answer),
    next: nextCursor(answer.response.headers.get('link')),
    isFirst: query.cursor === undefined,
  }
}
