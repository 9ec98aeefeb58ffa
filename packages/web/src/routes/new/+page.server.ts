import { requirePerson } from '#lib/hub.ts'
import type { PageServerLoad } from './$types'

const types = ['model', 'dataset', 'space', 'code'] as const

export const load: PageServerLoad = async ({ parent, url }) => {
  const { name, orgs } = requirePerson((await parent()).person, url)
  const owners = [name, ...orgs.filter(({ role }) => role !== 'read').map((org) => org.name)]
  const wanted = url.searchParams.get('owner')
  return {
    owners,
    owner: owners.find((owner) => owner === wanted) ?? name,
    type: types.find((type) => type === url.searchParams.get('type')) ?? ('model' as const),
  }
}
