import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import { hashSecret } from '../credentials/authenticate.ts'
import { readSessionCookie } from '../credentials/read-credentials.ts'
import type { AccountsContext } from '../deps.ts'
import { requireSession } from '../policy.ts'
import * as queries from './queries.ts'

export type Session = {
  publicId: string
  userAgent: string
  /** where the person signed in from */
  address: string | null
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
  /** the one this request came with */
  isCurrent: boolean
}

/** Goes into a cookie once; only its hash is kept. */
export type NewSession = { secret: string; expiresAt: Date }

const shownSessions = 100
const day = 86_400_000

export function createSessions({ db, clock, ids, limits }: AccountsContext) {
  async function open(
    userId: NamespaceId,
    { userAgent, address }: Pick<Session, 'userAgent' | 'address'>,
  ): Promise<NewSession> {
    const createdAt = clock.now()
    const session = { secret: ids.secret(43), expiresAt: new Date(createdAt.getTime() + limits.sessionDays * day) }
    await queries.deleteExpiredSessions(db, createdAt)
    await queries.insertSession(db, {
      hash: hashSecret(session.secret),
      publicId: ids.publicId(),
      userId,
      userAgent: userAgent.slice(0, 500),
      address,
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

  return { logout, openSession: open, listSessions, revokeSession }
}

export function currentHash(cookie: string | undefined): Buffer | null {
  const secret = readSessionCookie(cookie)
  return secret === null ? null : hashSecret(secret)
}
