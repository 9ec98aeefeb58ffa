import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

export const init: Migration = {
  name: '20261122-2-repos',
  up: async (tx) => {
    await sql`
      create table repos (
        id bigint generated always as identity primary key,
        public_id text not null unique,
        type text not null,
        namespace_id bigint not null references namespaces (id),
        namespace text not null,
        name text not null,
        full_name_lower text not null,
        visibility text not null,
        settings jsonb not null default '{}',
        created_by bigint references namespaces (id) on delete set null,
        created_at timestamptz not null,
        unique (full_name_lower, type)
      )`.execute(tx)
    await sql`create index repos_by_namespace on repos (namespace_id, type)`.execute(tx)
    await sql`create index repos_by_creator on repos (created_by)`.execute(tx)
    await sql`
      create table repo_redirects (
        type text not null,
        full_name_lower text not null,
        repo_id bigint not null references repos (id) on delete cascade,
        created_at timestamptz not null,
        primary key (full_name_lower, type)
      )`.execute(tx)
    await sql`create index repo_redirects_by_repo on repo_redirects (repo_id)`.execute(tx)
  },
}
