import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRepo, json } from '../../../testing/requests.ts'
import { startTestHub } from '../../../testing/test-hub.ts'

test('the map names everything public and nothing private', async () => {
  await using hub = await startTestHub()
  const anna = await hub.person('anna')
  await createRepo(hub, anna, 'open')
  await createRepo(hub, anna, 'words', { type: 'dataset' })
  await createRepo(hub, anna, 'hidden', { private: true })
  assert.deepEqual(await json(hub.fetch('/api/sitemap')), { repos: 1, names: 1 })
  const repos = await json<{ type: string; id: string; lastModified: string }[]>(hub.fetch('/api/sitemap/repos/1'))
  assert.deepEqual(
    repos.map(({ type, id }) => [type, id]),
    [
      ['model', 'anna/open'],
      ['dataset', 'anna/words'],
    ],
  )
  assert.match(repos[0]!.lastModified, /^\d{4}-\d\d-\d\dT/)
  assert.deepEqual(await json(hub.fetch('/api/sitemap/names/1')), ['anna'])
  assert.deepEqual(await json(hub.fetch('/api/sitemap/repos/2')), [])
  assert.equal((await hub.fetch('/api/sitemap/repos/0')).status, 400)
})
