import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limits } from '../../../config/limits.ts'
import type { RepoId } from '../../../kit/ids.ts'
import { commitOk, createRepo, file, header, json } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import { filesUnder } from '../../../testing/footprint.ts'

const blobs = (hub: TestHub) => filesUnder(`${hub.storageFolder}/blobs`)

/** More objects than all packs have: all become one. */
async function repackOnce(hub: TestHub, alice: Person, folder: string): Promise<void> {
  const files = Array.from({ length: 20 }, (_, i) => file(`${folder}/${i}.txt`, `${folder} ${i}`))
  await commitOk(hub, 'alice/model', [header(folder), ...files], { as: alice })
  const { rows } = await hub.db.pool.query<{ id: number }>('select id from repos')
  assert.ok((await hub.services.content.git.repack(rows[0]!.id as RepoId)) > 0)
}

test('the bytes of packs that were replaced go after a day, those of the others stay', async () => {
  let now = Date.now()
  await using hub = await startTestHub({ clock: { now: () => new Date(now) } })
  const alice = await hub.person('alice')
  await createRepo(hub, alice, 'model')
  await repackOnce(hub, alice, 'one')
  const first = await blobs(hub)
  await repackOnce(hub, alice, 'two')
  const both = await blobs(hub)
  assert.deepEqual([first.length, both.length], [2, 4])
  await hub.services.content.sweepPacks()
  assert.deepEqual(await blobs(hub), both)

  now += (limits.retiredPackHours + 1) * 3_600_000
  await hub.services.content.sweepPacks()
  const left = await blobs(hub)
  assert.equal(left.length, 2)
  assert.ok(left.every((name) => !first.includes(name)))
  const damage: unknown[] = []
  await hub.services.content.checkStorage((found) => damage.push(found))
  assert.deepEqual(damage, [])
  const tree = await json<{ path: string }[]>(hub.fetch('/api/models/alice/model/tree/main'))
  assert.deepEqual(
    tree.map(({ path }) => path),
    ['.gitattributes', 'one', 'two'],
  )

  const gone = { repoType: 'model', name: 'model', organization: 'alice', type: 'model' }
  const answer = await hub.fetch('/api/repos/delete', {
    method: 'DELETE',
    as: alice,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(gone),
  })
  assert.equal(answer.status, 200, await answer.text())
  now += (limits.retiredPackHours + 1) * 3_600_000
  await hub.services.content.sweepPacks()
  assert.deepEqual(await blobs(hub), [])
})
