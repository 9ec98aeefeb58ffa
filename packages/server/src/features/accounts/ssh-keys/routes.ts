import { z } from 'zod'
import { route, type Route } from '../../../http/route.ts'
import type { Accounts } from '../index.ts'
import { presentSshKey } from '../present.ts'
import * as wire from '../wire.ts'

const area = 'SSH keys'

export const sshKeyRoutes = (accounts: Accounts): Route[] => [
  route({
    method: 'GET',
    path: '/api/settings/ssh-keys',
    area,
    summary: 'One’s SSH keys',
    answer: z.array(wire.sshKey),
    handle: async ({ actor }) => ({ json: (await accounts.listSshKeys(actor)).map(presentSshKey) }),
  }),
  route({
    method: 'POST',
    path: '/api/settings/ssh-keys',
    area,
    summary: 'Add an SSH key',
    body: wire.sshKeyBody,
    answer: wire.sshKey,
    handle: async ({ actor, body }) => ({ status: 201, json: presentSshKey(await accounts.addSshKey(actor, body)) }),
  }),
  route({
    method: 'DELETE',
    path: '/api/settings/ssh-keys/{id}',
    area,
    summary: 'Remove an SSH key',
    params: wire.byId,
    handle: async ({ actor, params }) => {
      await accounts.removeSshKey(actor, params.id)
      return { status: 204 }
    },
  }),
]
