import { requirePerson } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, url }) => {
  const { person } = await parent()
  requirePerson(person, url)
}
