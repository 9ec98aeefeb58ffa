import { error } from '@sveltejs/kit'
import { requirePerson } from '#lib/hub.ts'
import { placeOf, readRefs } from '#lib/tree/place.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { person, repo, mayWrite } = await parent()
  requirePerson(person, url)
  if (!mayWrite) error(403, { message: '' })
  const refs = await readRefs(locals.hub, repo)
  const { revision, path } = placeOf(url.pathname, refs)
  const branches = refs.branches.map(({ name }) => name)
  // A file goes to a branch that is there: what the address names otherwise (a tag, a slip) is not offered.
  return { revision: branches.includes(revision) ? revision : 'main', path, branches }
}
