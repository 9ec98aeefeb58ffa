import { limits } from '../../../config/limits.ts'
import { z } from 'zod'
import { readBody } from '../../../http/read-body.ts'
import { route, type Answer, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Accounts } from '../index.ts'
import * as wire from '../wire.ts'
import { drawAvatar } from './draw.ts'

export const avatarRoutes = (accounts: Accounts): Route[] => [
  showRoute(accounts, 'user'),
  showRoute(accounts, 'org'),
  ...ownRoutes(accounts),
  ...organizationRoutes(accounts),
]

const showRoute = (accounts: Accounts, kind: 'user' | 'org'): Route =>
  route({
    method: 'GET',
    path: kind === 'user' ? '/api/users/{name}/avatar' : '/api/organizations/{name}/avatar',
    area: kind === 'user' ? 'Users' : 'Organizations',
    summary: 'A picture',
    params: wire.named,
    answer: z.string(),
    answerType: 'image/*',
    handle: async ({ params, request }) => {
      const namespace = await accounts.findNamespace(params.name)
      if (namespace?.kind !== kind) throw new HubError('NamespaceNotFound', 'There is nobody of this name')
      const uploaded = await accounts.findAvatar(namespace.id)
      if (!uploaded) return { text: drawAvatar(namespace.name), headers: headersOf('image/svg+xml', '"drawn"') }
      const etag = `"${uploaded.hash.toString('hex')}"`
      const headers = headersOf(uploaded.mediaType, etag)
      return request.headers['if-none-match'] === etag ? { status: 304, headers } : { bytes: uploaded.bytes, headers }
    },
  })

const ownRoutes = (accounts: Accounts): Route[] => [
  route({
    method: 'PUT',
    path: '/api/settings/avatar',
    area: 'Users',
    summary: 'Upload one’s picture: the bytes of a PNG, JPEG or WebP file',
    handle: async ({ actor, request }) => {
      await accounts.requireAvatarChange(actor, null)
      await accounts.setOwnAvatar(actor, await readBody(request, limits.avatarBytes))
      return { status: 204 }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/settings/avatar',
    area: 'Users',
    summary: 'Go back to the picture that the hub draws',
    handle: async ({ actor }) => {
      await accounts.setOwnAvatar(actor, null)
      return { status: 204 }
    },
  }),
]

const organizationRoutes = (accounts: Accounts): Route[] => [
  route({
    method: 'PUT',
    path: '/api/organizations/{name}/avatar',
    area: 'Organizations',
    summary: 'Upload the picture of an organization: the bytes of a PNG, JPEG or WebP file',
    params: wire.named,
    handle: async ({ actor, params, request }) => {
      await accounts.requireAvatarChange(actor, params.name)
      await accounts.setOrganizationAvatar(actor, params.name, await readBody(request, limits.avatarBytes))
      return { status: 204 }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/organizations/{name}/avatar',
    area: 'Organizations',
    summary: 'Go back to the picture that the hub draws',
    params: wire.named,
    handle: async ({ actor, params }): Promise<Answer> => {
      await accounts.setOrganizationAvatar(actor, params.name, null)
      return { status: 204 }
    },
  }),
]

/** Whatever a file pretends to be, opened by itself it can do nothing. */
const headersOf = (mediaType: string, etag: string): Record<string, string> => ({
  'Content-Type': mediaType,
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'public, max-age=300',
  ETag: etag,
  'X-Content-Type-Options': 'nosniff',
})
