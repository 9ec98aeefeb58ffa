import { sql } from 'kysely'
import type { Database, Migration } from '../../../ports/database.ts'

export const init: Migration = {
  name: '20261122-3-content',
  up: async (tx) => {
    await createObjectTables(tx)
    await createRevisionTables(tx)
  },
}

async function createObjectTables(tx: Database): Promise<void> {
  await sql`
    create table objects (
      sha256 bytea primary key,
      size_bytes bigint not null,
      created_at timestamptz not null default now(),
      last_touched_at timestamptz not null default now(),
      verified_at timestamptz
    )`.execute(tx)
  await sql`
    create table repo_objects (
      repo_id bigint not null references repos (id) on delete cascade,
      sha256 bytea not null references objects (sha256),
      size_bytes bigint not null,
      linked_by bigint references namespaces (id) on delete set null,
      linked_at timestamptz not null default now(),
      primary key (repo_id, sha256)
    )`.execute(tx)
  await sql`create index repo_objects_by_object on repo_objects (sha256)`.execute(tx)
  await sql`
    create table uploads (
      id text primary key,
      repo_id bigint not null references repos (id) on delete cascade,
      sha256 bytea not null,
      size_bytes bigint not null,
      part_bytes bigint not null,
      started_by bigint references namespaces (id) on delete set null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      unique (repo_id, sha256)
    )`.execute(tx)
  await sql`create index uploads_by_expiry on uploads (expires_at)`.execute(tx)
}

async function createRevisionTables(tx: Database): Promise<void> {
  await sql`
    create table git_objects (
      repo_id bigint not null references repos (id) on delete cascade,
      oid bytea not null,
      kind smallint not null,
      size_bytes bigint not null,
      data bytea,
      sha256 bytea,
      lfs_sha256 bytea,
      lfs_size_bytes bigint,
      primary key (repo_id, oid),
      check ((data is null) <> (sha256 is null))
    )`.execute(tx)
  await sql`
    create table commits (
      repo_id bigint not null references repos (id) on delete cascade,
      oid bytea not null,
      tree_oid bytea not null,
      parent_oid bytea,
      depth integer not null,
      committed_at timestamptz not null,
      primary key (repo_id, oid)
    )`.execute(tx)
  await sql`
    create table refs (
      repo_id bigint not null references repos (id) on delete cascade,
      name text collate "C" not null,
      oid bytea not null,
      commit_oid bytea not null,
      updated_by bigint references namespaces (id) on delete set null,
      updated_at timestamptz not null default now(),
      primary key (repo_id, name)
    )`.execute(tx)
  await sql`
    create table ref_log (
      id bigint generated always as identity primary key,
      repo_id bigint not null references repos (id) on delete cascade,
      name text not null,
      old_oid bytea,
      new_oid bytea,
      reason text not null,
      moved_by bigint references namespaces (id) on delete set null,
      moved_at timestamptz not null default now()
    )`.execute(tx)
  await sql`create index ref_log_by_repo on ref_log (repo_id, id)`.execute(tx)
}
