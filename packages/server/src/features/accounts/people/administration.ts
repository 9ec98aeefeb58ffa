import type { Actor, SignedInActor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { inTransaction } from '../../../ports/database.ts'
import type { AccountsContext } from '../deps.ts'
import * as namespaces from '../namespaces/queries.ts'
import * as organizations from '../organizations/queries.ts'
import { requireInstanceAdmin } from '../policy.ts'
import { deleteSessionsOf } from '../sessions/queries.ts'
import { hashPassword } from './passwords.ts'
import * as queries from './queries.ts'
import { explainBrokenRule, noSuchUser } from './service.ts'
import type { User } from './user.ts'

/** What an operator does to the accounts of others. */
export function createAdministration({ db, ids, limits }: AccountsContext) {
  /** For somebody who forgot theirs: all their sessions end. Returns the one-time password when none was given. */
  async function setPassword(actor: Actor, name: string, given?: string): Promise<{ password: string | null }> {
    requireInstanceAdmin(actor)
    const user = await existing(name)
    const password = given === undefined ? ids.secret(20) : null
    const hash = await hashPassword(given ?? password!, limits.passwordBytes)
    await inTransaction(db, async (tx) => {
      await queries.updatePassword(tx, user.id, { hash, mustChange: password !== null })
      await deleteSessionsOf(tx, user.id, { except: null })
    })
    return { password }
  }

  async function listUsers(actor: Actor, page: { after: string | null; limit: number }): Promise<User[]> {
    requireInstanceAdmin(actor)
    return queries.listUsers(db, page)
  }

  /** Refused while the person still owns repos, or while an organisation or the hub would be left without a head. */
  async function deleteUser(actor: Actor, name: string): Promise<void> {
    requireInstanceAdmin(actor)
    const user = await existing(name)
    await inTransaction(db, async (tx) => {
      await queries.lockUsers(tx)
      if (user.isAdmin && !(await queries.hasAdmin(tx, { except: user.id })))
        throw new HubError('NamespaceInUse', `"${user.name}" is the last administrator of this hub.`)
      await organizations.lockOrganizationsOf(tx, user.id)
      const headless = await organizations.findOrganizationsLedOnlyBy(tx, user.id)
      if (headless.length > 0)
        throw new HubError('NamespaceInUse', `"${user.name}" is the last administrator of ${headless.join(', ')}.`)
      await namespaces.deleteNamespace(tx, user.id).catch(explainBrokenRule)
    })
  }

  /** The person as if they had logged in, for the command line. @throws HubError NamespaceNotFound */
  async function actorNamed(name: string): Promise<SignedInActor> {
    const actor = await queries.findActorByName(db, name)
    if (actor?.kind !== 'user') throw noSuchUser(name)
    return actor
  }

  async function existing(name: string): Promise<User> {
    const user = await queries.findUser(db, name)
    if (!user) throw noSuchUser(name)
    return user
  }

  const findUser = (name: string): Promise<User | null> => queries.findUser(db, name)

  return { setPassword, listUsers, deleteUser, actorNamed, findUser }
}
