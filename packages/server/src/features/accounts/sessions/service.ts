import type { Actor, SignedInActor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import { hashSecret } from '../credentials/authenticate.ts'
import { readSessionCookie } from '../credentials/read-credentials.ts'
import type { AccountsContext } from '../deps.ts'
import { hashPassword, verifyPassword } from '../people/passwords.ts'
import * as people from '../people/queries.ts'
import type { User } from '../people/user.ts'
import { requireSession } from '../policy.ts'
import { createAttempts } from './attempts.ts'
import * as queries from './queries.ts'

export type Session = {
  publicId: string
  userAgent: string
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
  /** the one this request came with */
  isCurrent: boolean
}

/** Goes into a cookie once; only its hash is kept. */
export type NewSession = { secret: string; expiresAt: Date }

export type Login = {
  name: string
  password: string
  /** chosen instead of a one-time password */
  newPassword?: string | undefined
  address: string | null
  userAgent: string
}

const shownSessions = 100
const day = 86_400_000

export function createSessions(context: AccountsContext) {
  const { db, clock, ids, limits } = context
  const attempts = createAttempts(context)

  /** @throws HubError InvalidCredentials, RateLimited, AccessDenied when a one-time password comes alone */
  async function login(wanted: Login): Promise<{ user: User; session: NewSession }> {
    const attempt = { account: wanted.name, address: wanted.address }
    const user = await attempts.guarded(attempt, () => userByPassword(wanted))
    if (!user) throw new HubError('InvalidCredentials', 'Invalid username or password.')
    if (user.mustChangePassword) await replaceOneTimePassword(user, wanted)
    return { user: { ...user, mustChangePassword: false }, session: await open(user.id, wanted.userAgent) }
  }

  async function userByPassword({ name, password }: { name: string; password: string }): Promise<User | null> {
    const found = await people.findUserWithPassword(db, name)
    if (!(await verifyPassword(password, found?.passwordHash ?? null, limits.passwordBytes)) || !found) return null
    const { passwordHash: _, ...user } = found
    return user
  }

  async function replaceOneTimePassword(user: User, { password, newPassword }: Login): Promise<void> {
    if (newPassword === undefined)
      throw new HubError('AccessDenied', 'This password is good for one login only: send a "newPassword" with it.', {
        mustChangePassword: true,
      })
    if (newPassword === password) throw new HubError('BadRequest', 'The new password must differ from the old one.')
    const hash = await hashPassword(newPassword, limits.passwordBytes)
    await people.updatePassword(db, user.id, { hash, mustChange: false })
  }

  async function open(userId: NamespaceId, userAgent: string): Promise<NewSession> {
    const createdAt = clock.now()
    const session = { secret: ids.secret(43), expiresAt: new Date(createdAt.getTime() + limits.sessionDays * day) }
    await queries.deleteExpiredSessions(db, createdAt)
    await queries.insertSession(db, {
      hash: hashSecret(session.secret),
      publicId: ids.publicId(),
      userId,
      userAgent: userAgent.slice(0, 500),
      createdAt,
      expiresAt: session.expiresAt,
    })
    return session
  }

  /** Ends the session of this cookie; without one there is nothing to end. */
  async function logout(cookie: string | undefined): Promise<void> {
    const secret = readSessionCookie(cookie)
    if (secret !== null) await queries.deleteSession(db, hashSecret(secret))
  }

  async function listSessions(actor: Actor, cookie: string | undefined): Promise<Session[]> {
    const person = requireSession(actor)
    const rows = await queries.listSessions(db, person.userId, { now: clock.now(), limit: shownSessions })
    const current = currentHash(cookie)
    return rows.map(({ hash, ...row }) => ({ ...row, isCurrent: current !== null && hash.equals(current) }))
  }

  async function revokeSession(actor: Actor, publicId: string): Promise<void> {
    const person = requireSession(actor)
    if (!(await queries.deleteSessionById(db, person.userId, publicId)))
      throw new HubError('ObjectNotFound', 'There is no such session.')
  }

  /** Other sessions end: whoever knew the old password is out. */
  async function changePassword(
    actor: Actor,
    change: { currentPassword: string; newPassword: string; address: string | null; cookie: string | undefined },
  ): Promise<void> {
    const person: SignedInActor = requireSession(actor)
    const attempt = { account: person.name, address: change.address }
    const user = await attempts.guarded(attempt, () =>
      userByPassword({ name: person.name, password: change.currentPassword }),
    )
    if (!user) throw new HubError('InvalidCredentials', 'The current password is wrong.')
    const hash = await hashPassword(change.newPassword, limits.passwordBytes)
    await people.updatePassword(db, person.userId, { hash, mustChange: false })
    await queries.deleteSessionsOf(db, person.userId, { except: currentHash(change.cookie) })
  }

  return { login, logout, openSession: open, listSessions, revokeSession, changePassword }
}

function currentHash(cookie: string | undefined): Buffer | null {
  const secret = readSessionCookie(cookie)
  return secret === null ? null : hashSecret(secret)
}
