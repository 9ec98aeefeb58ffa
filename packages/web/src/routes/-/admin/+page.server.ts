import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  await parent()
  return { health: ok(await locals.hub.GET('/api/admin/health')) }
}
