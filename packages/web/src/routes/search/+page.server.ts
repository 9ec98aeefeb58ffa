import { suggestionsOf } from '#lib/find/suggestions.ts'
import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

const ofEachKind = 10

export const load: PageServerLoad = async ({ locals, url }) => {
  const text = (url.searchParams.get('q') ?? '').trim().slice(0, 200)
  if (text === '') return { text, found: [] }
  const query = { q: text, limit: ofEachKind }
  return { text, found: suggestionsOf(ok(await locals.hub.GET('/api/quicksearch', { params: { query } }))) }
}
