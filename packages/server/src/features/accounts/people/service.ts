import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import { createAttempts } from '../attempts/service.ts'
import type { AccountsContext } from '../deps.ts'
import { requireNamespaceName } from '../names.ts'
import * as namespaces from '../namespaces/queries.ts'
import { profileOf, type UpdateProfile } from '../namespaces/profile.ts'
import { brokenRule } from '../../../ports/broken-rule.ts'
import { requireInstanceAdmin, requireSession, requireSignedIn } from '../policy.ts'
import { hashPassword } from './passwords.ts'
import * as queries from './queries.ts'
import type { User } from './user.ts'

export type NewUser = { name: string; fullName?: string | undefined; email?: string | null | undefined }
export type CreateUser = NewUser & {
  /** without one, the hub makes one that must be changed at the first login */
  password?: string | undefined
  isAdmin?: boolean | undefined
}

type Row = NewUser & { passwordHash: string; mustChangePassword: boolean; isAdmin: boolean }

export function createPeople(context: AccountsContext) {
  const { db, clock, ids, limits, log, signUp: door } = context
  const attempts = createAttempts(context)

  /** The answer holds the one-time password when the hub made one. */
  async function createUser(actor: Actor, wanted: CreateUser): Promise<{ user: User; password: string | null }> {
    requireInstanceAdmin(actor)
    requireNamespaceName(wanted.name, { byOperator: true })
    const password = wanted.password === undefined ? ids.secret(20) : null
    const passwordHash = await hashPassword(wanted.password ?? password!, limits.passwordBytes)
    const row = { ...wanted, passwordHash, mustChangePassword: password !== null, isAdmin: wanted.isAdmin ?? false }
    return { user: await inTransaction(db, (tx) => insert(tx, row)), password }
  }

  /** Strangers make themselves an account, if the operator left the door open. */
  async function signUp(wanted: NewUser & { password: string; address: string | null }): Promise<User> {
    if (door === 'closed') throw new HubError('AccessDenied', 'This hub is closed: ask its operator for an account.')
    requireNamespaceName(wanted.name, { byOperator: false })
    await attempts.counted({ kind: 'sign-up', address: wanted.address })
    if (await namespaces.findByName(db, wanted.name)) throw nameTaken(wanted.name)
    const passwordHash = await hashPassword(wanted.password, limits.passwordBytes)
    const row = { ...wanted, passwordHash, mustChangePassword: false, isAdmin: false }
    return inTransaction(db, (tx) => insert(tx, row))
  }

  async function insert(tx: Database, user: Row): Promise<User> {
    const namespace = {
      publicId: ids.publicId(),
      name: user.name,
      kind: 'user' as const,
      fullName: user.fullName?.trim() || user.name,
      email: user.email ?? null,
      createdAt: clock.now(),
    }
    const id = await namespaces.insertNamespace(tx, namespace).catch(explainBrokenRule)
    if (id === null) throw nameTaken(user.name)
    const { isAdmin, mustChangePassword, passwordHash } = user
    await queries.insertUser(tx, { id, passwordHash, mustChangePassword, isAdmin })
    const { kind: _, ...shown } = namespace
    return { ...shown, details: '', homepage: '', id, isAdmin, mustChangePassword, disabledAt: null }
  }

  /**
   * The first start of a hub that nobody administers, though people may be there already: makes `admin` and tells its
   * one-time password, once. Of several processes that start together one gets an answer.
   */
  async function ensureFirstAdmin(): Promise<{ user: User; password: string } | null> {
    if (await queries.hasAdmin(db, { except: null })) return null
    const password = ids.secret(20)
    const passwordHash = await hashPassword(password, limits.passwordBytes)
    const user = await inTransaction(db, async (tx) => {
      await queries.lockUsers(tx)
      if (await queries.hasAdmin(tx, { except: null })) return null
      return insert(tx, { name: await freeAdminName(tx), passwordHash, mustChangePassword: true, isAdmin: true })
    })
    if (!user) return null
    log.info('Created the first administrator.', { user: user.name })
    return { user, password }
  }

  /** What one tells of oneself. */
  async function updateProfile(actor: Actor, change: UpdateProfile): Promise<void> {
    const person = requireSession(actor)
    await namespaces.updateNamespace(db, person.userId, profileOf(change, person.name)).catch(explainBrokenRule)
  }

  /** All that one told, with what others may not see. */
  async function ownProfile(actor: Actor): Promise<User> {
    const person = requireSignedIn(actor)
    const user = await queries.findUser(db, person.name)
    if (!user) throw noSuchUser(person.name)
    return user
  }

  return { createUser, signUp, ensureFirstAdmin, updateProfile, ownProfile, signUpIsOpen: door === 'open' }
}

export const nameTaken = (name: string) => new HubError('NameTaken', `The name "${name}" is already taken.`)
export const noSuchUser = (name: string) => new HubError('NamespaceNotFound', `There is no user "${name}".`)

/** `admin`, or else `admin-2`, `admin-3`, …: an operator may have given that name to somebody already. */
async function freeAdminName(tx: Database): Promise<string> {
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'admin' : `admin-${n}`
    if (!(await namespaces.findByName(tx, name))) return name
  }
}

/** What the schema refused, in words. */
export function explainBrokenRule(error: unknown): never {
  const rule = brokenRule(error)
  if (rule === 'unique') throw new HubError('NameTaken', 'Somebody else uses this e-mail address.')
  if (rule === 'in-use') throw new HubError('NamespaceInUse', 'It still owns repositories: move or delete those first.')
  throw error
}
