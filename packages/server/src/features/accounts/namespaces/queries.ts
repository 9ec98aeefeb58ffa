import { sql } from 'kysely'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables, NamespaceKind } from '../tables.ts'
import type { Namespace } from './namespace.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

const selectNamespaces = (db: Database) =>
  tables(db)
    .selectFrom('namespaces as n')
    .leftJoin('organizations as o', 'o.id', 'n.id')
    .select([
      'n.id',
      'n.public_id as publicId',
      'n.name',
      'n.kind',
      'n.full_name as fullName',
      'n.created_at as createdAt',
    ])
    .select((eb) => eb.fn.coalesce('o.default_visibility', sql<'public'>`'public'`).as('defaultVisibility'))

/** Index: namespaces_name_lower_key. */
export async function findByName(db: Database, name: string): Promise<Namespace | null> {
  return (await selectNamespaces(db).where('n.name_lower', '=', name.toLowerCase()).executeTakeFirst()) ?? null
}

/** Index: namespaces_name_lower_key; as many rows as names. */
export const findByNames = (db: Database, names: string[]): Promise<Namespace[]> =>
  selectNamespaces(db)
    .where('n.name_lower', '=', sql<string>`any(${names.map((name) => name.toLowerCase())}::text[])`)
    .execute()

/** Index: namespaces_pkey; as many rows as ids. */
export const findByIds = (db: Database, ids: NamespaceId[]): Promise<Namespace[]> =>
  selectNamespaces(db)
    .where('n.id', '=', sql<NamespaceId>`any(${ids}::bigint[])`)
    .execute()

/** Index: namespaces_user_email; as many rows as addresses. */
export const findUsersByEmail = (db: Database, emails: string[]) =>
  tables(db)
    .selectFrom('namespaces as n')
    .select(['n.id', 'n.public_id as publicId', 'n.name', 'n.full_name as fullName', sql<string>`n.email`.as('email')])
    .where('n.kind', '=', 'user')
    .where(
      sql`lower(n.email collate "C")`,
      '=',
      sql<string>`any(${emails.map((email) => email.toLowerCase())}::text[])`,
    )
    .execute()

export type NewNamespace = {
  publicId: string
  name: string
  kind: NamespaceKind
  fullName: string
  email: string | null
  createdAt: Date
}

/** Null when the name is taken. A taken e-mail address breaks namespaces_user_email instead. */
export async function insertNamespace(db: Database, namespace: NewNamespace): Promise<NamespaceId | null> {
  const row = await tables(db)
    .insertInto('namespaces')
    .values({
      public_id: namespace.publicId,
      name: namespace.name,
      kind: namespace.kind,
      full_name: namespace.fullName,
      email: namespace.email,
      created_at: namespace.createdAt,
    })
    .onConflict((conflict) => conflict.column('name_lower').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function updateNamespace(
  db: Database,
  id: NamespaceId,
  change: { fullName?: string; email?: string | null; details?: string; homepage?: string },
): Promise<void> {
  const set = {
    ...(change.fullName === undefined ? {} : { full_name: change.fullName }),
    ...(change.email === undefined ? {} : { email: change.email }),
    ...(change.details === undefined ? {} : { details: change.details }),
    ...(change.homepage === undefined ? {} : { homepage: change.homepage }),
  }
  if (Object.keys(set).length === 0) return
  await tables(db).updateTable('namespaces').set(set).where('id', '=', id).execute()
}

/** Breaks a foreign key of a higher floor while that still holds something of the namespace. */
export async function deleteNamespace(db: Database, id: NamespaceId): Promise<void> {
  await tables(db).deleteFrom('namespaces').where('id', '=', id).execute()
}

export type NameSearch = { kind: NamespaceKind; text: string; limit: number }

/** Index: namespaces_name and namespaces_full_name, each read in its order. */
export async function findByBeginning(db: Database, { kind, text, limit }: NameSearch): Promise<Namespace[]> {
  const pattern = `${escapeLike(text)}%`
  const [byName, byFullName] = await Promise.all([
    selectNamespaces(db)
      .where('n.kind', '=', kind)
      .where('n.name_lower', 'like', pattern)
      .orderBy('n.name_lower')
      .limit(limit)
      .execute(),
    selectNamespaces(db)
      .where('n.kind', '=', kind)
      .where(sql`lower(n.full_name) collate "C"`, 'like', pattern)
      .orderBy(sql`lower(n.full_name) collate "C"`)
      .limit(limit)
      .execute(),
  ])
  return [...byName, ...byFullName]
}

/**
 * The shortest first. Index: namespaces_name_parts; no other has this order, so that nothing is gained by reading all
 * rows until enough are found. `text` has three characters or more.
 */
export const findByPart = (db: Database, { kind, text, limit }: NameSearch): Promise<Namespace[]> => {
  const pattern = `%${escapeLike(text)}%`
  return selectNamespaces(db)
    .where('n.kind', '=', kind)
    .where((eb) => eb.or([eb('n.name_lower', 'like', pattern), eb(sql`lower(n.full_name)`, 'like', pattern)]))
    .orderBy(sql`length(n.name)`)
    .orderBy('n.name_lower')
    .limit(limit)
    .execute()
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** Index: namespaces_pkey. Everybody with an id in a range. */
export const findInRange = (db: Database, range: { first: number; last: number }) =>
  tables(db)
    .selectFrom('namespaces')
    .select(['name'])
    .where(sql<number>`id`, '>=', range.first)
    .where(sql<number>`id`, '<=', range.last)
    .orderBy('id')
    .execute()

/** Index: namespaces_pkey. */
export async function highestId(db: Database): Promise<number> {
  const row = await tables(db).selectFrom('namespaces').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return Number(row?.id ?? 0)
}
