import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

export type NewSession = {
  hash: Buffer
  publicId: string
  userId: NamespaceId
  userAgent: string
  address: string | null
  createdAt: Date
  expiresAt: Date
}

export const insertSession = (db: Database, session: NewSession) =>
  tables(db)
    .insertInto('sessions')
    .values({
      hash: session.hash,
      public_id: session.publicId,
      user_id: session.userId,
      user_agent: session.userAgent,
      address: session.address,
      created_at: session.createdAt,
      last_used_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute()

/** Index: sessions_pkey. */
export const touchSession = (db: Database, hash: Buffer, now: Date) =>
  tables(db).updateTable('sessions').set({ last_used_at: now }).where('hash', '=', hash).execute()

/** Index: sessions_user. The newest come first. */
export const listSessions = (db: Database, userId: NamespaceId, { now, limit }: { now: Date; limit: number }) =>
  tables(db)
    .selectFrom('sessions')
    .select(['hash', 'public_id as publicId', 'user_agent as userAgent', 'address'])
    .select(['created_at as createdAt', 'last_used_at as lastUsedAt', 'expires_at as expiresAt'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .limit(limit)
    .execute()

/** Index: sessions_pkey. */
export const deleteSession = (db: Database, hash: Buffer) =>
  tables(db).deleteFrom('sessions').where('hash', '=', hash).execute()

/** Index: sessions_public_id_key. Says whether there was one. */
export async function deleteSessionById(db: Database, userId: NamespaceId, publicId: string): Promise<boolean> {
  const gone = await tables(db)
    .deleteFrom('sessions')
    .where('public_id', '=', publicId)
    .where('user_id', '=', userId)
    .returning('public_id')
    .execute()
  return gone.length > 0
}

/** Index: sessions_user. */
export const deleteSessionsOf = (db: Database, userId: NamespaceId, { except }: { except: Buffer | null }) =>
  tables(db)
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(except !== null, (query) => query.where('hash', '!=', except!))
    .execute()

/** Index: sessions_expiry. */
export const deleteExpiredSessions = (db: Database, now: Date) =>
  tables(db).deleteFrom('sessions').where('expires_at', '<=', now).execute()
