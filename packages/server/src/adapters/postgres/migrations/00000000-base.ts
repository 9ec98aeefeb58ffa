import { sql } from 'kysely'
import type { Database, Migration } from '../../../ports/database.ts'

/** What every feature may count on; its name sorts before all of theirs. */
const base: Migration = { name: '00000000-base', up: createBase }

export const baseMigrations: readonly Migration[] = [base]

async function createBase(tx: Database): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(tx)
  await sql`
    create table events (
      id bigint generated always as identity primary key,
      name text not null,
      repo_id bigint,
      payload jsonb not null,
      at timestamptz not null default now()
    )`.execute(tx)
  await sql`create index events_by_repo on events (repo_id, id)`.execute(tx)
}
