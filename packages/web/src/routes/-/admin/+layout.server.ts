import { error } from '@sveltejs/kit'
import { requirePerson } from '#lib/hub.ts'
import type { LayoutServerLoad } from './$types'

/** The hub refuses everybody else anyway; this only spares them half a page. */
export const load: LayoutServerLoad = async ({ parent, url }) => {
  const { person } = await parent()
  const me = requirePerson(person, url)
  if (!me.isAdmin) error(403, { message: '' })
  return { me: me.name }
}
