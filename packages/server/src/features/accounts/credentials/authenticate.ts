import { anonymous, type Actor, type Grant, type Holder, type SignedInActor } from '../../../kit/actor.ts'
import { digestToBytes, sha256 } from '../../../kit/digest.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
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

/** As far as a person reaches, but for their credentials, which they change in a session only. */
const everythingButKeys: Grant = { kind: 'token', role: 'write' }

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
    const found = await people.findActorByToken(db, { hash }, now)
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

  /** The person behind something that we signed; null when they are kept out or gone. The caller may lessen the grant. */
  const actorOf = (userId: NamespaceId): Promise<SignedInActor | null> =>
    people.findActor(db, userId, everythingButKeys)

  /** Who acts by something that we signed, as far as they reach now; null when they, or their access token, are out. */
  async function actorHolding({ by, tokenId }: Holder): Promise<Actor | null> {
    if (by === null) return anonymous
    if (tokenId === null) return actorOf(by)
    return (await people.findActorByToken(db, { id: tokenId }, clock.now()))?.actor ?? null
  }

  /** Whose SSH key this is: `SHA256:…`, as `ssh-keygen -l` prints it. */
  const actorByKey = (fingerprint: string): Promise<SignedInActor | null> =>
    people.findActorByKey(db, fingerprint, everythingButKeys)

  return { authenticate, actorOf, actorHolding, actorByKey }
}

const isStale = (lastUsedAt: Date | null, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= minute
