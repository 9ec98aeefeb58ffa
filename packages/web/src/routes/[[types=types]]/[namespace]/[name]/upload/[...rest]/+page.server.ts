import { error } from '@sveltejs/kit'
import { requirePerson } from '#lib/hub.ts'
import { branchesOf } from '#lib/publish/branches.ts'
import { placeInAddress } from '#lib/publish/place-in-address.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { person, repo, mayWrite } = await parent()
  requirePerson(person, url)
  if (!mayWrite) error(403, { message: '' })
  const { revision, path } = placeInAddress(url.pathname, 'upload')
  return { revision, path, branches: await branchesOf(locals.hub, repo, revision) }
}
