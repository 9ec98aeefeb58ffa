import { route, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Accounts } from '../index.ts'
import { asSeenBy } from '../policy.ts'
import { presentPersonOverview, presentProfile, presentWhoAmI, type CountRepos } from '../present.ts'
import * as wire from '../wire.ts'

const area = 'Users'

export const personRoutes = (accounts: Accounts, repoCounts: CountRepos): Route[] => [
  route({
    method: 'GET',
    path: '/api/whoami-v2',
    area,
    summary: 'Who the credential of this request stands for',
    answer: wire.whoAmI,
    handle: async ({ actor, origin, request }) => {
      const found = await accounts.whoAmI(actor, { authorization: request.headers.authorization })
      return { json: presentWhoAmI(origin, found) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/users/{name}/overview',
    area,
    summary: 'A person, as everybody may see them',
    params: wire.named,
    answer: wire.personOverview,
    handle: async ({ actor, origin, params }) => {
      const user = await accounts.findUser(params.name)
      if (!user) throw new HubError('NamespaceNotFound', 'This user does not exist')
      const organizations = await accounts.organizationsOf(user)
      const counts = await repoCounts(user.id, asSeenBy({ name: user.name, kind: 'user' }, actor))
      return { json: presentPersonOverview(origin, user, { organizations, counts }) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/settings/profile',
    area,
    summary: 'What one told of oneself, with what others do not see',
    answer: wire.profile,
    handle: async ({ actor, origin }) => {
      const user = await accounts.ownProfile(actor)
      return { json: presentProfile(origin, user, { hasAvatar: await accounts.hasAvatar(user.id) }) }
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/settings/profile',
    area,
    summary: 'Change what one tells of oneself',
    body: wire.profileBody,
    handle: async ({ actor, body }) => {
      await accounts.updateProfile(actor, body)
      return { status: 204 }
    },
  }),
]
