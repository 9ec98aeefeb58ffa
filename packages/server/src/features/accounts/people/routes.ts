import { z } from 'zod'
import { route, type Answer, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import { drawAvatar } from '../avatar.ts'
import type { Accounts } from '../index.ts'
import { asSeenBy } from '../policy.ts'
import { presentPersonOverview, presentWhoAmI, type CountRepos } from '../present.ts'
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
    method: 'PATCH',
    path: '/api/settings/profile',
    area,
    summary: 'Change one’s full name or e-mail address',
    body: wire.profileBody,
    handle: async ({ actor, body }) => {
      await accounts.updateProfile(actor, body)
      return { status: 204 }
    },
  }),
  avatarRoute(accounts, 'user'),
  avatarRoute(accounts, 'org'),
]

const avatarRoute = (accounts: Accounts, kind: 'user' | 'org'): Route =>
  route({
    method: 'GET',
    path: kind === 'user' ? '/api/users/{name}/avatar' : '/api/organizations/{name}/avatar',
    area: kind === 'user' ? area : 'Organizations',
    summary: 'A picture',
    params: wire.named,
    answer: z.string(),
    answerType: 'image/svg+xml',
    handle: async ({ params }) => {
      const namespace = await accounts.findNamespace(params.name)
      if (namespace?.kind !== kind) throw new HubError('NamespaceNotFound', 'There is nobody of this name')
      return avatar(namespace.name)
    },
  })

const avatar = (name: string): Answer => ({
  text: drawAvatar(name),
  headers: {
    'Content-Type': 'image/svg+xml',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'public, max-age=86400',
    'X-Content-Type-Options': 'nosniff',
  },
})
