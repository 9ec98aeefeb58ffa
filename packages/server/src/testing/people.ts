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
