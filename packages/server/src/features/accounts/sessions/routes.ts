import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { route, type Answer, type Route } from '../../../http/route.ts'
import { isHubError } from '../../../kit/errors.ts'
import type { ClientAddress } from '../../../http/client-address.ts'
import { requireOwnPage } from '../credentials/own-page.ts'
import { cookieName } from '../credentials/read-credentials.ts'
import type { Accounts } from '../index.ts'
import { presentPerson, presentSession } from '../present.ts'
import * as wire from '../wire.ts'
import type { NewSession } from './service.ts'

const area = 'Sessions'

export const sessionRoutes = (accounts: Accounts, clientAddress: ClientAddress): Route[] => [
  ...doorRoutes(accounts, clientAddress),
  ...settingsRoutes(accounts, clientAddress),
]

const doorRoutes = (accounts: Accounts, clientAddress: ClientAddress): Route[] => [
  route({
    method: 'POST',
    path: '/api/login',
    area,
    summary: 'Log in with a password; a one-time password needs a "newPassword" beside it',
    body: wire.loginBody,
    answer: wire.person,
    handle: async ({ body, origin, request }) => {
      requireOwnPage(request, origin)
      const wanted = { ...body, address: clientAddress(request), userAgent: userAgent(request) }
      const found = await accounts.login(wanted).catch(tellOneTimePassword)
      if ('answer' in found) return found.answer
      // the browser forgets the session before, so it ends
      await accounts.logout(request.headers.cookie)
      return { json: presentPerson(origin, found.user), headers: sessionHeaders(origin, found.session) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/signup',
    area,
    summary: 'Make oneself an account, where the hub is open to that',
    body: wire.signUpBody,
    answer: wire.person,
    handle: async ({ body, origin, request }) => {
      requireOwnPage(request, origin)
      const address = clientAddress(request)
      const user = await accounts.signUp({ ...body, address })
      const session = await accounts.openSession(user.id, { address, userAgent: userAgent(request) })
      await accounts.logout(request.headers.cookie)
      return { status: 201, json: presentPerson(origin, user), headers: sessionHeaders(origin, session) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/logout',
    area,
    summary: 'End this session',
    handle: async ({ origin, request }) => {
      await accounts.logout(request.headers.cookie)
      return { status: 204, headers: sessionHeaders(origin, null) }
    },
  }),
]

/** The page then asks for a new password, so it must not have to read that out of a sentence. */
function tellOneTimePassword(error: unknown): { answer: Answer } {
  if (!isHubError(error, 'AccessDenied') || error.detail['mustChangePassword'] !== true) throw error
  return { answer: { status: 403, json: { error: error.message, mustChangePassword: true } } }
}

const settingsRoutes = (accounts: Accounts, clientAddress: ClientAddress): Route[] => [
  route({
    method: 'POST',
    path: '/api/settings/password',
    area,
    summary: 'Choose another password; all other sessions end',
    body: wire.passwordBody,
    handle: async ({ actor, body, request }) => {
      const { cookie } = request.headers
      await accounts.changePassword(actor, { ...body, address: clientAddress(request), cookie })
      return { status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/api/settings/sessions',
    area,
    summary: 'Where one is logged in',
    answer: z.array(wire.session),
    handle: async ({ actor, request }) => {
      const sessions = await accounts.listSessions(actor, request.headers.cookie)
      return { json: sessions.map(presentSession) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/settings/sessions/{id}',
    area,
    summary: 'Log out somewhere else',
    params: wire.byId,
    handle: async ({ actor, params }) => {
      await accounts.revokeSession(actor, params.id)
      return { status: 204 }
    },
  }),
]

const userAgent = (request: IncomingMessage): string => request.headers['user-agent'] ?? ''

/** Scripts cannot read the cookie, and other sites' forms do not send it; null takes it away. */
function sessionHeaders(origin: string, session: NewSession | null): Record<string, string> {
  const parts = [
    `${cookieName}=${session?.secret ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Expires=${(session?.expiresAt ?? new Date(0)).toUTCString()}`,
    ...(origin.startsWith('https:') ? ['Secure'] : []),
  ]
  return { 'Set-Cookie': parts.join('; '), 'Cache-Control': 'no-store' }
}
