import { sql } from 'kysely'
import type { Database } from '../../../ports/database.ts'
import type { User } from '../people/user.ts'
import type { AccountsTables } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

export type UserSearch = {
  text: string
  only: 'admins' | 'disabled' | null
  /** the lower-cased name where the last page ended */
  after: string | null
  limit: number
}

export type ListedUser = User & { lastSeenAt: Date | null }

/** Index: sessions_user and access_tokens_user. */
const lastSeen = sql<Date | null>`greatest(
  (select max(s.last_used_at) from sessions s where s.user_id = u.id),
  (select max(t.last_used_at) from access_tokens t where t.user_id = u.id)
)`

/** Index: namespaces_name_lower_key, read in its order from the cursor on; a search looks at every person. */
export function searchUsers(db: Database, { text, only, after, limit }: UserSearch): Promise<ListedUser[]> {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return tables(db)
    .selectFrom('users as u')
    .innerJoin('namespaces as n', 'n.id', 'u.id')
    .select(['n.id', 'n.public_id as publicId', 'n.name', 'n.full_name as fullName', 'n.created_at as createdAt'])
    .select(['n.email', 'n.details', 'n.homepage', 'u.disabled_at as disabledAt', lastSeen.as('lastSeenAt')])
    .select(['u.is_admin as isAdmin', 'u.must_change_password as mustChangePassword'])
    .$if(only === 'admins', (query) => query.where('u.is_admin', '=', true))
    .$if(only === 'disabled', (query) => query.where('u.disabled_at', 'is not', null))
    .$if(after !== null, (query) => query.where('n.name_lower', '>', after!))
    .$if(text !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb('n.name_lower', 'like', pattern),
          eb(sql`lower(n.full_name)`, 'like', pattern),
          eb(sql`lower(n.email)`, 'like', pattern),
        ]),
      ),
    )
    .orderBy('n.name_lower')
    .limit(limit)
    .execute()
}
