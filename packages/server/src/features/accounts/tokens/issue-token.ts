import type { TokenScope } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Ids, NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import { hashSecret } from '../credentials/authenticate.ts'
import type { AccountsContext } from '../deps.ts'
import * as people from '../people/queries.ts'
import type { TokenRole } from '../tables.ts'
import * as queries from './queries.ts'

export type TokenToIssue = {
  userId: NamespaceId
  displayName: string
  role: TokenRole
  scopes: TokenScope[]
  createdAt: Date
  expiresAt: Date | null
}

export type IssuedToken = { id: number; secret: string; token: queries.AccessToken }

/** Within a transaction, so that the count holds. @throws HubError BadRequest when the person has too many */
export async function issueToken(
  tx: Database,
  { ids, limits }: Pick<AccountsContext, 'ids' | 'limits'>,
  { userId, ...described }: TokenToIssue,
): Promise<IssuedToken> {
  await people.lockUser(tx, userId)
  if ((await queries.countTokens(tx, userId)) >= limits.accessTokensPerUser)
    throw tooManyTokens(limits.accessTokensPerUser)
  const { secret, hash, lastFour } = newTokenSecret(ids)
  const token = { ...described, publicId: ids.publicId(), lastFour }
  const id = await queries.insertToken(tx, { ...token, userId, hash })
  return { id, secret, token: { ...token, lastUsedAt: null } }
}

export const tooManyTokens = (most: number) =>
  new HubError('BadRequest', `You have ${most} access tokens already: revoke some.`, { tooManyTokens: true })

/** llama.cpp and others check the shape: `hf_` and at least 34 letters and digits (spec hub-api 1.2). */
export function newTokenSecret(ids: Ids) {
  const secret = `hf_${ids.secret(34)}`
  return { secret, hash: hashSecret(secret), lastFour: secret.slice(-4) }
}
