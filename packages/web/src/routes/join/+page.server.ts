import { redirect } from '@sveltejs/kit'
import { sameSitePath } from '#lib/account/same-site.ts'
import { ok } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const next = sameSitePath(url.searchParams.get('next'))
  const { person } = await parent()
  if (person) redirect(303, next)
  const { signUp } = ok(await locals.hub.GET('/api/about'))
  return { next, isOpen: signUp === 'open' }
}
