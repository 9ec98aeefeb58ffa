import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pool } from 'pg'
import { silentLog } from '../../kit/log.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { prepared } from '../../ports/database.ts'
import { openDatabase } from './database.ts'

test('columns arrive as our code wants them', async () => {
  await using database = await createTestDatabase()
  const { rows } = await database.pool.query(`
    select 9007199254740991::int8 as big, array[1, null]::int8[] as bigs, '2026-11-22'::date as day,
      array['2026-11-22']::date[] as days, '2026-11-22T01:02:03Z'::timestamptz as at, count(*) as count`)
  assert.deepEqual(rows, [
    {
      big: 9007199254740991,
      bigs: [1, null],
      day: '2026-11-22',
      days: ['2026-11-22'],
      at: new Date('2026-11-22T01:02:03Z'),
      count: 1,
    },
  ])
})

test('a number that JavaScript would round is an error, not a wrong number', async () => {
  await using database = await createTestDatabase()
  await assert.rejects(database.pool.query('select 9007199254740992::int8'), RangeError)
})

test('statements and idle transactions are bounded, and the connection says whose it is', async () => {
  await using database = await createTestDatabase()
  const { rows } = await database.pool.query(`
    select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('application_name') as name`)
  assert.deepEqual(rows, [{ statement: '1min', idle: '1min', name: 'kaihub' }])
})

test('a lost connection is told and replaced', async () => {
  await using database = await createTestDatabase()
  const lost = Promise.withResolvers<string>()
  await using opened = await openDatabase(database.connection, { ...silentLog, warn: lost.resolve })
  const { rows } = await opened.pool.query('select pg_backend_pid() as pid')
  await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid])
  assert.equal(await lost.promise, 'A database connection was lost')
  assert.equal((await opened.pool.query('select 1 as one')).rows[0].one, 1)
})

test('nobody answering is an error at once', async () => {
  await assert.rejects(openDatabase({ host: '/nonexistent', port: 5432 }, silentLog), /ENOENT/)
})

test('a connection keeps a frequent statement under its name, also for many at once, unless told not to', async () => {
  await using database = await createTestDatabase()
  const nameOf = prepared<{ name: string }>('name_of', 'select $1::text as name')
  for (const [keepPrepared, names] of [
    [true, 'kept_by_others name_of'],
    [false, null],
  ] as const) {
    await using opened = await openDatabase({ ...database.connection, max: 1, keepPrepared }, silentLog)
    const asked = ['a', 'b', 'c'].map(async (name) => (await nameOf(opened.db, name))[0]?.name)
    assert.deepEqual(await Promise.all(asked), ['a', 'b', 'c'])
    assert.equal((await kept(opened.pool)).rows[0].names, names)
  }
})

const kept = (pool: Pool) =>
  pool.query({
    name: 'kept_by_others',
    text: `select string_agg(name, ' ' order by name) as names from pg_prepared_statements`,
  })
