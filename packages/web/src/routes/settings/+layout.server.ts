import { requirePerson } from '#lib/hub.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ parent, url }) => {
  const { person } = await parent()
  return { me: requirePerson(person, url) }
}
