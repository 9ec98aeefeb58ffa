import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

const statements = [
  sql`create table device_logins (
    device_hash bytea primary key,
    user_hash bytea not null unique,
    client text not null,
    address text,
    state text not null check (state in ('pending', 'approved', 'denied')),
    user_id bigint references users on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    polled_at timestamptz,
    check ((state = 'approved') = (user_id is not null))
  )`,
  sql`create index device_logins_expiry on device_logins (expires_at)`,
  sql`create index device_logins_pending on device_logins (expires_at) where state = 'pending'`,
  sql`create index device_logins_user on device_logins (user_id) where user_id is not null`,
  // A used one is kept until it expires: whoever brings it again is not the only one who has it.
  sql`create table refresh_tokens (
    hash bytea primary key,
    token_id bigint not null references access_tokens on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  sql`create index refresh_tokens_token on refresh_tokens (token_id)`,
]

/** Logging in on a device without a browser, approved in one elsewhere. Codes and tokens are kept as hashes. */
export const deviceLogin: Migration = {
  name: '20261122-5-device-login',
  up: async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  },
}
