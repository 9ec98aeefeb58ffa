import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

const statements = [
  sql`alter table namespaces add column details text not null default '', add column homepage text not null default ''`,
  sql`alter table users add column disabled_at timestamptz`,
  // Small and few: a picture is shown as often as its owner's name.
  sql`create table avatars (
    namespace_id bigint primary key references namespaces on delete cascade,
    media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
    bytes bytea not null,
    hash bytea not null
  )`,
]

/** What people and organizations tell of themselves, and whom an administrator keeps out. */
export const profiles: Migration = {
  name: '20261125-accounts-profiles',
  up: async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  },
}
