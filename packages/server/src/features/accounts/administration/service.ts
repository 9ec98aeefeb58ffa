import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { inTransaction } from '../../../ports/database.ts'
import type { AccountsContext } from '../deps.ts'
import { profileOf, type UpdateProfile } from '../namespaces/profile.ts'
import * as namespaces from '../namespaces/queries.ts'
import * as people from '../people/queries.ts'
import { explainBrokenRule, noSuchUser } from '../people/service.ts'
import { requireInstanceAdmin } from '../policy.ts'
import { deleteSessionsOf } from '../sessions/queries.ts'
import * as queries from './queries.ts'

export type ChangeUser = Pick<UpdateProfile, 'fullName' | 'email'> & {
  isAdmin?: boolean | undefined
  /** keeps the person out: sessions end, no token and no key works until it is taken back */
  disabled?: boolean | undefined
}

/** The people of a hub, for those who administer it. */
export function createDirectory({ db, clock }: AccountsContext) {
  async function searchUsers(
    actor: Actor,
    search: queries.UserSearch,
  ): Promise<{ users: queries.ListedUser[]; next: string | null }> {
    requireInstanceAdmin(actor)
    const found = await queries.searchUsers(db, { ...search, limit: search.limit + 1 })
    const users = found.slice(0, search.limit)
    return { users, next: found.length > users.length ? users.at(-1)!.name.toLowerCase() : null }
  }

  async function changeUser(actor: Actor, name: string, change: ChangeUser): Promise<void> {
    const person = requireInstanceAdmin(actor)
    await inTransaction(db, async (tx) => {
      await people.lockUsers(tx)
      const user = await people.findUser(tx, name)
      if (!user) throw noSuchUser(name)
      if (change.disabled && user.id === person.userId)
        throw new HubError('BadRequest', 'You cannot disable your own account.')
      const isAdmin = change.isAdmin ?? user.isAdmin
      const disabledAt = change.disabled === undefined ? user.disabledAt : change.disabled ? clock.now() : null
      const goes = user.isAdmin && user.disabledAt === null && (!isAdmin || disabledAt !== null)
      if (goes && !(await people.hasAdmin(tx, { except: user.id })))
        throw new HubError('NamespaceInUse', `"${user.name}" is the last administrator of this hub.`)
      await people.updateStanding(tx, user.id, { isAdmin, disabledAt })
      await namespaces.updateNamespace(tx, user.id, profileOf(change, user.name)).catch(explainBrokenRule)
      if (disabledAt !== null) await deleteSessionsOf(tx, user.id, { except: null })
    })
  }

  return { searchUsers, changeUser }
}
