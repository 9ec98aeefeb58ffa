/** The inside of the process that DuckDB runs in: takes orders of `children.ts`, one at a time. */
import type { DuckDBConnection, DuckDBResultReader } from '@duckdb/node-api'
import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { refusalOf, type Parsed } from './foreign-sql.ts'
import { columnType, fitValue } from './json-values.ts'
import type { Failure, Message, Order, Reply, Result, ResultRow } from './messages.ts'

/** Null where it is not installed beside the hub, or cannot be loaded on this machine. */
const duckdb = await import('@duckdb/node-api').catch(() => null)

let current: { id: number; connection: DuckDBConnection } | null = null

async function obey(order: Order): Promise<Reply> {
  if (!duckdb) return { id: order.id, failure: { kind: 'missing', message: 'DuckDB cannot be loaded' } }
  const temporary = `temp/${randomBytes(12).toString('hex')}`
  await mkdir(temporary, { recursive: true })
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    threads: String(order.threads),
    memory_limit: `${order.memoryMiB}MiB`,
    temp_directory: temporary,
    max_temp_directory_size: '1GiB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  current = { id: order.id, connection }
  try {
    await lockDown(connection, order.paths)
    for (const statement of order.setup) await connection.run(statement)
    return { id: order.id, result: await answer(connection, order) }
  } catch (error) {
    return { id: order.id, failure: tell(error) }
  } finally {
    current = null
    connection.closeSync()
    instance.closeSync()
    await rm(temporary, { recursive: true, force: true })
  }
}

/** From here on this database reads these files and nothing else, whatever it is told. */
async function lockDown(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')
  await connection.run(`SET TimeZone = 'UTC'`)
  await connection.run(`SET allowed_paths = [${list}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
}

async function answer(connection: DuckDBConnection, order: Order): Promise<Result> {
  if (order.onlyTables) await requireSelect(connection, order.sql, order.onlyTables)
  const sql = order.isPlan ? `EXPLAIN (FORMAT json) ${order.sql}` : order.sql
  const reader = await connection.streamAndReadUntil(sql, order.mostRows + 1)
  if (order.isBinary) return { columns: [], rows: [], bytes: bytesIn(reader), isCut: false }
  return { ...present(reader, order), bytes: null }
}

/** DuckDB reads it, we look at what it read: text could be written in too many ways. */
async function requireSelect(connection: DuckDBConnection, sql: string, tables: readonly string[]): Promise<void> {
  if (sql.includes('\0')) throw new Error('Parser Error: there is a character in it that ends texts')
  const asJson = 'json_serialize_sql($sql::VARCHAR, skip_default := true, skip_null := true, skip_empty := true)'
  const reader = await connection.runAndReadAll(`SELECT ${asJson}`, { sql })
  const parsed = JSON.parse(String(reader.value(0, 0))) as Parsed
  // Where it is no SQL at all, this fails and says in which line.
  if (parsed.error_type === 'parser') await connection.extractStatements(sql)
  const refusal = refusalOf(parsed, tables)
  if (refusal !== null) throw new Error(refusal)
  // Names that are not there are told here, before our own words stand around the query.
  await (await connection.extractStatements(sql)).prepare(0)
}

/** Binary values go as they are, so they are asked for alone. */
function bytesIn(reader: DuckDBResultReader): Uint8Array | null {
  if (reader.currentRowCount === 0) return null
  const value = reader.value(0, 0)
  return value !== null && typeof value === 'object' && 'bytes' in value ? value.bytes : null
}

function present(reader: DuckDBResultReader, { mostRows, mostBytes, cellChars }: Order): Omit<Result, 'bytes'> {
  const names = reader.deduplicatedColumnNames()
  const columns = names.map((name, at) => ({ name, type: columnType(reader.columnType(at)) }))
  const rows: ResultRow[] = []
  let bytes = 0
  let isCut = !reader.done || reader.currentRowCount > mostRows
  for (const values of reader.getRowsJson().slice(0, mostRows)) {
    const fitted = values.map((value, at) => fitValue(value, columns[at]!.type, cellChars))
    bytes += JSON.stringify(fitted).length
    if (bytes > mostBytes) {
      isCut = true
      break
    }
    rows.push({ values: fitted.map(({ value }) => value), cut: fitted.flatMap((cell, at) => (cell.isCut ? [at] : [])) })
  }
  return { columns, rows, isCut }
}

function tell(error: unknown): Failure {
  const folder = process.cwd()
  const message = (error instanceof Error ? error.message : String(error))
    .replaceAll(`${folder}/`, '')
    .replaceAll(folder, '')
    .replace('Failed to extract statements: ', '')
  if (
    /^(?:Invalid|INTERNAL) Error|TProtocolException|No magic bytes|Corrupt|Failed to read Parquet|Could not read enough bytes|Invalid unicode|decompress/i.test(
      message,
    )
  )
    return { kind: 'hole', message }
  if (/Out of Memory|bad allocation|longer than 0x|Invalid string length/i.test(message))
    return { kind: 'memory', message }
  if (/^INTERRUPT/i.test(message)) return { kind: 'interrupted', message }
  return { kind: 'refused', message }
}

process.on('message', (message: Message) => {
  if ('order' in message) void work(message.order)
  else if (current?.id === message.interrupt) current.connection.interrupt()
})
process.on('disconnect', () => process.exit(0))

async function work(order: Order): Promise<void> {
  const reply = await obey(order).catch((error: unknown) => ({ id: order.id, failure: tell(error) }))
  process.send?.(reply)
}
