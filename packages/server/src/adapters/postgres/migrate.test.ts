import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { silentLog } from '../../kit/log.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { openDatabase } from './database.ts'
import { baseMigrations, migrate } from './migrate.ts'
import type { Database, Migration } from '../../ports/database.ts'

const step = (name: string, statement: string): Migration => ({
  name,
  up: async (tx: Database) => {
    await sql.raw(statement).execute(tx)
  },
})

const cats = step('20260101-cats', 'create table cats (name text primary key)')
const dogs = step('20260102-dogs', 'create table dogs (name text primary key)')

test('steps are taken once, in the order of their names, also those that came late', async () => {
  await using database = await createTestDatabase()
  const { db } = database
  assert.deepEqual(await migrate(db, [dogs, ...baseMigrations]), ['20260102-dogs'])
  assert.deepEqual(await migrate(db, [dogs, cats, ...baseMigrations]), ['20260101-cats'])
  assert.deepEqual(await migrate(db, [...baseMigrations, cats, dogs]), [])
})

test('hubs that start at once share the work', async () => {
  await using database = await createTestDatabase()
  await using other = await openDatabase(database.connection, silentLog)
  const all = [...baseMigrations, cats, dogs]
  const results = await Promise.all([migrate(database.db, all), migrate(other.db, all)])
  assert.deepEqual(results.flat().toSorted(), ['20260101-cats', '20260102-dogs'])
})

test('a failed step is undone whole and the ones before it stay', async () => {
  await using database = await createTestDatabase()
  const bad = step('20260103-bad', 'create table birds (name text); select 1 / 0')
  const attempt = migrate(database.db, [...baseMigrations, cats, bad])
  await assert.rejects(attempt, { message: 'The migration 20260103-bad failed and was undone' })
  const { rows } = await database.pool.query("select to_regclass('cats') as cats, to_regclass('birds') as birds")
  assert.deepEqual(rows, [{ cats: 'cats', birds: null }])
})

test('the database of a newer hub is refused', async () => {
  await using database = await createTestDatabase([cats])
  await assert.rejects(migrate(database.db, baseMigrations), /newer Kaihub.*20260101-cats/)
})

test('two steps of one name are refused', async () => {
  await using database = await createTestDatabase()
  await assert.rejects(migrate(database.db, [cats, cats]), /Two migrations are called 20260101-cats/)
})
