import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRepo, digestOf, lfsBatch, send } from '../../testing/requests.ts'
import { startTestHub } from '../../testing/test-hub.ts'

test('one request cannot take the hub’s time or memory', async () => {
  await using hub = await startTestHub()
  const alice = await hub.person('alice')
  await createRepo(hub, alice, 'greedy')

  const objects = Array.from({ length: 300 }, (_, i) => ({ oid: digestOf(`huge ${i}`), size: 500 * 2 ** 30 - i }))
  const batch = await lfsBatch(hub, 'alice/greedy', {
    as: alice,
    operation: 'upload',
    transfers: ['basic', 'multipart'],
    objects,
  })
  const addresses = batch.objects.flatMap(({ actions }) => Object.keys(actions?.['upload']?.header ?? {}))
  assert.ok(addresses.length <= 21_000, `${addresses.length} addresses in one answer`)
  assert.ok(batch.objects.every(({ actions }) => actions?.['upload']?.href))

  const gitIgnore = Array.from({ length: 60_000 }, (_, i) => `${i}`).join('\n')
  for (const rules of [{ gitIgnore: gitIgnore.slice(0, 100_000) }, { gitIgnore }]) {
    const json = { files: [{ path: 'a.txt', size: 1, sample: '' }], ...rules }
    const answer = await send(hub, 'POST', '/api/models/alice/greedy/preupload/main', { as: alice, json })
    assert.equal(answer.status, 400)
  }
  assert.equal((await send(hub, 'GET', '/api/models?pipeline_tag=%00')).status, 400)
})
