import type { Actor, TokenScope } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import { inTransaction } from '../../../ports/database.ts'
import { hashSecret } from '../credentials/authenticate.ts'
import { readToken } from '../credentials/read-credentials.ts'
import type { AccountsContext } from '../deps.ts'
import { deleteRefreshTokensOf } from '../device-login/queries.ts'
import { isName } from '../names.ts'
import * as people from '../people/queries.ts'
import { operator, permissions, requireSession } from '../policy.ts'
import type { TokenRole } from '../tables.ts'
import { issueToken, newTokenSecret } from './issue-token.ts'
import * as queries from './queries.ts'

export type CreateAccessToken = {
  displayName: string
  role: TokenRole
  scopes?: TokenScope[] | undefined
  expiresAt?: Date | null | undefined
  /** whose token it becomes: only the operator makes one for somebody else */
  user?: string | undefined
}

/** The secret is shown once and never again. */
export type NewAccessToken = { secret: string; token: queries.AccessToken }

const longestLife = 100 * 365 * 86_400_000

export function createTokens(context: AccountsContext) {
  const { db, clock, ids, limits } = context

  async function createAccessToken(actor: Actor, wanted: CreateAccessToken): Promise<NewAccessToken> {
    const userId = await ownerOf(actor, wanted.user)
    const described = { ...describe(wanted, clock.now()), userId }
    const { secret, token } = await inTransaction(db, (tx) => issueToken(tx, context, described))
    return { secret, token }
  }

  async function listAccessTokens(actor: Actor, of: { user?: string } = {}): Promise<queries.AccessToken[]> {
    return queries.listTokens(db, await ownerOf(actor, of.user), limits.accessTokensPerUser)
  }

  async function revokeAccessToken(actor: Actor, { id, user }: { id: string; user?: string }): Promise<void> {
    const userId = await ownerOf(actor, user)
    if (!(await queries.deleteToken(db, { userId, publicId: id }))) throw noSuchToken()
  }

  /** Another secret for the same token; the old one is dead at once, and no device can renew it any more. */
  async function rotateAccessToken(actor: Actor, { id, user }: { id: string; user?: string }): Promise<NewAccessToken> {
    const userId = await ownerOf(actor, user)
    const { secret, hash, lastFour } = newTokenSecret(ids)
    const token = await inTransaction(db, async (tx) => {
      const replaced = await queries.replaceSecret(tx, { userId, publicId: id }, { hash, lastFour })
      if (replaced) await deleteRefreshTokensOf(tx, id)
      return replaced
    })
    if (!token) throw noSuchToken()
    return { secret, token }
  }

  /** The token this header carries, for telling its holder about it. */
  async function tokenOfHeader(authorization: string | undefined): Promise<queries.AccessToken | null> {
    const secret = readToken(authorization)
    return secret === null ? null : queries.findToken(db, hashSecret(secret))
  }

  async function ownerOf(actor: Actor, name: string | undefined): Promise<NamespaceId> {
    const person = requireSession(actor)
    if (person !== operator) return person.userId
    const user = await people.findUser(db, name ?? '')
    if (!user) throw new HubError('NamespaceNotFound', `There is no user "${name ?? ''}".`)
    return user.id
  }

  return { createAccessToken, listAccessTokens, revokeAccessToken, rotateAccessToken, tokenOfHeader }
}

function describe(wanted: CreateAccessToken, now: Date) {
  const displayName = wanted.displayName.trim()
  if (displayName === '') throw new HubError('BadRequest', 'An access token needs a name.')
  const scopes = wanted.scopes ?? []
  if (wanted.role === 'fineGrained' && scopes.length === 0)
    throw new HubError('BadRequest', 'A fine-grained access token needs at least one scope.')
  if (wanted.role !== 'fineGrained' && scopes.length > 0)
    throw new HubError('BadRequest', 'Only fine-grained access tokens have scopes.')
  for (const scope of scopes) checkScope(scope)
  const expiresAt = wanted.expiresAt ?? null
  if (expiresAt !== null && expiresAt <= now) throw new HubError('BadRequest', 'The expiry lies in the past.')
  if (expiresAt !== null && expiresAt.getTime() > now.getTime() + longestLife)
    throw new HubError('BadRequest', 'The expiry lies too far in the future: leave it out for a token without end.')
  return { displayName, role: wanted.role, scopes, createdAt: now, expiresAt }
}

function checkScope({ entity, permissions: wanted }: TokenScope): void {
  const parts = entity.name.split('/')
  const isNamespace = entity.type === 'user' || entity.type === 'org'
  if (parts.length !== (isNamespace ? 1 : 2) || !parts.every(isName))
    throw new HubError('BadRequest', `"${entity.name}" is not the name of a ${entity.type}.`)
  const strange = wanted.find((permission) => !(permissions as readonly string[]).includes(permission))
  if (strange !== undefined || wanted.length === 0)
    throw new HubError('BadRequest', `A scope grants one or more of: ${permissions.join(', ')}.`)
}

const noSuchToken = () => new HubError('ObjectNotFound', 'There is no such access token.')
