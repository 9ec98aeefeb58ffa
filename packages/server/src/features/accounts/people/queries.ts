import { sql } from 'kysely'
import type { Actor, Grant, Role, SignedInActor, TokenScope } from '../../../kit/actor.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables, TokenRole } from '../tables.ts'
import type { User } from './user.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

const selectUsers = (db: Database) =>
  tables(db)
    .selectFrom('users as u')
    .innerJoin('namespaces as n', 'n.id', 'u.id')
    .select([
      'n.id',
      'n.public_id as publicId',
      'n.name',
      'n.full_name as fullName',
      'n.created_at as createdAt',
      'n.email',
    ])
    .select(['n.details', 'n.homepage', 'u.disabled_at as disabledAt'])
    .select(['u.is_admin as isAdmin', 'u.must_change_password as mustChangePassword'])

/** Index: namespaces_name_lower_key. */
export async function findUser(db: Database, name: string): Promise<User | null> {
  return (await selectUsers(db).where('n.name_lower', '=', name.toLowerCase()).executeTakeFirst()) ?? null
}

/** Index: namespaces_name_lower_key. */
export const findUserWithPassword = (db: Database, name: string) =>
  selectUsers(db)
    .select('u.password_hash as passwordHash')
    .where('n.name_lower', '=', name.toLowerCase())
    .executeTakeFirst()

/** Index: namespaces_name_lower_key, read in its order from the cursor on. */
export const listUsers = (db: Database, { after, limit }: { after: string | null; limit: number }): Promise<User[]> =>
  selectUsers(db)
    .$if(after !== null, (query) => query.where('n.name_lower', '>', after!))
    .orderBy('n.name_lower')
    .limit(limit)
    .execute()

export const insertUser = (
  db: Database,
  user: { id: NamespaceId; passwordHash: string | null; mustChangePassword: boolean; isAdmin: boolean },
) =>
  tables(db)
    .insertInto('users')
    .values({
      id: user.id,
      password_hash: user.passwordHash,
      must_change_password: user.mustChangePassword,
      is_admin: user.isAdmin,
    })
    .execute()

/** Index: users_pkey. */
export const updatePassword = (db: Database, id: NamespaceId, next: { hash: string; mustChange: boolean }) =>
  tables(db)
    .updateTable('users')
    .set({ password_hash: next.hash, must_change_password: next.mustChange })
    .where('id', '=', id)
    .execute()

/** Index: users_pkey. */
export const updateStanding = (db: Database, id: NamespaceId, next: { isAdmin: boolean; disabledAt: Date | null }) =>
  tables(db)
    .updateTable('users')
    .set({ is_admin: next.isAdmin, disabled_at: next.disabledAt })
    .where('id', '=', id)
    .execute()

/** Index: users_pkey. False when the password is no longer the one that was checked. */
export async function replacePassword(
  db: Database,
  id: NamespaceId,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const changed = await tables(db)
    .updateTable('users')
    .set({ password_hash: to, must_change_password: false })
    .where('id', '=', id)
    .where('password_hash', '=', from)
    .returning('id')
    .execute()
  return changed.length > 0
}

/** Lets one transaction at a time ask and answer questions about all users. */
export const lockUsers = (db: Database) => sql`lock table users in share row exclusive mode`.execute(db)

/** Index: users_pkey. Holds off others who add to or take from the same person until the transaction ends. */
export async function lockUser(db: Database, id: NamespaceId): Promise<{ mayAct: boolean }> {
  const row = await tables(db)
    .selectFrom('users')
    .select('disabled_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return { mayAct: row?.disabled_at === null }
}

export async function hasAdmin(db: Database, { except }: { except: NamespaceId | null }): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('users')
    .select('id')
    .where('is_admin', '=', true)
    .where('disabled_at', 'is', null)
    .$if(except !== null, (query) => query.where('id', '!=', except!))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Index: memberships_user. */
const rolesOfUser = sql<Record<string, Role>>`(
  select coalesce(jsonb_object_agg(m.org_id, m.role), '{}') from memberships m where m.user_id = u.id
)`

/** Whoever is disabled acts by no credential of theirs. */
const selectActors = (db: Database) =>
  tables(db)
    .selectFrom('users as u')
    .innerJoin('namespaces as n', 'n.id', 'u.id')
    .select(['n.id as userId', 'n.name', 'n.email', 'u.is_admin as isAdmin', rolesOfUser.as('roles')])
    .where('u.disabled_at', 'is', null)

type ActorRow = {
  userId: NamespaceId
  name: string
  email: string | null
  isAdmin: boolean
  roles: Record<string, Role>
}

const toActor = (row: ActorRow, grant: Grant): SignedInActor => ({
  kind: 'user',
  userId: row.userId,
  name: row.name,
  email: row.email,
  isAdmin: row.isAdmin,
  roles: new Map(Object.entries(row.roles).map(([id, role]) => [Number(id) as NamespaceId, role])),
  grant,
})

export type Found = { actor: SignedInActor; lastUsedAt: Date | null }

/** Index: access_tokens_hash_key or _pkey, then primary keys: one round trip from a token to whom it stands for. */
export async function findActorByToken(
  db: Database,
  token: { hash: Buffer } | { id: number },
  now: Date,
): Promise<Found | null> {
  const row = await selectActors(db)
    .innerJoin('access_tokens as t', 't.user_id', 'u.id')
    .select(['t.id', 't.role', 't.scopes', 't.last_used_at as lastUsedAt'])
    .where((eb) => ('hash' in token ? eb('t.hash', '=', token.hash) : eb('t.id', '=', token.id)))
    .where((eb) => eb.or([eb('t.expires_at', 'is', null), eb('t.expires_at', '>', now)]))
    .executeTakeFirst()
  return row ? { actor: toActor(row, toGrant(row)), lastUsedAt: row.lastUsedAt } : null
}

const toGrant = ({ id, role, scopes }: { id: number; role: TokenRole; scopes: TokenScope[] }): Grant =>
  role === 'fineGrained' ? { kind: 'token', id, role, scopes } : { kind: 'token', id, role }

/** Index: sessions_pkey. */
export async function findActorBySession(db: Database, hash: Buffer, now: Date): Promise<Found | null> {
  const row = await selectActors(db)
    .innerJoin('sessions as s', 's.user_id', 'u.id')
    .select('s.last_used_at as lastUsedAt')
    .where('s.hash', '=', hash)
    .where('s.expires_at', '>', now)
    .executeTakeFirst()
  return row ? { actor: toActor(row, { kind: 'session' }), lastUsedAt: row.lastUsedAt } : null
}

/** Index: users_pkey. */
export async function findActor(db: Database, id: NamespaceId, grant: Grant): Promise<SignedInActor | null> {
  const row = await selectActors(db).where('u.id', '=', id).executeTakeFirst()
  return row ? toActor(row, grant) : null
}

/** Index: ssh_keys_fingerprint_key. */
export async function findActorByKey(db: Database, fingerprint: string, grant: Grant): Promise<SignedInActor | null> {
  const row = await selectActors(db)
    .innerJoin('ssh_keys as k', 'k.user_id', 'u.id')
    .where('k.fingerprint', '=', fingerprint)
    .executeTakeFirst()
  return row ? toActor(row, grant) : null
}

/** Index: namespaces_name_lower_key. The person as if they had logged in. */
export async function findActorByName(db: Database, name: string): Promise<Actor | null> {
  const row = await selectActors(db).where('n.name_lower', '=', name.toLowerCase()).executeTakeFirst()
  return row ? toActor(row, { kind: 'session' }) : null
}
