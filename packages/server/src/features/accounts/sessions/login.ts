import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { createAttempts } from '../attempts/service.ts'
import type { AccountsContext } from '../deps.ts'
import { hashPassword, verifyPassword } from '../people/passwords.ts'
import * as people from '../people/queries.ts'
import type { User } from '../people/user.ts'
import { requireSession } from '../policy.ts'
import { deleteSessionsOf } from './queries.ts'
import { createSessions, currentHash, type NewSession } from './service.ts'

export type Login = {
  name: string
  password: string
  /** chosen instead of a one-time password */
  newPassword?: string | undefined
  address: string | null
  userAgent: string
}

type Proven = { user: User; passwordHash: string }

const wrongPassword = () => new HubError('InvalidCredentials', 'Invalid username or password.')

export function createLogin(context: AccountsContext) {
  const { db, limits } = context
  const attempts = createAttempts(context)
  const { openSession } = createSessions(context)

  /** @throws HubError InvalidCredentials, RateLimited, AccessDenied when a one-time password comes alone */
  async function login(wanted: Login): Promise<{ user: User; session: NewSession }> {
    const user = await identify(wanted)
    return { user, session: await openSession(user.id, wanted) }
  }

  /** Who knows this password, for something other than a session. @throws HubError as `login` does */
  async function identify(wanted: Omit<Login, 'userAgent'>): Promise<User> {
    const attempt = { kind: 'login', subject: wanted.name, address: wanted.address } as const
    const proven = await attempts.guarded(attempt, () => provePassword(wanted))
    if (!proven) throw wrongPassword()
    const { user } = proven
    if (user.disabledAt !== null)
      throw new HubError('AccessDenied', 'This account is disabled: ask an administrator of this hub.')
    if (user.mustChangePassword) await replaceOneTimePassword(proven, wanted)
    return { ...user, mustChangePassword: false }
  }

  async function provePassword({ name, password }: { name: string; password: string }): Promise<Proven | null> {
    const found = await people.findUserWithPassword(db, name)
    const stored = found?.passwordHash ?? null
    if (!(await verifyPassword(password, stored, limits.passwordBytes)) || !found || stored === null) return null
    const { passwordHash: _, ...user } = found
    return { user, passwordHash: stored }
  }

  async function replaceOneTimePassword(
    proven: Proven,
    { password, newPassword }: Omit<Login, 'userAgent'>,
  ): Promise<void> {
    if (newPassword === undefined)
      throw new HubError('AccessDenied', 'This password is good for one login only: send a "newPassword" with it.', {
        mustChangePassword: true,
      })
    if (newPassword === password) throw new HubError('BadRequest', 'The new password must differ from the old one.')
    await replacePassword(proven, newPassword)
  }

  /** Of two who know the same one-time password, the first wins. */
  async function replacePassword({ user, passwordHash }: Proven, password: string): Promise<void> {
    const to = await hashPassword(password, limits.passwordBytes)
    if (!(await people.replacePassword(db, user.id, { from: passwordHash, to }))) throw wrongPassword()
  }

  /** Other sessions end: whoever knew the old password is out. */
  async function changePassword(
    actor: Actor,
    change: { currentPassword: string; newPassword: string; address: string | null; cookie: string | undefined },
  ): Promise<void> {
    const person = requireSession(actor)
    const attempt = { kind: 'login', subject: person.name, address: change.address } as const
    const proven = await attempts.guarded(attempt, () =>
      provePassword({ name: person.name, password: change.currentPassword }),
    )
    if (!proven) throw new HubError('InvalidCredentials', 'The current password is wrong.')
    await replacePassword(proven, change.newPassword)
    await deleteSessionsOf(db, person.userId, { except: currentHash(change.cookie) })
  }

  return { login, identify, changePassword }
}
