import { randomBytes } from 'node:crypto'
import { Pool } from 'pg'
import { migrateTasks } from '../adapters/graphile-worker/task-runner.ts'
import { openDatabase } from '../adapters/postgres/database.ts'
import { baseMigrations, migrate } from '../adapters/postgres/migrate.ts'
import { sha256 } from '../kit/digest.ts'
import { silentLog } from '../kit/log.ts'
import { startTestServer } from './test-server.ts'
import type { OpenDatabase } from '../adapters/postgres/database.ts'
import type { PostgresConnection } from '../adapters/postgres/embedded.ts'
import type { Migration } from '../ports/database.ts'

export type TestDatabase = AsyncDisposable & Pick<OpenDatabase, 'db' | 'pool'> & { connection: PostgresConnection }

/**
 * A fresh database with the schema in place and the task queue ready, dropped on dispose. It is copied from a template
 * that is made once per server and schema. The base migrations need not be named.
 */
export async function createTestDatabase(migrations: readonly Migration[] = []): Promise<TestDatabase> {
  const server = await (serverOnce ??= findServer())
  const template = await keepTemplate(server, withBase(migrations))
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`
  await server.pool.query(`create database ${name} template ${template} strategy file_copy`)
  const connection = { ...server.connection, database: name }
  const { db, pool, close } = await openDatabase(connection, silentLog)
  const dispose = async (): Promise<void> => {
    await close()
    await server.pool.query(`drop database if exists ${name} with (force)`)
  }
  return { db, pool, connection, [Symbol.asyncDispose]: dispose }
}

type Server = { connection: PostgresConnection; pool: Pool }

let serverOnce: Promise<Server> | undefined

/** The server that scripts/test.ts started for all test files, or one of this process alone. */
async function findServer(): Promise<Server> {
  const given = process.env.KAIHUB_TEST_POSTGRES
  const connection = given ? (JSON.parse(given) as PostgresConnection) : await startOwnServer()
  // clones of one template wait for each other anyway
  const pool = new Pool({ ...connection, max: 2, allowExitOnIdle: true })
  pool.on('error', () => {})
  return { connection, pool }
}

async function startOwnServer(): Promise<PostgresConnection> {
  const server = await startTestServer()
  process.once('beforeExit', () => void server.stop())
  return server.connection
}

function withBase(migrations: readonly Migration[]): Migration[] {
  const names = new Set(migrations.map(({ name }) => name))
  return [...baseMigrations.filter(({ name }) => !names.has(name)), ...migrations]
}

const templates = new Map<string, Promise<string>>()

function keepTemplate(server: Server, migrations: readonly Migration[]): Promise<string> {
  const text = migrations.map(({ name, up }) => `${name}\n${up.toString()}`).join('\n')
  const name = `template_${sha256(text).slice(0, 16)}`
  const template = templates.get(name) ?? makeTemplate(server, name, migrations)
  templates.set(name, template)
  return template
}

const templateLock = 0x7465_6d70

/** Under a lock, since test files run in several processes; under its final name only when complete. */
async function makeTemplate(server: Server, name: string, migrations: readonly Migration[]): Promise<string> {
  const client = await server.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return name
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    await fillTemplate({ ...server.connection, database: draft }, migrations)
    await client.query(`alter database ${draft} rename to ${name}`)
    return name
  } finally {
    await client.query('select pg_advisory_unlock_all()')
    client.release()
  }
}

async function fillTemplate(connection: PostgresConnection, migrations: readonly Migration[]): Promise<void> {
  await using opened = await openDatabase(connection, silentLog)
  await migrate(opened.db, migrations)
  await migrateTasks(opened.pool)
}
