import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '../../kit/log.ts'
import { inTransaction } from '../../ports/database.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { createTaskQueue } from './task-queue.ts'
import { createTaskRunner } from './task-runner.ts'
import type { TestDatabase } from '../../testing/test-database.ts'
import type { TaskDefinition } from '../../ports/task-queue.ts'

const queue = createTaskQueue()

function setUp({ pool }: TestDatabase, definitions: TaskDefinition[], log = silentLog) {
  return createTaskRunner({ pool, definitions, concurrency: 2, log })
}

function recorder(name = 'record') {
  const seen: unknown[] = []
  return { seen, definition: { name, run: async (payload: Record<string, unknown>) => void seen.push(payload) } }
}

test('a task runs when its transaction has landed, and not when it was undone', async () => {
  await using database = await createTestDatabase()
  const { seen, definition } = recorder()
  const runner = setUp(database, [definition])
  await inTransaction(database.db, (tx) => queue.enqueue(tx, { name: 'record', payload: { kept: true } }))
  const undone = inTransaction(database.db, async (tx) => {
    await queue.enqueue(tx, { name: 'record', payload: { kept: false } })
    throw new Error('undo')
  })
  await assert.rejects(undone)
  await runner.drain()
  assert.deepEqual(seen, [{ kept: true }])
})

test('drain runs what tasks enqueue in turn, and leaves what is not due', async () => {
  await using database = await createTestDatabase()
  const { db } = database
  const { seen, definition } = recorder()
  const split: TaskDefinition = {
    name: 'split',
    run: async ({ depth }) => {
      await queue.enqueue(db, { name: 'record', payload: { depth } })
      if (Number(depth) > 0) await queue.enqueue(db, { name: 'split', payload: { depth: Number(depth) - 1 } })
    },
  }
  await queue.enqueue(db, { name: 'split', payload: { depth: 2 } })
  await queue.enqueue(db, { name: 'record', payload: { late: true }, runAt: new Date(Date.now() + 3_600_000) })
  await setUp(database, [definition, split]).drain()
  // two at a time: which of them ends first is nobody's promise
  const depths = seen.map((payload) => (payload as { depth: number }).depth)
  assert.deepEqual(depths.toSorted(), [0, 1, 2])
})

test('two waiting tasks of one key become one, with the later payload', async () => {
  await using database = await createTestDatabase()
  const { seen, definition } = recorder()
  for (const turn of [1, 2]) await queue.enqueue(database.db, { name: 'record', payload: { turn }, key: 'repo-7' })
  await setUp(database, [definition]).drain()
  assert.deepEqual(seen, [{ turn: 2 }])
})

test('a failed task is told without its payload and waits for its next attempt', async () => {
  await using database = await createTestDatabase()
  const said: [string, string, unknown][] = []
  const tell = (level: string) => (sentence: string, fields?: object) => void said.push([level, sentence, fields])
  const log = { info: tell('info'), warn: tell('warn'), error: tell('error') }
  const fails: TaskDefinition = { name: 'fails', run: () => Promise.reject(new Error('no luck')) }
  await queue.enqueue(database.db, { name: 'fails', payload: { password: 'hunter2' } })
  await setUp(database, [fails], log).drain()
  assert.deepEqual(
    said.map(([level]) => level),
    ['warn'],
  )
  assert.match(String(said[0]?.[1]), /fails.*no luck/)
  assert.doesNotMatch(JSON.stringify(said), /hunter2/)
  const { rows } = await database.pool.query('select attempts, run_at > now() as waits from graphile_worker.jobs')
  assert.deepEqual(rows, [{ attempts: 1, waits: true }])
})

test('a running runner takes tasks at once, frees those of a killed one, and stops when they are done', async () => {
  await using database = await createTestDatabase()
  const { seen, definition } = recorder()
  const slow: TaskDefinition = { name: 'slow', run: () => sleep(200).then(() => definition.run({ slow: true })) }
  const runner = setUp(database, [definition, slow, { name: 'hourly', run: async () => {}, cron: '0 * * * *' }])
  await queue.enqueue(database.db, { name: 'record', payload: { orphan: true } })
  await database.pool.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'gone'")
  await runner.start()
  await queue.enqueue(database.db, { name: 'slow', payload: {} })
  await sleep(100)
  await runner.stop()
  assert.deepEqual(seen, [{ orphan: true }, { slow: true }])
})
