import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '../../../kit/log.ts'
import { counts, createDownloadCounter, type Download } from './counter.ts'
import type { DayCount } from './queries.ts'

const download: Download = { repoId: 7, type: 'model', path: 'config.json', requester: 'anna', whole: true }

function setUp(write?: (counts: DayCount[]) => Promise<void>) {
  const clock = { time: Date.parse('2026-11-22T23:59:00Z'), now: () => new Date(clock.time) }
  const written: DayCount[][] = []
  const store = write ?? (async (counts: DayCount[]) => void written.push(counts))
  return {
    clock,
    written,
    counter: createDownloadCounter({ clock, log: silentLog, write: store, flushMilliseconds: 1e6 }),
  }
}

test('one requester counts once per repo and hour', async () => {
  const { clock, written, counter } = setUp()
  for (const requester of ['anna', 'anna', 'bert']) counter.record({ ...download, requester })
  clock.time += 2 * 60_000
  counter.record(download)
  await counter[Symbol.asyncDispose]()
  assert.deepEqual(written, [
    [
      { repoId: 7, day: '2026-11-22', count: 2 },
      { repoId: 7, day: '2026-11-23', count: 1 },
    ],
  ])
})

test('only the file that every use fetches counts, and only as a whole', () => {
  assert.ok(counts({ type: 'model', path: 'config.json', whole: true }))
  assert.ok(counts({ type: 'model', path: 'model-q4.gguf', whole: true }))
  assert.ok(!counts({ type: 'model', path: 'model.safetensors', whole: true }))
  assert.ok(!counts({ type: 'model', path: 'sub/config.json', whole: true }))
  assert.ok(!counts({ type: 'model', path: 'config.json', whole: false }))
  assert.ok(counts({ type: 'dataset', path: 'data/train.parquet', whole: true }))
  assert.ok(counts({ type: 'space', path: 'README.md', whole: true }))
})

test('counts that could not be written are tried again', async () => {
  let failures = 1
  const written: DayCount[] = []
  const { counter } = setUp(async (counts) => {
    if (failures-- > 0) throw new Error('no database')
    written.push(...counts)
  })
  counter.record(download)
  await counter.flush()
  counter.record({ ...download, requester: 'bert' })
  await counter[Symbol.asyncDispose]()
  assert.deepEqual(written, [{ repoId: 7, day: '2026-11-22', count: 2 }])
})
