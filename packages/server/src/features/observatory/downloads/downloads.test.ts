import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitOk, createRepo, file, header, json } from '../../../testing/requests.ts'
import { startTestHub } from '../../../testing/test-hub.ts'
import type { DownloadSeries } from './service.ts'
import { downloadTasks } from './tasks.ts'

const day = 86_400_000

test('downloads reach the numbers of the repo: thirty days, and all of them', async () => {
  const clock = { time: Date.parse('2026-11-22T10:00:00Z'), now: () => new Date(clock.time) }
  await using hub = await startTestHub({ clock })
  const anna = await hub.person('anna')
  await createRepo(hub, anna, 'loved')
  await commitOk(hub, 'anna/loved', [header(), file('config.json', '{}'), file('other.txt', 'x')], { as: anna })
  const { observatory } = hub.services
  const numbers = async () => {
    await observatory.flushDownloads()
    for (const task of downloadTasks({ db: hub.db.db, clock })) await task.run({})
    const info = await json<Record<string, number>>(hub.fetch('/api/models/anna/loved'))
    return [info['downloads'], info['downloadsAllTime']]
  }
  const download = async (path: string, init: RequestInit = {}) => {
    const answer = await hub.fetch(`/anna/loved/resolve/main/${path}`, init)
    await answer.arrayBuffer()
  }

  await download('config.json', { method: 'HEAD' })
  await download('config.json', { headers: { Range: 'bytes=0-0' } })
  await download('other.txt')
  assert.deepEqual(await numbers(), [0, 0])
  await download('config.json')
  await download('config.json')
  assert.deepEqual(await numbers(), [1, 1])
  const told = await json<DownloadSeries>(hub.fetch('/api/models/anna/loved/downloads?days=2'))
  assert.deepEqual(told, {
    days: [
      { day: '2026-11-21', count: 0 },
      { day: '2026-11-22', count: 1 },
    ],
    total: 1,
    counted: 'query-files',
  })
  clock.time += 29 * day
  await download('config.json')
  assert.deepEqual(await numbers(), [2, 2])
  clock.time += day
  assert.deepEqual(await numbers(), [1, 2])
  clock.time += 35 * day
  assert.deepEqual(await numbers(), [0, 2])
})

test('a repo that went away meanwhile does not stop the others from being counted', async () => {
  await using hub = await startTestHub()
  const anna = await hub.person('anna')
  const { observatory } = hub.services
  await createRepo(hub, anna, 'kept')
  const { rows } = await hub.db.pool.query<{ repo_id: number }>('select repo_id from catalog')
  const download = { type: 'model', path: 'config.json', requester: 'x', whole: true } as const
  observatory.recordDownload({ ...download, repoId: 999_999 })
  observatory.recordDownload({ ...download, repoId: rows[0]!.repo_id })
  await observatory.flushDownloads()
  const counted = await hub.db.pool.query('select repo_id, count from download_days')
  assert.deepEqual(counted.rows, [{ repo_id: rows[0]!.repo_id, count: 1 }])
})

test('downloads of a private repo are told to those who may read it, and a series has its limits', async () => {
  await using hub = await startTestHub()
  const anna = await hub.person('anna')
  await createRepo(hub, anna, 'hidden', { private: true, type: 'dataset' })
  const path = '/api/datasets/anna/hidden/downloads'
  assert.equal((await hub.fetch(path)).status, 401)
  const told = await json<DownloadSeries>(hub.fetch(path, { as: anna }))
  assert.deepEqual([told.days.length, told.total, told.counted], [90, 0, 'any-file'])
  assert.equal((await json<DownloadSeries>(hub.fetch(`${path}?days=100000`, { as: anna }))).days.length, 366)
  assert.equal((await hub.fetch(`${path}?days=0`, { as: anna })).status, 400)
})
