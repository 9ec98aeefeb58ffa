import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../config/limits.ts'
import { createRepo, digestOf, json, lfsBatch, send, uploadObject } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'
import { xetContent } from '../../testing/xet-content.ts'
import { askCas, uploadChunks, type XetToken } from '../../testing/xet-requests.ts'

let hub: TestHub
let alice: Person
let bob: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  await createRepo(hub, alice, 'xet')
  await createRepo(hub, alice, 'xet', { type: 'dataset' })
})
after(() => hub[Symbol.asyncDispose]())

type Action = { href: string; header: Record<string, string>; expires_in: number }
type Batch = { transfer: string; objects: { oid: string; actions?: { upload: Action } }[] }

const wish = (content: Uint8Array) => ({ oid: digestOf(content), size: content.length })
const batch = async (repo: string, body: Record<string, unknown>, as: Person | undefined = alice) =>
  json<Batch>(await send(hub, 'POST', `/${repo}.git/info/lfs/objects/batch`, { as, json: body }))

describe('an upload for which Xet is offered', () => {
  const offered = { operation: 'upload', transfers: ['basic', 'multipart', 'xet'] }

  test('is told where to send chunks, and may', async () => {
    const content = randomBytes(200_000)
    const answer = await batch('alice/xet', { ...offered, objects: [wish(content)], ref: { name: 'main' } })
    assert.equal(answer.transfer, 'xet')
    const [object] = answer.objects
    const { href, header, expires_in } = object!.actions!.upload
    assert.deepEqual(Object.keys(object!.actions!), ['upload'])
    assert.equal(expires_in, limits.xetWriteTokenSeconds)
    assert.equal(href, `${hub.url}/api/models/alice/xet/xet-write-token/main`)
    const { accessToken, exp } = await json<XetToken>(
      fetch(href, { headers: { Authorization: `Bearer ${alice.token}` } }),
    )
    assert.ok(accessToken)
    assert.ok(Math.abs(exp - Number(header['X-Xet-Token-Expiration'])) <= 5)
    const token = { accessToken: header['X-Xet-Access-Token']!, casUrl: header['X-Xet-Cas-Url']!, exp }
    const packed = xetContent(content)
    assert.equal((await askCas(token, `/v1/xorbs/default/${packed.xorb}`, { body: packed.xorbBytes })).status, 200)
    assert.equal((await askCas(token, '/v1/shards', { body: packed.shard })).status, 200)
    const again = await batch('alice/xet', { ...offered, objects: [wish(content)] })
    assert.deepEqual(again, { transfer: 'xet', objects: [wish(content)], hash_algo: 'sha256' })
  })

  test('names the branch, as clients write it', async () => {
    const objects = [wish(randomBytes(10))]
    for (const [ref, segment] of [
      [undefined, 'main'],
      [null, 'main'],
      [{ name: 'refs/heads/dev/one' }, 'dev%2Fone'],
      [{ name: 'dev' }, 'dev'],
    ] as const) {
      const { objects: answers } = await batch('datasets/alice/xet', { ...offered, objects, ref })
      const { href } = answers[0]!.actions!.upload
      assert.equal(href, `${hub.url}/api/datasets/alice/xet/xet-write-token/${segment}`)
    }
  })

  test('has no parts, and says no to each object that cannot be', async () => {
    const large = { oid: digestOf('large'), size: 200 * 2 ** 20 }
    const answer = await lfsBatch(hub, 'alice/xet', {
      as: alice,
      operation: 'upload',
      transfers: ['xet', 'multipart'],
      objects: [large, { oid: 'x', size: 1 }],
    })
    assert.equal(answer.transfer, 'xet')
    assert.deepEqual(Object.keys(answer.objects[0]!.actions!['upload']!.header!).toSorted(), [
      'X-Xet-Access-Token',
      'X-Xet-Cas-Url',
      'X-Xet-Token-Expiration',
    ])
    assert.equal(answer.objects[1]!.error?.code, 422)
  })

  test('is for those who may write', async () => {
    for (const [as, status] of [
      [bob, 403],
      [undefined, 401],
    ] as const) {
      const json = { ...offered, objects: [] }
      const answer = await send(hub, 'POST', '/alice/xet.git/info/lfs/objects/batch', { as, json })
      assert.equal(answer.status, status)
    }
  })
})

describe('as before', () => {
  test('who does not offer Xet sends whole objects', async () => {
    const content = Buffer.alloc(1000, 'whole ')
    await uploadObject(hub, 'alice/xet', content, alice)
    const { transfer } = await batch('alice/xet', { operation: 'upload', objects: [wish(randomBytes(10))] })
    assert.equal(transfer, 'basic')
  })

  test('what came in chunks is fetched whole', async () => {
    const content = randomBytes(200_000)
    await uploadChunks(hub, 'alice/xet', content, { as: alice })
    const asked = { operation: 'download', transfers: ['xet', 'basic'], objects: [wish(content)] }
    const answer = await json<{ transfer: string; objects: [{ actions: { download: Action } }] }>(
      send(hub, 'POST', '/alice/xet.git/info/lfs/objects/batch', { json: asked }),
    )
    assert.equal(answer.transfer, 'basic')
    const { href } = answer.objects[0].actions.download
    assert.deepEqual(Buffer.from(await (await fetch(href)).arrayBuffer()), content)
    const part = await fetch(href, { headers: { Range: 'bytes=100000-' } })
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), content.subarray(100_000))
  })
})
