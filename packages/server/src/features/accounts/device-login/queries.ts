import { sql } from 'kysely'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { DeviceLoginState, DeviceLoginTables } from './tables.ts'

const tables = (db: Database) => db.$extendTables<DeviceLoginTables>()

export type NewDeviceLogin = {
  deviceHash: Buffer
  userHash: Buffer
  client: string
  address: string | null
  createdAt: Date
  expiresAt: Date
}

/** False when somebody else waits with the same user code. */
export async function insertLogin(db: Database, login: NewDeviceLogin): Promise<boolean> {
  const row = await tables(db)
    .insertInto('device_logins')
    .values({
      device_hash: login.deviceHash,
      user_hash: login.userHash,
      client: login.client,
      address: login.address,
      state: 'pending',
      created_at: login.createdAt,
      expires_at: login.expiresAt,
    })
    .onConflict((conflict) => conflict.column('user_hash').doNothing())
    .returning('state')
    .executeTakeFirst()
  return row !== undefined
}

/** Index: device_logins_pending. */
export async function countPending(db: Database, now: Date): Promise<number> {
  const row = await tables(db)
    .selectFrom('device_logins')
    .select(sql<number>`count(*)::integer`.as('logins'))
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return row.logins
}

/** Index: device_logins_expiry. */
export const deleteLoginsBefore = (db: Database, time: Date) =>
  tables(db).deleteFrom('device_logins').where('expires_at', '<=', time).execute()

export type PendingLogin = { client: string; address: string | null; createdAt: Date }

/** Index: device_logins_user_hash_key. */
export async function findPending(db: Database, userHash: Buffer, now: Date): Promise<PendingLogin | null> {
  const row = await tables(db)
    .selectFrom('device_logins')
    .select(['client', 'address', 'created_at as createdAt'])
    .where('user_hash', '=', userHash)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ?? null
}

export type Decision = { state: 'approved'; userId: NamespaceId } | { state: 'denied'; userId: null }

/** Index: device_logins_user_hash_key. Says whether there was something to decide: the first answer counts. */
export async function decide(
  db: Database,
  userHash: Buffer,
  { state, userId, now }: Decision & { now: Date },
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('device_logins')
    .set({ state, user_id: userId })
    .where('user_hash', '=', userHash)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .returning('state')
    .executeTakeFirst()
  return row !== undefined
}

export type PolledLogin = { state: DeviceLoginState; userId: NamespaceId | null; expiresAt: Date }

/** Index: device_logins_pkey. */
export async function findByDevice(db: Database, deviceHash: Buffer): Promise<PolledLogin | null> {
  const row = await tables(db)
    .selectFrom('device_logins')
    .select(['state', 'user_id as userId', 'expires_at as expiresAt'])
    .where('device_hash', '=', deviceHash)
    .executeTakeFirst()
  return row ?? null
}

/** Index: device_logins_pkey. False, and nothing noted, when the last poll was later than `notSince`. */
export async function notePoll(
  db: Database,
  deviceHash: Buffer,
  { now, notSince }: { now: Date; notSince: Date },
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('device_logins')
    .set({ polled_at: now })
    .where('device_hash', '=', deviceHash)
    .where((eb) => eb.or([eb('polled_at', 'is', null), eb('polled_at', '<=', notSince)]))
    .returning('state')
    .executeTakeFirst()
  return row !== undefined
}

/** Index: device_logins_pkey. Takes an approved login out, once; null when somebody else was first. */
export async function takeApproved(db: Database, deviceHash: Buffer): Promise<{ client: string } | null> {
  const row = await tables(db)
    .deleteFrom('device_logins')
    .where('device_hash', '=', deviceHash)
    .where('state', '=', 'approved')
    .returning('client')
    .executeTakeFirst()
  return row ?? null
}

export type RefreshToken = { tokenId: number; userId: NamespaceId; expiresAt: Date; usedAt: Date | null }

/** Index: refresh_tokens_pkey, then access_tokens_pkey. */
export async function findRefreshToken(db: Database, hash: Buffer): Promise<RefreshToken | null> {
  const row = await tables(db)
    .selectFrom('refresh_tokens as r')
    .innerJoin('access_tokens as t', 't.id', 'r.token_id')
    .select(['r.token_id as tokenId', 't.user_id as userId', 'r.expires_at as expiresAt', 'r.used_at as usedAt'])
    .where('r.hash', '=', hash)
    .executeTakeFirst()
  return row ?? null
}

export const insertRefreshToken = (
  db: Database,
  token: { hash: Buffer; tokenId: number; createdAt: Date; expiresAt: Date },
) =>
  tables(db)
    .insertInto('refresh_tokens')
    .values({ hash: token.hash, token_id: token.tokenId, created_at: token.createdAt, expires_at: token.expiresAt })
    .execute()

/** Index: refresh_tokens_pkey. */
export const markRefreshTokenUsed = (db: Database, hash: Buffer, now: Date) =>
  tables(db).updateTable('refresh_tokens').set({ used_at: now }).where('hash', '=', hash).execute()

/** Index: refresh_tokens_token. */
export const deleteExpiredRefreshTokens = (db: Database, tokenId: number, now: Date) =>
  tables(db).deleteFrom('refresh_tokens').where('token_id', '=', tokenId).where('expires_at', '<=', now).execute()

/** Index: access_tokens_public_id_key, then refresh_tokens_token. */
export const deleteRefreshTokensOf = (db: Database, tokenPublicId: string) =>
  tables(db)
    .deleteFrom('refresh_tokens')
    .where('token_id', '=', (eb) => eb.selectFrom('access_tokens').select('id').where('public_id', '=', tokenPublicId))
    .execute()

/** Index: access_tokens_pkey. False when the person revoked the token meanwhile. */
export async function renewToken(
  db: Database,
  id: number,
  next: { hash: Buffer; lastFour: string; expiresAt: Date },
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('access_tokens')
    .set({ hash: next.hash, last_four: next.lastFour, expires_at: next.expiresAt })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Index: access_tokens_pkey. Its refresh tokens go with it. */
export const deleteFamily = (db: Database, tokenId: number) =>
  tables(db).deleteFrom('access_tokens').where('id', '=', tokenId).execute()

/** Index: access_tokens_user, then refresh_tokens_token. Logins that nothing can wake up again. */
export const deleteDeadFamilies = (db: Database, userId: NamespaceId, now: Date) =>
  tables(db)
    .deleteFrom('access_tokens as t')
    .where('t.user_id', '=', userId)
    .where('t.expires_at', '<=', now)
    .where((eb) => {
      const family = eb.selectFrom('refresh_tokens as r').select('r.hash').whereRef('r.token_id', '=', 't.id')
      const alive = family.where('r.used_at', 'is', null).where('r.expires_at', '>', now)
      return eb.and([eb.exists(family), eb.not(eb.exists(alive))])
    })
    .execute()
