import { z } from 'zod'
import { encodeCursor, nextLink, readCursor } from '../../../http/paging.ts'
import { route, type Answer, type Route } from '../../../http/route.ts'
import type { Accounts } from '../index.ts'
import { presentListedUser } from '../present.ts'
import { named } from '../wire.ts'
import * as wire from './wire.ts'

const area = 'Administration'
const usualPage = 50
const cursor = z.string().max(200)

export const administrationRoutes = (accounts: Accounts): Route[] => [
  route({
    method: 'GET',
    path: '/api/admin/users',
    area,
    summary: 'Everybody with an account; for administrators',
    query: wire.usersQuery,
    answer: z.array(wire.listedUser),
    handle: async (call) => {
      const { actor, query } = call
      const { users, next } = await accounts.searchUsers(actor, {
        text: query.search?.trim() ?? '',
        only: query.only ?? null,
        after: readCursor(cursor, query.cursor),
        limit: query.limit ?? usualPage,
      })
      const headers = nextLink(call, next === null ? null : encodeCursor(next))
      return { json: users.map(presentListedUser), headers }
    },
  }),
  route({
    method: 'POST',
    path: '/api/admin/users',
    area,
    summary: 'Create an account with a one-time password; for administrators',
    body: wire.newUserBody,
    answer: wire.oneTimePassword,
    handle: async ({ actor, body }) => {
      const { user, password } = await accounts.createUser(actor, body)
      return { ...tellOnce(user.name, password), status: 201 }
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/admin/users/{name}',
    area,
    summary: 'Make somebody an administrator, keep somebody out, or take that back; for administrators',
    params: named,
    body: wire.userChange,
    handle: async ({ actor, params, body }) => {
      await accounts.changeUser(actor, params.name, body)
      return { status: 204 }
    },
  }),
  route({
    method: 'POST',
    path: '/api/admin/users/{name}/password',
    area,
    summary: 'Give somebody a one-time password and end their sessions; for administrators',
    params: named,
    answer: wire.oneTimePassword,
    handle: async ({ actor, params }) => {
      const { password } = await accounts.setPassword(actor, params.name)
      return tellOnce(params.name, password)
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/admin/users/{name}',
    area,
    summary: 'Delete an account that owns no repositories; for administrators',
    params: named,
    handle: async ({ actor, params }) => {
      await accounts.deleteUser(actor, params.name)
      return { status: 204 }
    },
  }),
]

const tellOnce = (name: string, password: string | null): Exclude<Answer, symbol> => ({
  json: { name, password: password ?? '' },
  headers: { 'Cache-Control': 'no-store' },
})
