import type { Kysely, Transaction } from 'kysely'

/** A handle on PostgreSQL: the pool, or a transaction on one of its connections. Only queries look inside. */
export type Database = Kysely<unknown>

/** Runs `work` in one transaction: all of it happens or none. Never wait for the network or for files inside. */
export function inTransaction<Result>(db: Database, work: (tx: Database) => Promise<Result>): Promise<Result> {
  return db.transaction().execute((tx: Transaction<unknown>) => work(tx))
}

/** A numbered step of the schema; `name` sorts all features' steps into one order (20261122-accounts-init). */
export type Migration = { name: string; up: (tx: Database) => Promise<void> }
