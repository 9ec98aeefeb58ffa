import { anonymous, type Actor } from '../../../kit/actor.ts'
import { digestToBytes, sha256 } from '../../../kit/digest.ts'
import type { AccountsContext } from '../deps.ts'
import * as people from '../people/queries.ts'
import * as sessions from '../sessions/queries.ts'
import * as tokens from '../tokens/queries.ts'
import {
  invalidCredentials,
  readSessionCookie,
  readToken,
  requireSameOrigin,
  type RequestCredentials,
} from './read-credentials.ts'

/** Secrets are long and random, so one round of SHA-256 keeps them. */
export const hashSecret = (secret: string): Buffer => digestToBytes(sha256(secret))

const minute = 60_000

export function createAuthentication({ db, clock }: AccountsContext) {
  /**
   * @throws HubError InvalidCredentials for a bad or expired token, AccessDenied for another site's use of the cookie;
   * a bad cookie is nobody
   */
  async function authenticate(credentials: RequestCredentials): Promise<Actor> {
    const token = readToken(credentials.authorization)
    if (token !== null) return actorOfToken(token)
    const secret = readSessionCookie(credentials.cookie)
    if (secret === null) return anonymous
    const actor = await actorOfSession(secret)
    if (actor.kind !== 'anonymous') requireSameOrigin(credentials)
    return actor
  }

  async function actorOfToken(token: string): Promise<Actor> {
    const [hash, now] = [hashSecret(token), clock.now()]
    const found = await people.findActorByToken(db, hash, now)
    if (!found) throw invalidCredentials()
    // A busy client would write one row thousands of times a minute for nothing.
    if (isStale(found.lastUsedAt, now)) await tokens.touchToken(db, hash, now)
    return found.actor
  }

  async function actorOfSession(secret: string): Promise<Actor> {
    const [hash, now] = [hashSecret(secret), clock.now()]
    const found = await people.findActorBySession(db, hash, now)
    if (!found) return anonymous
    if (isStale(found.lastUsedAt, now)) await sessions.touchSession(db, hash, now)
    return found.actor
  }

  return { authenticate }
}

const isStale = (lastUsedAt: Date | null, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= minute
