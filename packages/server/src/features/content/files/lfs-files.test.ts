import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitOk, createRepo, digestOf, header, json, lfsFile, send, uploadObject } from '../../../testing/requests.ts'
import { startTestHub } from '../../../testing/test-hub.ts'

type Listed = { oid: string; filename: string; ref: string; size: number }[]

test('the list of LFS objects reaches back into history, a page at a time, and only for writers', async () => {
  await using hub = await startTestHub()
  const alice = await hub.person('alice')
  const bob = await hub.person('bob')
  await createRepo(hub, alice, 'tidy')
  const versions = [Buffer.alloc(300, 1), Buffer.alloc(400, 2), Buffer.alloc(500, 3)]
  for (const version of versions) {
    await uploadObject(hub, 'alice/tidy', version, alice)
    await commitOk(hub, 'alice/tidy', [header(), lfsFile('deep/w.bin', version)], { as: alice })
  }
  const uncommitted = Buffer.alloc(600, 4)
  await uploadObject(hub, 'alice/tidy', uncommitted, alice)

  const found: Listed = []
  for (let next: string | undefined = '/api/models/alice/tidy/lfs-files?limit=2'; next;) {
    const answer: Response = await send(hub, 'GET', next, { as: alice })
    found.push(...(await json<Listed>(answer)))
    next = /<https?:\/\/[^/]+([^>]+)>/.exec(answer.headers.get('Link') ?? '')?.[1]
  }
  assert.deepEqual(found.map((file) => file.oid).toSorted(), versions.map(digestOf).toSorted())
  assert.ok(found.every((file) => file.filename === 'deep/w.bin' && file.ref === 'refs/heads/main'))
  assert.equal((await send(hub, 'GET', '/api/models/alice/tidy/lfs-files', { as: bob })).status, 403)
})
