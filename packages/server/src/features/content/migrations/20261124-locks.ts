import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

export const lfsLocks: Migration = {
  name: '20261124-2-locks',
  up: async (tx) => {
    for (const statement of statements) await sql.raw(statement).execute(tx)
  },
}

const statements = [
  // A path is locked on all branches at once, and for one person. Whoever leaves the hub leaves no locks behind.
  `create table lfs_locks (
    number bigint generated always as identity primary key,
    public_id text not null unique,
    repo_id bigint not null references repos (id) on delete cascade,
    path text collate "C" not null,
    owner_id bigint not null references namespaces (id) on delete cascade,
    locked_at timestamptz not null,
    unique (repo_id, path)
  )`,
  'create index lfs_locks_by_repo on lfs_locks (repo_id, number)',
  'create index lfs_locks_by_owner on lfs_locks (owner_id)',
]
