import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

/** Names and addresses are ASCII: collation C lowers them as our code does, whatever the server's language. */
const statements = [
  sql`create table namespaces (
    id bigint generated always as identity primary key,
    public_id text not null unique,
    name text not null,
    name_lower text collate "C" not null generated always as (lower(name collate "C")) stored unique,
    kind text not null check (kind in ('user', 'org')),
    full_name text not null,
    email text,
    created_at timestamptz not null
  )`,
  // Commits name their author by e-mail address: one address, one person.
  sql`create unique index namespaces_user_email on namespaces (lower(email collate "C")) where kind = 'user'`,
  sql`create table users (
    id bigint primary key references namespaces on delete cascade,
    password_hash text,
    must_change_password boolean not null,
    is_admin boolean not null
  )`,
  sql`create table organizations (
    id bigint primary key references namespaces on delete cascade,
    default_visibility text not null check (default_visibility in ('public', 'private'))
  )`,
  sql`create table memberships (
    org_id bigint not null references organizations on delete cascade,
    user_id bigint not null references users on delete cascade,
    role text not null check (role in ('read', 'contributor', 'write', 'admin')),
    created_at timestamptz not null,
    primary key (org_id, user_id)
  )`,
  sql`create index memberships_user on memberships (user_id)`,
  sql`create table sessions (
    hash bytea primary key,
    public_id text not null unique,
    user_id bigint not null references users on delete cascade,
    user_agent text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  sql`create index sessions_user on sessions (user_id)`,
  sql`create index sessions_expiry on sessions (expires_at)`,
  sql`create table access_tokens (
    id bigint generated always as identity primary key,
    public_id text not null unique,
    user_id bigint not null references users on delete cascade,
    hash bytea not null unique,
    last_four text not null,
    display_name text not null,
    role text not null check (role in ('read', 'write', 'fineGrained')),
    scopes jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz
  )`,
  sql`create index access_tokens_user on access_tokens (user_id)`,
  sql`create table ssh_keys (
    id bigint generated always as identity primary key,
    public_id text not null unique,
    user_id bigint not null references users on delete cascade,
    title text not null,
    type text not null,
    public_key text not null,
    fingerprint text not null unique,
    created_at timestamptz not null
  )`,
  sql`create index ssh_keys_user on ssh_keys (user_id)`,
  sql`create table login_failures (
    id bigint generated always as identity primary key,
    account text not null,
    address text,
    failed_at timestamptz not null
  )`,
  sql`create index login_failures_account on login_failures (account, failed_at)`,
  sql`create index login_failures_address on login_failures (address, failed_at)`,
  sql`create index login_failures_time on login_failures (failed_at)`,
]

/** Who there is, and the credentials they act with. No secret is stored: only hashes. */
export const init: Migration = {
  name: '20261122-1-accounts',
  up: async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  },
}
