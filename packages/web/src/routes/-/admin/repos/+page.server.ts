import { choiceOf, cursorOf } from '#lib/admin/page.ts'
import { nextCursor } from '#lib/find/filters.ts'
import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  await parent()
  const search = url.searchParams.get('search')?.trim().slice(0, 200) ?? ''
  const type = choiceOf(url, 'type', ['model', 'dataset', 'space', 'code'])
  const visibility = choiceOf(url, 'visibility', ['public', 'private'])
  const sort = choiceOf(url, 'sort', ['newest', 'largest']) ?? 'newest'
  const query = {
    ...cursorOf(url),
    sort,
    ...(search ? { search } : {}),
    ...(type ? { type } : {}),
    ...(visibility ? { visibility } : {}),
  }
  const answer = await locals.hub.GET('/api/admin/repos', { params: { query } })
  return {
    wanted: { search, type, visibility, sort },
    repos: ok(answer),
    next: nextCursor(answer.response.headers.get('link')),
    isFirst: query.cursor === undefined,
  }
}
