import { operator } from '../features/accounts/index.ts'
import type { Role, TokenScope } from '../kit/actor.ts'
import type { Person, TestHub } from './test-hub.ts'

/** Another access token of somebody: one that only reads, or one for some repos. */
export async function tokenOf(
  hub: TestHub,
  user: string,
  token: { role: 'read' | 'write' } | { role: 'fineGrained'; scopes: TokenScope[] },
): Promise<Person> {
  const { secret } = await hub.services.accounts.createAccessToken(operator, { displayName: 'more', user, ...token })
  return { name: user, token: secret }
}

/** An organisation led by `admin` with other members. */
export async function makeOrganization(
  hub: TestHub,
  name: string,
  { admin, members = {}, visibility }: { admin: string; members?: Record<string, Role>; visibility?: 'private' },
): Promise<void> {
  await hub.services.accounts.createOrganization(operator, { name, admin, defaultVisibility: visibility })
  for (const [user, role] of Object.entries(members))
    await hub.services.accounts.setMember(operator, name, { user, role })
}

/** How a member of an organisation loses their right to write to its repos, and to read the private ones. */
export const losses: Record<string, (hub: TestHub, organization: string, name: string) => Promise<unknown>> = {
  disabled: ({ services }, _, name) => services.accounts.changeUser(operator, name, { disabled: true }),
  deleted: ({ services }, _, name) => services.accounts.deleteUser(operator, name),
  'no member any more': ({ services }, organization, user) =>
    services.accounts.removeMember(operator, organization, user),
  'without the access token they came by': async ({ services }, _, user) => {
    for (const { publicId: id } of await services.accounts.listAccessTokens(operator, { user }))
      await services.accounts.revokeAccessToken(operator, { user, id })
  },
}
