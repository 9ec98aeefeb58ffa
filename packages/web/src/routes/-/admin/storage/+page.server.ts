import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  await parent()
  return { storage: ok(await locals.hub.GET('/api/admin/storage')) }
}
