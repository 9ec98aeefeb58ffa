import { z } from 'zod'
import { route, type Answer, type Route } from '../../../http/route.ts'
import type { Accounts } from '../index.ts'
import { presentToken } from '../present.ts'
import * as wire from '../wire.ts'
import type { NewAccessToken } from './service.ts'

const area = 'Access tokens'

export const tokenRoutes = (accounts: Accounts): Route[] => [
  route({
    method: 'GET',
    path: '/api/settings/tokens',
    area,
    summary: 'One’s access tokens, without their secrets',
    answer: z.array(wire.accessToken),
    handle: async ({ actor }) => ({ json: (await accounts.listAccessTokens(actor)).map(presentToken) }),
  }),
  route({
    method: 'POST',
    path: '/api/settings/tokens',
    area,
    summary: 'Create an access token',
    body: wire.tokenBody,
    answer: wire.newAccessToken,
    handle: async ({ actor, body }) => ({ ...tell(await accounts.createAccessToken(actor, body)), status: 201 }),
  }),
  route({
    method: 'POST',
    path: '/api/settings/tokens/{id}/rotate',
    area,
    summary: 'Give an access token another secret; the old one is dead at once',
    params: wire.byId,
    answer: wire.newAccessToken,
    handle: async ({ actor, params }) => tell(await accounts.rotateAccessToken(actor, params)),
  }),
  route({
    method: 'DELETE',
    path: '/api/settings/tokens/{id}',
    area,
    summary: 'Revoke an access token',
    params: wire.byId,
    handle: async ({ actor, params }) => {
      await accounts.revokeAccessToken(actor, params)
      return { status: 204 }
    },
  }),
]

const tell = ({ secret, token }: NewAccessToken): Exclude<Answer, symbol> => ({
  json: { ...presentToken(token), secret },
  headers: { 'Cache-Control': 'no-store' },
})
