import { sql } from 'kysely'
import { inTransaction } from '../../ports/database.ts'
import type { Database, Migration } from '../../ports/database.ts'

export { baseMigrations } from './migrations/00000000-base.ts'

/** Any number will do as long as nobody else takes it: the letters `kaihub`. */
const lockKey = 0x6b61_6968_7562

/**
 * Brings the schema to what this code knows, each step in its own transaction, one hub at a time. Steps only go
 * forward; a step that an earlier run finished is never run again.
 * @returns the names of the steps taken
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  const sorted = migrations.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const twice = sorted.find(({ name }, index) => name === sorted[index + 1]?.name)
  if (twice) throw new Error(`Two migrations are called ${twice.name}`)
  return db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection)
    await sql`select pg_advisory_lock(${lockKey})`.execute(connection)
    try {
      return await takeSteps(connection, sorted)
    } finally {
      // a lost connection has let go of the lock already; what went wrong must not be hidden by that
      await sql`select pg_advisory_unlock(${lockKey})`.execute(connection).catch(() => {})
      await sql`reset statement_timeout`.execute(connection).catch(() => {})
    }
  })
}

async function takeSteps(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  const applied = await readApplied(db)
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new Error(
      `This database was used by a newer Kaihub: it has migrations this one does not know (${unknown.join(', ')}). ` +
        'Start that release, or go back to a backup from before the upgrade.',
    )
  }
  const missing = migrations.filter(({ name }) => !applied.has(name))
  for (const migration of missing) await takeStep(db, migration)
  return missing.map(({ name }) => name)
}

async function readApplied(db: Database): Promise<Set<string>> {
  await sql`
    create table if not exists schema_migrations (
      name text primary key,
      applied_at timestamptz not null default now()
    )`.execute(db)
  const { rows } = await sql<{ name: string }>`select name from schema_migrations`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

async function takeStep(db: Database, { name, up }: Migration): Promise<void> {
  try {
    await inTransaction(db, async (tx) => {
      await up(tx)
      await sql`insert into schema_migrations (name) values (${name})`.execute(tx)
    })
  } catch (error) {
    throw new Error(`The migration ${name} failed and was undone`, { cause: error })
  }
}
