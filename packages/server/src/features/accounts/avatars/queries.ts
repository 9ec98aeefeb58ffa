import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables, AvatarType } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

export type Avatar = { mediaType: AvatarType; bytes: Buffer; hash: Buffer }

/** Index: avatars_pkey. */
export async function findAvatar(db: Database, id: NamespaceId): Promise<Avatar | null> {
  const row = await tables(db)
    .selectFrom('avatars')
    .select(['media_type as mediaType', 'bytes', 'hash'])
    .where('namespace_id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Index: avatars_pkey. */
export async function hasAvatar(db: Database, id: NamespaceId): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('avatars')
    .select('namespace_id')
    .where('namespace_id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Index: avatars_pkey. */
export const putAvatar = (db: Database, id: NamespaceId, { mediaType, bytes, hash }: Avatar) =>
  tables(db)
    .insertInto('avatars')
    .values({ namespace_id: id, media_type: mediaType, bytes, hash })
    .onConflict((conflict) => conflict.column('namespace_id').doUpdateSet({ media_type: mediaType, bytes, hash }))
    .execute()

/** Index: avatars_pkey. */
export const deleteAvatar = (db: Database, id: NamespaceId) =>
  tables(db).deleteFrom('avatars').where('namespace_id', '=', id).execute()
