import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'
import type { PoolClient, PoolConfig, QueryConfig } from 'pg'
import type { Log } from '../../kit/log.ts'
import { preparedName, type Database } from '../../ports/database.ts'

export type OpenDatabase = AsyncDisposable & { db: Database; pool: Pool; close: () => Promise<void> }

export type ConnectionOptions = PoolConfig & {
  /** false: nothing outlives a transaction, as a pooler may hand the next one to another connection */
  keepPrepared?: boolean
}

const oldestVersion = 15
const statementMilliseconds = 60_000
const idleTransactionMilliseconds = 60_000

/** A pool of connections, and the handle that queries take. Fails at once when nobody answers or it is too old. */
export async function openDatabase(
  { keepPrepared = true, ...connection }: ConnectionOptions,
  log: Log,
): Promise<OpenDatabase> {
  let closing: Promise<void> | undefined
  const pool = new Pool({
    application_name: 'kaihub',
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementMilliseconds,
    idle_in_transaction_session_timeout: idleTransactionMilliseconds,
    ...connection,
    types: { getTypeParser },
  })
  // without listeners a lost connection would end the process; the pool replaces it, and who used it gets the error
  pool.on('error', (error) => {
    if (!closing) log.warn('A database connection was lost', { error })
  })
  pool.on('connect', (client) => {
    client.on('error', () => {})
    nameStatements(client, keepPrepared)
  })
  const db: Database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const close = (): Promise<void> => (closing ??= pool.end())
  try {
    await checkVersion(pool)
  } catch (error) {
    await close()
    throw error
  }
  return { db, pool, close, [Symbol.asyncDispose]: close }
}

/** A connection parses a statement that has a name once, and plans it a few times at most. */
function nameStatements(client: PoolClient, keepPrepared: boolean): void {
  const query = client.query.bind(client) as (...call: unknown[]) => unknown
  const named = (statement: string | QueryConfig, values?: unknown, ...rest: unknown[]): unknown => {
    const name = typeof statement === 'string' ? preparedName(statement) : statement.name
    if (name === undefined) return query(statement, values, ...rest)
    const config = typeof statement === 'string' ? { text: statement } : statement
    return query({ ...config, name: keepPrepared ? name : undefined }, values, ...rest)
  }
  client.query = named as typeof client.query
}

async function checkVersion(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num')
  const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000)
  if (version >= oldestVersion) return
  throw new Error(`Kaihub needs PostgreSQL ${oldestVersion} or newer; this server is PostgreSQL ${version}`)
}

type Parser = (text: string) => unknown

const asText: Parser = (text) => text
const { INT8, DATE } = types.builtins
// the arrays of these, and of text
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182
const TEXT_ARRAY: number = 1009

/** Our columns as our code wants them: whole numbers as numbers, days as `2026-11-22`, moments as `Date`. */
const parsers = new Map<number, Parser>([
  [INT8, parseInteger],
  [INT8_ARRAY, (text) => parseTextArray(text).map((item) => (item === null ? null : parseInteger(item)))],
  [DATE, asText],
  [DATE_ARRAY, parseTextArray],
])

function getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
  return (format === 'binary' ? undefined : parsers.get(oid)) ?? (types.getTypeParser(oid, format) as Parser)
}

function parseInteger(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError(`The database holds ${text}, which is beyond what a JavaScript number counts exactly`)
}

function parseTextArray(text: string): (string | null)[] {
  return (types.getTypeParser(TEXT_ARRAY) as Parser)(text) as (string | null)[]
}
