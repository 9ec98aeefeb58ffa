import { sql } from 'kysely'
import type { Role } from '../../../kit/actor.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables, DefaultVisibility } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

export type Member = {
  id: NamespaceId
  publicId: string
  name: string
  fullName: string
  createdAt: Date
  role: Role
}

export type Organization = {
  id: NamespaceId
  publicId: string
  name: string
  fullName: string
  email: string | null
  details: string
  homepage: string
  createdAt: Date
  defaultVisibility: DefaultVisibility
}

export type OrganizationOfUser = Organization & { role: Role }

const selectOrganizations = (db: Database) =>
  tables(db)
    .selectFrom('organizations as o')
    .innerJoin('namespaces as n', 'n.id', 'o.id')
    .select(['n.id', 'n.public_id as publicId', 'n.name', 'n.full_name as fullName', 'n.email'])
    .select(['n.details', 'n.homepage'])
    .select(['n.created_at as createdAt', 'o.default_visibility as defaultVisibility'])

/** Index: namespaces_name_lower_key. */
export async function findOrganization(db: Database, name: string): Promise<Organization | null> {
  return (await selectOrganizations(db).where('n.name_lower', '=', name.toLowerCase()).executeTakeFirst()) ?? null
}

/** Index: namespaces_name_lower_key, read in its order from the cursor on. */
export const listOrganizations = (
  db: Database,
  { after, limit }: { after: string | null; limit: number },
): Promise<Organization[]> =>
  selectOrganizations(db)
    .$if(after !== null, (query) => query.where('n.name_lower', '>', after!))
    .orderBy('n.name_lower')
    .limit(limit)
    .execute()

/** Index: memberships_user. */
export const listOrganizationsOf = (db: Database, userId: NamespaceId, limit: number): Promise<OrganizationOfUser[]> =>
  selectOrganizations(db)
    .innerJoin('memberships as m', 'm.org_id', 'o.id')
    .select('m.role')
    .where('m.user_id', '=', userId)
    .orderBy('n.name_lower')
    .limit(limit)
    .execute()

export const insertOrganization = (db: Database, id: NamespaceId, defaultVisibility: DefaultVisibility) =>
  tables(db).insertInto('organizations').values({ id, default_visibility: defaultVisibility }).execute()

/** Index: organizations_pkey. */
export const updateDefaultVisibility = (db: Database, id: NamespaceId, visibility: DefaultVisibility) =>
  tables(db).updateTable('organizations').set({ default_visibility: visibility }).where('id', '=', id).execute()

/** Index: organizations_pkey. One change of members at a time, so that the last admin is counted right. */
export const lockOrganization = (db: Database, id: NamespaceId) =>
  tables(db).selectFrom('organizations').select('id').where('id', '=', id).forUpdate().execute()

/** Index: memberships_user. The same for all organisations of a person who is about to go. */
export const lockOrganizationsOf = (db: Database, userId: NamespaceId) =>
  tables(db)
    .selectFrom('organizations as o')
    .innerJoin('memberships as m', 'm.org_id', 'o.id')
    .select('o.id')
    .where('m.user_id', '=', userId)
    .orderBy('o.id')
    .forUpdate('o')
    .execute()

/** Index: memberships_pkey. */
export async function findRole(db: Database, orgId: NamespaceId, userId: NamespaceId): Promise<Role | null> {
  const row = await tables(db)
    .selectFrom('memberships')
    .select('role')
    .where('org_id', '=', orgId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.role ?? null
}

/** Index: memberships_pkey. */
export async function countMembers(db: Database, orgId: NamespaceId): Promise<number> {
  const row = await tables(db)
    .selectFrom('memberships')
    .select(sql<number>`count(*)::integer`.as('members'))
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow()
  return row.members
}

/** Index: memberships_pkey. */
export async function hasOtherAdmin(db: Database, orgId: NamespaceId, userId: NamespaceId): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('memberships')
    .select('user_id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'admin')
    .where('user_id', '!=', userId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Index: memberships_user. */
export async function countOrganizationsLedBy(db: Database, userId: NamespaceId): Promise<number> {
  const row = await tables(db)
    .selectFrom('memberships')
    .select(sql<number>`count(*)::integer`.as('organizations'))
    .where('user_id', '=', userId)
    .where('role', '=', 'admin')
    .executeTakeFirstOrThrow()
  return row.organizations
}

/** Index: memberships_user, then memberships_pkey. The names of the first few. */
export async function findOrganizationsLedOnlyBy(db: Database, userId: NamespaceId): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('memberships as m')
    .innerJoin('namespaces as n', 'n.id', 'm.org_id')
    .select('n.name')
    .where('m.user_id', '=', userId)
    .where('m.role', '=', 'admin')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memberships as other')
            .select('other.user_id')
            .whereRef('other.org_id', '=', 'm.org_id')
            .where('other.role', '=', 'admin')
            .where('other.user_id', '!=', userId),
        ),
      ),
    )
    .limit(10)
    .execute()
  return rows.map((row) => row.name)
}

/** Index: memberships_pkey. */
export const upsertMember = (
  db: Database,
  member: { orgId: NamespaceId; userId: NamespaceId; role: Role; createdAt: Date },
) =>
  tables(db)
    .insertInto('memberships')
    .values({ org_id: member.orgId, user_id: member.userId, role: member.role, created_at: member.createdAt })
    .onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet({ role: member.role }))
    .execute()

/** Index: memberships_pkey. */
export const deleteMember = (db: Database, orgId: NamespaceId, userId: NamespaceId) =>
  tables(db).deleteFrom('memberships').where('org_id', '=', orgId).where('user_id', '=', userId).execute()

/** Index: memberships_pkey, then namespaces_pkey; in the order of names from the cursor on. */
export const listMembers = (
  db: Database,
  orgId: NamespaceId,
  { after, limit }: { after: string | null; limit: number },
): Promise<Member[]> =>
  tables(db)
    .selectFrom('memberships as m')
    .innerJoin('namespaces as n', 'n.id', 'm.user_id')
    .select([
      'n.id',
      'n.public_id as publicId',
      'n.name',
      'n.full_name as fullName',
      'n.created_at as createdAt',
      'm.role',
    ])
    .where('m.org_id', '=', orgId)
    .$if(after !== null, (query) => query.where('n.name_lower', '>', after!))
    .orderBy('n.name_lower')
    .limit(limit)
    .execute()
