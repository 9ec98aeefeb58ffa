import { redirect } from '@sveltejs/kit'
import { nextCursor } from '#lib/find/filters.ts'
import { ok, requirePerson } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

const pageSize = 100

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { person } = await parent()
  const me = requirePerson(person, url)
  const path = { name: params.name }
  const cursor = url.searchParams.get('cursor')
  const query = { limit: pageSize, ...(cursor ? { cursor } : {}) }
  const [settings, members] = await Promise.all([
    locals.hub.GET('/api/organizations/{name}/settings', { params: { path } }),
    locals.hub.GET('/api/organizations/{name}/members', { params: { path, query } }),
  ])
  const organization = ok(settings)
  if (organization.name !== params.name) redirect(308, `/organizations/${organization.name}/settings`)
  return {
    me: me.name,
    organization,
    members: ok(members).map(({ name, fullname, role }) => ({ name, fullname, role })),
    next: nextCursor(members.response.headers.get('link')),
    isFirst: cursor === null,
  }
}
