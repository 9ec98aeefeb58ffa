import { isHubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import { hashSecret } from '../credentials/authenticate.ts'
import type { AccountsContext } from '../deps.ts'
import { findByIds } from '../namespaces/queries.ts'
import { lockUser } from '../people/queries.ts'
import { issueToken, newTokenSecret } from '../tokens/issue-token.ts'
import * as queries from './queries.ts'

/** The words of RFC 8628 3.5 and RFC 6749 5.2, which clients act upon. */
export type Refusal = {
  refused: 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied' | 'invalid_grant'
  why: string
}

export type DeviceGrant = { accessToken: string; refreshToken: string; expiresSeconds: number }

const second = 1000
const day = 86_400 * second

/** A client waits its interval from answer to question; the network may have shortened that for us. */
const leeway = second

export function createDeviceGrants(context: AccountsContext) {
  const { db, clock, ids, limits, log } = context
  const lifeSeconds = (limits.deviceTokenDays * day) / second

  /** Once a person has approved it, a device code is worth one access token, once. */
  async function redeemDeviceCode(deviceCode: string): Promise<DeviceGrant | Refusal> {
    const [hash, now] = [hashSecret(deviceCode), clock.now()]
    const login = await queries.findByDevice(db, hash)
    if (!login) return refuse('invalid_grant', 'This device code is unknown or was used.')
    if (login.expiresAt <= now) return refuse('expired_token', 'This device code has expired.')
    if (login.state === 'denied') return refuse('access_denied', 'The login was denied.')
    const notSince = new Date(now.getTime() - limits.devicePollSeconds * second + leeway)
    if (!(await queries.notePoll(db, hash, { now, notSince }))) return refuse('slow_down', 'Ask less often.')
    if (login.userId === null) return refuse('authorization_pending', 'Nobody has approved this login yet.')
    return redeem(hash, login.userId).catch(explainTooManyTokens)
  }

  const redeem = (deviceHash: Buffer, userId: NamespaceId): Promise<DeviceGrant | Refusal> =>
    inTransaction(db, async (tx) => {
      // The same order of locks as for refreshing and for deleting a person.
      const { mayAct } = await lockUser(tx, userId)
      const taken = await queries.takeApproved(tx, deviceHash)
      if (!taken) return refuse('invalid_grant', 'This device code is unknown or was used.')
      if (!mayAct) return refuse('access_denied', 'Whoever approved this login is kept out of this hub.')
      const now = clock.now()
      await queries.deleteDeadFamilies(tx, userId, now)
      const [person] = await findByIds(tx, [userId])
      const displayName = `${person?.name ?? 'somebody'} via ${taken.client}`
      const expiresAt = new Date(now.getTime() + lifeSeconds * second)
      const described = { userId, displayName, role: 'write' as const, scopes: [], createdAt: now, expiresAt }
      const { id, secret } = await issueToken(tx, context, described)
      return grant(tx, id, secret)
    })

  /**
   * Another access token in the place of the old one. A refresh token that comes twice was copied: nobody can tell
   * which of the two is the thief, so both are out.
   */
  async function refreshAccess(refreshToken: string): Promise<DeviceGrant | Refusal> {
    const hash = hashSecret(refreshToken)
    const found = await queries.findRefreshToken(db, hash)
    if (!found) return unknownRefreshToken
    return inTransaction(db, async (tx) => {
      const { mayAct } = await lockUser(tx, found.userId)
      const [token, now] = [await queries.findRefreshToken(tx, hash), clock.now()]
      if (!token || !mayAct || token.expiresAt <= now) return unknownRefreshToken
      if (token.usedAt !== null) {
        await queries.deleteFamily(tx, token.tokenId)
        log.warn('A refresh token came a second time: its access token is revoked.', { userId: token.userId })
        return unknownRefreshToken
      }
      const { secret, ...next } = newTokenSecret(ids)
      const expiresAt = new Date(now.getTime() + lifeSeconds * second)
      if (!(await queries.renewToken(tx, token.tokenId, { ...next, expiresAt }))) return unknownRefreshToken
      await queries.markRefreshTokenUsed(tx, hash, now)
      await queries.deleteExpiredRefreshTokens(tx, token.tokenId, now)
      return grant(tx, token.tokenId, secret)
    })
  }

  async function grant(tx: Database, tokenId: number, accessToken: string): Promise<DeviceGrant> {
    const [refreshToken, createdAt] = [ids.secret(43), clock.now()]
    const expiresAt = new Date(createdAt.getTime() + limits.refreshTokenDays * day)
    await queries.insertRefreshToken(tx, { hash: hashSecret(refreshToken), tokenId, createdAt, expiresAt })
    return { accessToken, refreshToken, expiresSeconds: lifeSeconds }
  }

  return { redeemDeviceCode, refreshAccess }
}

const refuse = (refused: Refusal['refused'], why: string): Refusal => ({ refused, why })

const unknownRefreshToken = refuse('invalid_grant', 'This refresh token is unknown, expired or revoked.')

function explainTooManyTokens(error: unknown): Refusal {
  if (isHubError(error, 'BadRequest')) return refuse('access_denied', error.message)
  throw error
}
