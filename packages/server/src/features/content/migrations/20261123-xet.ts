import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

export const xet: Migration = {
  name: '20261123-1-xet',
  up: async (tx) => {
    for (const statement of statements) await sql.raw(statement).execute(tx)
  },
}

const statements = [
  // An object is a whole blob, or what a Xet file decodes to, or both.
  `alter table objects
    add column stored boolean not null default true,
    add column xet_file bytea,
    add column repack_at timestamptz,
    add check (stored or xet_file is not null)`,
  'create index objects_to_repack on objects (repack_at) where repack_at is not null',
  // Named by the Merkle root of its chunks; the bytes are an object, which no repo links to.
  `create table xorbs (
    xet_hash bytea primary key,
    sha256 bytea not null references objects (sha256),
    chunk_index bytea not null,
    content_bytes bigint not null,
    created_at timestamptz not null default now(),
    last_touched_at timestamptz not null default now()
  )`,
  'create index xorbs_by_object on xorbs (sha256)',
  'alter table xorbs alter column chunk_index set storage external',
  // Who brought the xorb, or has a file made of it.
  `create table repo_xorbs (
    repo_id bigint not null references repos (id) on delete cascade,
    xorb bytea not null references xorbs (xet_hash),
    linked_at timestamptz not null default now(),
    primary key (repo_id, xorb)
  )`,
  'create index repo_xorbs_by_xorb on repo_xorbs (xorb, linked_at)',
  // Clients remember for weeks what they sent, and build on it in any repo without asking: also after this one is gone.
  `create table person_xorbs (
    person_id bigint not null references namespaces (id) on delete cascade,
    xorb bytea not null references xorbs (xet_hash),
    seen_at timestamptz not null default now(),
    primary key (person_id, xorb)
  )`,
  'create index person_xorbs_by_xorb on person_xorbs (xorb)',
  `create table xet_files (
    xet_hash bytea primary key,
    sha256 bytea not null references objects (sha256),
    size_bytes bigint not null,
    recipe bytea not null,
    created_at timestamptz not null default now()
  )`,
  'alter table xet_files alter column recipe set storage external',
  'create index xet_files_by_object on xet_files (sha256)',
  `create table xet_file_xorbs (
    file bytea not null references xet_files (xet_hash) on delete cascade,
    xorb bytea not null references xorbs (xet_hash),
    primary key (file, xorb)
  )`,
  // Whose clients are told of a file, and may have its recipe: those who proved to have it.
  `create table repo_xet_files (
    repo_id bigint not null references repos (id) on delete cascade,
    file bytea not null references xet_files (xet_hash),
    primary key (repo_id, file)
  )`,
  'create index xet_file_xorbs_by_xorb on xet_file_xorbs (xorb)',
  `create table chunk_places (
    chunk bytea not null,
    xorb bytea not null references xorbs (xet_hash) on delete cascade,
    position integer not null,
    primary key (chunk, xorb)
  )`,
]
