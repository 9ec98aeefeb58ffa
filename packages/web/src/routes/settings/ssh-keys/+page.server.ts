import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  await parent()
  const [keys, about] = await Promise.all([locals.hub.GET('/api/settings/ssh-keys'), locals.hub.GET('/api/about')])
  const { ssh } = ok(about)
  return {
    keys: ok(keys).map(({ id, title, type, fingerprint, createdAt }) => ({ id, title, type, fingerprint, createdAt })),
    ssh,
  }
}
