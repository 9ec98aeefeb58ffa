import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../ports/database.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { createNews } from './news.ts'
import type { NewsEvent } from '../../ports/news.ts'

test('an event is written down and told to its listeners, in order and in the transaction', async () => {
  await using database = await createTestDatabase()
  const heard: string[] = []
  const news = createNews({
    CommitLanded: [
      async (tx, event) => {
        const { rows } = await sql<{ count: number }>`select count(*) from events`.execute(tx)
        heard.push(`first ${event.name} ${rows[0]?.count}`)
      },
      async () => void heard.push('second'),
    ],
    RepoDeleted: [async () => void heard.push('never')],
  })
  const event: NewsEvent = { name: 'CommitLanded', repoId: 7, payload: { branch: 'main', paths: ['a', 'b'] } }
  await inTransaction(database.db, (tx) => news.announce(tx, event))
  assert.deepEqual(heard, ['first CommitLanded 1', 'second'])
  const { rows } = await database.pool.query('select name, repo_id, payload from events')
  assert.deepEqual(rows, [{ name: 'CommitLanded', repo_id: 7, payload: event.payload }])
})

test('a listener that fails undoes the change that caused the event', async () => {
  await using database = await createTestDatabase()
  const news = createNews({ RepoDeleted: [() => Promise.reject(new Error('cannot'))] })
  const change = inTransaction(database.db, (tx) => news.announce(tx, { name: 'RepoDeleted', payload: {} }))
  await assert.rejects(change, { message: 'cannot' })
  assert.equal((await database.pool.query('select from events')).rowCount, 0)
})
