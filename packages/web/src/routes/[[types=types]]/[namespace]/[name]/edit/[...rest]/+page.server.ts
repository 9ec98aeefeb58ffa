import { error } from '@sveltejs/kit'
import { requirePerson } from '#lib/hub.ts'
import { headOf, readEditable } from '#lib/publish/read-file.ts'
import { placeOf, readRefs } from '#lib/tree/place.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { person, repo, mayWrite } = await parent()
  requirePerson(person, url)
  if (!mayWrite) error(403, { message: '' })
  const refs = await readRefs(locals.hub, repo)
  const { revision, path } = placeOf(url.pathname, refs)
  const commit = await headOf(locals.hub, repo, revision)
  const file = await readEditable(locals.hub, commit, { repo, path })
  return { revision, path, commit, file, isBranch: refs.branches.some(({ name }) => name === revision) }
}
