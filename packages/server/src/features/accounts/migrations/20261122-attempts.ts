import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

const statements = [
  sql`create table attempts (
    id bigint generated always as identity primary key,
    kind text not null,
    subject text,
    address text,
    attempted_at timestamptz not null
  )`,
  sql`create index attempts_subject on attempts (kind, subject, attempted_at) where subject is not null`,
  sql`create index attempts_address on attempts (kind, address, attempted_at) where address is not null`,
  sql`create index attempts_time on attempts (kind, attempted_at)`,
  // held minutes of failed logins and nothing else, and no release ever used it
  sql`drop table login_failures`,
]

/** Whatever may be tried only so often: passwords, sign-ups, codes. */
export const attempts: Migration = {
  name: '20261122-5-attempts',
  up: async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  },
}
