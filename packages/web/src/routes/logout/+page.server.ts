import { redirect } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent }) => {
  const { person } = await parent()
  if (!person) redirect(303, '/')
  return { name: person.name }
}
