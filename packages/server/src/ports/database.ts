import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely'
import { HubError } from '../kit/errors.ts'

/** A handle on PostgreSQL: the pool, or a transaction on one of its connections. Only queries look inside. */
export type Database = Kysely<unknown>

/** Runs `work` in one transaction: all of it happens or none. Never wait for the network or for files inside. */
export function inTransaction<Result>(db: Database, work: (tx: Database) => Promise<Result>): Promise<Result> {
  return db.transaction().execute((tx: Transaction<unknown>) => work(tx))
}

/** Lets this transaction's statements run for minutes: for work that grows with a whole repo. */
export async function allowLongStatements(tx: Database): Promise<void> {
  await sql`set local statement_timeout = '30min'`.execute(tx)
}

const preparedNames = new Map<string, string>()

/**
 * A statement asked so often that each connection keeps it parsed and planned. For what has one good plan whatever the
 * values, as the kept plan does not look at them; and never with `*`, which breaks when a migration adds a column.
 */
export function prepared<Row>(name: string, text: string) {
  preparedNames.set(text, name)
  return async (db: Database, ...values: unknown[]): Promise<Row[]> =>
    (await db.executeQuery<Row>(CompiledQuery.raw(text, values))).rows
}

/** Under which name a connection is to keep a statement, if at all. */
export const preparedName = (text: string): string | undefined => preparedNames.get(text)

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: away, starting, stopping, or out of connections */
const awayCodes = /^(08|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)/
const awayWords = /^(Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end)/
const fullCodes = new Set(['53100', 'ENOSPC', 'EDQUOT'])

/** What a failure of the database means to whoever asked; null for one that is our own mistake. */
export function explainFailure(error: unknown): HubError | null {
  if (!(error instanceof Error)) return null
  const { code = '' } = error as { code?: string }
  if (fullCodes.has(code)) return new HubError('StorageFull', 'The hub has no space left. Tell its operator.')
  const isAway = awayCodes.test(code) || awayWords.test(error.message)
  return isAway ? new HubError('Unavailable', 'The hub cannot reach its database just now. Try again shortly.') : null
}

/** A numbered step of the schema; `name` sorts all features' steps into one order (20261122-accounts-init). */
export type Migration = { name: string; up: (tx: Database) => Promise<void> }
