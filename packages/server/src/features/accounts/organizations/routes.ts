import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { decodeCursor, encodeCursor, nextLink } from '../../../http/paging.ts'
import { count, route, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Accounts } from '../index.ts'
import { isName } from '../names.ts'
import { asSeenBy } from '../policy.ts'
import {
  presentMember,
  presentOrganization,
  presentOrganizationOverview,
  presentProfile,
  type CountRepos,
} from '../present.ts'
import * as wire from '../wire.ts'

const area = 'Organizations'
const usualPage = 500
const membersQuery = z.object({ limit: count(limits.listPage), cursor: z.string().max(1000).optional() })

export const organizationRoutes = (accounts: Accounts, repoCounts: CountRepos): Route[] => [
  overviewRoute(accounts, repoCounts),
  ...changeRoutes(accounts),
  ...memberRoutes(accounts),
]

const overviewRoute = (accounts: Accounts, repoCounts: CountRepos): Route =>
  route({
    method: 'GET',
    path: '/api/organizations/{name}/overview',
    area,
    summary: 'An organization, as everybody may see it',
    params: wire.named,
    answer: wire.organizationOverview,
    handle: async ({ actor, origin, params }) => {
      const organization = await accounts.getOrganization(params.name)
      const members = await accounts.countMembers(organization)
      const counts = await repoCounts(organization.id, asSeenBy({ name: organization.name, kind: 'org' }, actor))
      return { json: presentOrganizationOverview(origin, organization, { members, counts }) }
    },
  })

const changeRoutes = (accounts: Accounts): Route[] => [
  route({
    method: 'POST',
    path: '/api/organizations',
    area,
    summary: 'Create an organization and become its administrator',
    body: wire.organizationBody,
    answer: wire.organization,
    handle: async ({ actor, origin, body }) => {
      const organization = await accounts.createOrganization(actor, body)
      return { status: 201, json: presentOrganization(origin, organization) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/organizations/{name}/settings',
    area,
    summary: 'An organization with what only its administrators see',
    params: wire.named,
    answer: wire.organizationSettings,
    handle: async ({ actor, origin, params }) => {
      const organization = await accounts.organizationSettings(actor, params.name)
      const hasAvatar = await accounts.hasAvatar(organization.id)
      const { defaultVisibility } = organization
      return { json: { ...presentProfile(origin, organization, { hasAvatar }), defaultVisibility } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/organizations/{name}',
    area,
    summary: 'Change an organization',
    params: wire.named,
    body: wire.organizationChange,
    answer: wire.organization,
    handle: async ({ actor, origin, params, body }) => {
      const organization = await accounts.updateOrganization(actor, params.name, body)
      return { json: presentOrganization(origin, organization) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/organizations/{name}',
    area,
    summary: 'Delete an organization that owns no repositories',
    params: wire.named,
    handle: async ({ actor, params }) => {
      await accounts.deleteOrganization(actor, params.name)
      return { status: 204 }
    },
  }),
]

const memberRoutes = (accounts: Accounts): Route[] => [
  route({
    method: 'GET',
    path: '/api/organizations/{name}/members',
    area,
    summary: 'The members of an organization',
    params: wire.named,
    query: membersQuery,
    answer: z.array(wire.member),
    handle: async (call) => {
      const page = { after: readCursor(call.query.cursor), limit: call.query.limit ?? usualPage }
      const { members, next } = await accounts.listMembers(call.params.name, page)
      return {
        json: members.map((member) => presentMember(call.origin, member)),
        headers: nextLink(call, next === null ? null : encodeCursor(next)),
      }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/organizations/{name}/members/{user}/role',
    area,
    summary: 'Take somebody in, or give a member another role',
    params: wire.membership,
    body: wire.roleBody,
    answer: z.object({ user: z.string(), role: z.string() }),
    handle: async ({ actor, params, body }) => {
      await accounts.setMember(actor, params.name, { user: params.user, role: body.role })
      return { json: { user: params.user, role: body.role } }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/organizations/{name}/members/{user}',
    area,
    summary: 'Remove a member, or leave',
    params: wire.membership,
    handle: async ({ actor, params }) => {
      await accounts.removeMember(actor, params.name, params.user)
      return { status: 204 }
    },
  }),
]

function readCursor(cursor: string | undefined): string | null {
  const after = decodeCursor(cursor)
  if (after === null || (typeof after === 'string' && isName(after))) return after
  throw new HubError('BadRequest', 'The "cursor" is not one that this hub gave out.')
}
