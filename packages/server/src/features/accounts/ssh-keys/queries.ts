import { sql } from 'kysely'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

export type SshKey = {
  publicId: string
  title: string
  type: string
  publicKey: string
  fingerprint: string
  createdAt: Date
}

/** Index: ssh_keys_user. */
export const listKeys = (db: Database, userId: NamespaceId, limit: number): Promise<SshKey[]> =>
  tables(db)
    .selectFrom('ssh_keys')
    .select(['public_id as publicId', 'title', 'type', 'public_key as publicKey'])
    .select(['fingerprint', 'created_at as createdAt'])
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Index: ssh_keys_user. */
export async function countKeys(db: Database, userId: NamespaceId): Promise<number> {
  const row = await tables(db)
    .selectFrom('ssh_keys')
    .select(sql<number>`count(*)::integer`.as('keys'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return row.keys
}

/** False when the key is known already. */
export async function insertKey(db: Database, userId: NamespaceId, key: SshKey): Promise<boolean> {
  const row = await tables(db)
    .insertInto('ssh_keys')
    .values({
      public_id: key.publicId,
      user_id: userId,
      title: key.title,
      type: key.type,
      public_key: key.publicKey,
      fingerprint: key.fingerprint,
      created_at: key.createdAt,
    })
    .onConflict((conflict) => conflict.column('fingerprint').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Index: ssh_keys_public_id_key. Says whether there was one. */
export async function deleteKey(db: Database, userId: NamespaceId, publicId: string): Promise<boolean> {
  const gone = await tables(db)
    .deleteFrom('ssh_keys')
    .where('public_id', '=', publicId)
    .where('user_id', '=', userId)
    .returning('id')
    .execute()
  return gone.length > 0
}
