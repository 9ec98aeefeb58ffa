import { sql } from 'kysely'
import type { TokenScope } from '../../../kit/actor.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables, TokenRole } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

/** Everything but the secret, of which only the last four letters are known. */
export type AccessToken = {
  publicId: string
  displayName: string
  role: TokenRole
  scopes: TokenScope[]
  lastFour: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}

const selectTokens = (db: Database) =>
  tables(db)
    .selectFrom('access_tokens')
    .select(['public_id as publicId', 'display_name as displayName', 'role', 'scopes', 'last_four as lastFour'])
    .select(['created_at as createdAt', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])

/** Index: access_tokens_user. The newest come first. */
export const listTokens = (db: Database, userId: NamespaceId, limit: number): Promise<AccessToken[]> =>
  selectTokens(db).where('user_id', '=', userId).orderBy('id', 'desc').limit(limit).execute()

/** Index: access_tokens_hash_key. */
export async function findToken(db: Database, hash: Buffer): Promise<AccessToken | null> {
  return (await selectTokens(db).where('hash', '=', hash).executeTakeFirst()) ?? null
}

/** Index: access_tokens_user. */
export async function countTokens(db: Database, userId: NamespaceId): Promise<number> {
  const row = await tables(db)
    .selectFrom('access_tokens')
    .select(sql<number>`count(*)::integer`.as('tokens'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return row.tokens
}

export type NewToken = Omit<AccessToken, 'lastUsedAt'> & { userId: NamespaceId; hash: Buffer }

export async function insertToken(db: Database, token: NewToken): Promise<number> {
  const row = await tables(db)
    .insertInto('access_tokens')
    .values({
      public_id: token.publicId,
      user_id: token.userId,
      hash: token.hash,
      last_four: token.lastFour,
      display_name: token.displayName,
      role: token.role,
      scopes: JSON.stringify(token.scopes),
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Index: access_tokens_public_id_key. Null when the person has no such token. */
export async function replaceSecret(
  db: Database,
  key: { userId: NamespaceId; publicId: string },
  secret: { hash: Buffer; lastFour: string },
): Promise<AccessToken | null> {
  const row = await tables(db)
    .updateTable('access_tokens')
    .set({ hash: secret.hash, last_four: secret.lastFour, last_used_at: null })
    .where('public_id', '=', key.publicId)
    .where('user_id', '=', key.userId)
    .returning(['public_id as publicId', 'display_name as displayName', 'role', 'scopes', 'last_four as lastFour'])
    .returning(['created_at as createdAt', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])
    .executeTakeFirst()
  return row ?? null
}

/** Index: access_tokens_public_id_key. Says whether there was one. */
export async function deleteToken(db: Database, key: { userId: NamespaceId; publicId: string }): Promise<boolean> {
  const gone = await tables(db)
    .deleteFrom('access_tokens')
    .where('public_id', '=', key.publicId)
    .where('user_id', '=', key.userId)
    .returning('id')
    .execute()
  return gone.length > 0
}

/** Index: access_tokens_hash_key. */
export const touchToken = (db: Database, hash: Buffer, now: Date) =>
  tables(db).updateTable('access_tokens').set({ last_used_at: now }).where('hash', '=', hash).execute()
