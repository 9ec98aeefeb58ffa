import { error } from '@sveltejs/kit'
import { requirePerson } from '#lib/hub.ts'
import { branchesOf } from '#lib/publish/branches.ts'
import { placeInAddress } from '#lib/publish/place-in-address.ts'
import { headOf, readEditable } from '#lib/publish/read-file.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { person, repo, mayWrite } = await parent()
  requirePerson(person, url)
  if (!mayWrite) error(403, { message: '' })
  const { revision, path } = placeInAddress(url.pathname, 'edit')
  const commit = await headOf(locals.hub, repo, revision)
  const [file, branches] = await Promise.all([
    readEditable(locals.hub, commit, { repo, path }),
    branchesOf(locals.hub, repo, 'main'),
  ])
  return { revision, path, commit, file, isBranch: branches.includes(revision) }
}
