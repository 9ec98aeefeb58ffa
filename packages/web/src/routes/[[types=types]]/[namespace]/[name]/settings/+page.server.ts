import { isProtected } from '#lib/account/repo/is-protected.ts'
import { ok, requirePerson } from '#lib/hub.ts'
import { apiPath } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { person, repo } = await parent()
  const me = requirePerson(person, url)
  const path = apiPath(repo)
  const [settings, refs] = await Promise.all([
    locals.hub.GET('/api/{types}/{namespace}/{name}/settings', { params: { path } }),
    locals.hub.GET('/api/{types}/{namespace}/{name}/refs', { params: { path } }),
  ])
  const { protectedBranches } = ok(settings)
  const { branches, tags } = ok(refs)
  const owners = [me.name, ...me.orgs.filter(({ role }) => role !== 'read').map(({ name }) => name)]
  return {
    me: me.name,
    isPrivate: ok(settings).private,
    patterns: protectedBranches,
    owners: owners.includes(repo.namespace) ? owners : [repo.namespace, ...owners],
    branches: branches.map(({ name, targetCommit }) => ({
      name,
      commit: targetCommit,
      isProtected: isProtected(name, protectedBranches),
    })),
    tags: tags.map(({ name, targetCommit }) => ({ name, commit: targetCommit, isProtected: false })),
  }
}
