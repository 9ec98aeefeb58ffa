import type { Actor, Role } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { AccountsContext } from '../deps.ts'
import * as people from '../people/queries.ts'
import { noSuchUser } from '../people/service.ts'
import { requireOrganizationAdmin, requireSignedIn, requireWriter } from '../policy.ts'
import * as queries from './queries.ts'
import { requireOrganization } from './service.ts'

export function createMembers({ db, clock }: AccountsContext) {
  /** Takes somebody in, or gives a member another role. */
  async function setMember(actor: Actor, name: string, member: { user: string; role: Role }): Promise<void> {
    const organization = await requireOrganization(db, name)
    requireOrganizationAdmin(actor, organization)
    const user = await existingUser(db, member.user)
    await inTransaction(db, async (tx) => {
      await queries.lockOrganization(tx, organization.id)
      if (member.role !== 'admin') await requireOtherAdmin(tx, organization, user)
      await queries.upsertMember(tx, {
        orgId: organization.id,
        userId: user.id,
        role: member.role,
        createdAt: clock.now(),
      })
    })
  }

  /** Members may leave by themselves. */
  async function removeMember(actor: Actor, name: string, userName: string): Promise<void> {
    const organization = await requireOrganization(db, name)
    const user = await existingUser(db, userName)
    if (requireSignedIn(actor).userId === user.id) requireWriter(actor)
    else requireOrganizationAdmin(actor, organization)
    await inTransaction(db, async (tx) => {
      await queries.lockOrganization(tx, organization.id)
      const role = await queries.findRole(tx, organization.id, user.id)
      if (role === null)
        throw new HubError('NamespaceNotFound', `"${user.name}" is no member of "${organization.name}".`)
      await requireOtherAdmin(tx, organization, user)
      await queries.deleteMember(tx, organization.id, user.id)
    })
  }

  /** Members are public. `next` continues after the page. */
  async function listMembers(
    name: string,
    { after, limit }: Page,
  ): Promise<{ members: queries.Member[]; next: string | null }> {
    const organization = await requireOrganization(db, name)
    const found = await queries.listMembers(db, organization.id, { after, limit: limit + 1 })
    const members = found.slice(0, limit)
    return { members, next: found.length > limit ? members.at(-1)!.name.toLowerCase() : null }
  }

  const countMembers = (organization: Pick<Named, 'id'>): Promise<number> => queries.countMembers(db, organization.id)

  return { setMember, removeMember, listMembers, countMembers }
}

/** In the order of names; `after` is the lower-cased name where the last page ended. */
export type Page = { after: string | null; limit: number }

type Named = Pick<queries.Organization, 'id' | 'name'>

/** An organisation without an admin could never be changed again. */
async function requireOtherAdmin(tx: Database, organization: Named, user: Named): Promise<void> {
  if ((await queries.findRole(tx, organization.id, user.id)) !== 'admin') return
  if (await queries.hasOtherAdmin(tx, organization.id, user.id)) return
  throw new HubError('NamespaceInUse', `"${user.name}" is the last administrator of "${organization.name}".`)
}

async function existingUser(db: Database, name: string): Promise<Named> {
  const user = await people.findUser(db, name)
  if (!user) throw noSuchUser(name)
  return user
}
