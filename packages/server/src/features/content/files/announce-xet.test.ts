import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { commitOk, createRepo, digestOf, header, json, lfsFile, send, uploadObject } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import type { XetContent } from '../../../testing/xet-content.ts'
import { uploadChunks } from '../../../testing/xet-requests.ts'
import { wantsFileInfo } from './announce-xet.ts'

let hub: TestHub
let alice: Person
let packed: XetContent
let head: string
const content = randomBytes(300_000)
const plain = Buffer.alloc(50_000, 'not in chunks ')
const type = 'application/vnd.xet-fileinfo+json'
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'xet')
  packed = await uploadChunks(hub, 'alice/xet', content, { as: alice, path: 'deep/w.bin' })
  await uploadObject(hub, 'alice/xet', plain, alice)
  head = await commitOk(hub, 'alice/xet', [header(), lfsFile('plain.bin', plain)], { as: alice })
})
after(() => hub[Symbol.asyncDispose]())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(hub, method, `/alice/xet/${path}`, { headers })

const announced = () => ({
  hash: packed.file,
  refreshUrl: `${hub.url}/api/models/alice/xet/xet-read-token/${head}`,
  reconstructionUrl: `${hub.url}/cas/1/v1/reconstructions/${packed.file}`,
})

function checkHeaders({ headers }: Response): void {
  const { refreshUrl, reconstructionUrl } = announced()
  assert.equal(headers.get('X-Xet-Hash'), packed.file)
  assert.equal(headers.get('X-Repo-Commit'), head)
  assert.equal(headers.get('X-Linked-Size'), String(content.length))
  assert.equal(headers.get('X-Linked-Etag'), `"${digestOf(content)}"`)
  assert.equal(
    headers.get('Link'),
    `<${refreshUrl}>; rel="xet-auth", <${reconstructionUrl}>; rel="xet-reconstruction-info"`,
  )
}

describe('a file in chunks is announced', () => {
  test('with its bytes, to HEAD and GET', async () => {
    for (const method of ['HEAD', 'GET']) {
      const answer = await get('resolve/main/deep/w.bin', {}, method)
      assert.equal(answer.status, 200)
      checkHeaders(answer)
      assert.equal(answer.headers.get('Content-Length'), String(content.length))
      assert.equal(answer.headers.get('ETag'), `"${digestOf(content)}"`)
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), method === 'GET' ? content : Buffer.alloc(0))
    }
    const part = await get('resolve/main/deep/w.bin', { Range: 'bytes=1000-1999', Accept: '*/*' })
    assert.equal(part.status, 206)
    checkHeaders(part)
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), content.subarray(1000, 2000))
  })

  test('as JSON, to who asks for that', async () => {
    for (const Accept of [`${type}, */*`, type, `text/html;q=0.5, ${type.toUpperCase()};q=1`]) {
      const answer = await get('resolve/main/deep/w.bin', { Accept, Range: 'bytes=0-0' })
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('Content-Type'), type)
      assert.match(answer.headers.get('Vary') ?? '', /Accept/)
      checkHeaders(answer)
      assert.deepEqual(await json(answer), announced())
    }
  })

  test('in listings', async () => {
    type Listed = { path: string; xetHash?: string; lfs: { oid: string } }[]
    const all = await json<Listed>(send(hub, 'GET', '/api/models/alice/xet/tree/main?recursive=true'))
    const asked = { paths: ['deep/w.bin', 'plain.bin'] }
    const some = await json<Listed>(send(hub, 'POST', '/api/models/alice/xet/paths-info/main', { json: asked }))
    for (const listed of [all, some]) {
      const entry = listed.find(({ path }) => path === 'deep/w.bin')
      assert.deepEqual([entry?.xetHash, entry?.lfs.oid], [packed.file, digestOf(content)])
      assert.equal('xetHash' in listed.find(({ path }) => path === 'plain.bin')!, false)
    }
  })

  test('under the name that its repo has today', async () => {
    const settings = { fromRepo: 'alice/xet', toRepo: 'alice/moved', type: 'model' }
    assert.equal((await send(hub, 'POST', '/api/repos/move', { as: alice, json: settings })).status, 200)
    const answer = await hub.fetch('/alice/moved/resolve/main/deep/w.bin', { method: 'HEAD' })
    assert.match(answer.headers.get('Link') ?? '', /\/api\/models\/alice\/moved\/xet-read-token\//)
    const token = await send(hub, 'GET', `/api/models/alice/xet/xet-read-token/${head}`)
    assert.equal(token.headers.get('Location'), `/api/models/alice/moved/xet-read-token/${head}`)
    await send(hub, 'POST', '/api/repos/move', {
      as: alice,
      json: { fromRepo: 'alice/moved', toRepo: 'alice/xet', type: 'model' },
    })
  })
})

describe('nothing of the kind is said', () => {
  test('of pointers, and of files that are not in chunks', async () => {
    for (const path of ['raw/main/deep/w.bin', 'resolve/main/plain.bin', 'resolve/main/.gitattributes'])
      for (const Accept of ['*/*', type]) {
        const { status, headers } = await get(path, { Accept })
        assert.deepEqual([status, headers.get('X-Xet-Hash'), headers.get('Link')], [200, null, null], path)
        assert.notEqual(headers.get('Content-Type'), type)
      }
  })

  test('of a private repo, to strangers', async () => {
    await createRepo(hub, alice, 'secret', { private: true })
    await uploadChunks(hub, 'alice/secret', randomBytes(1000), { as: alice })
    const { status, headers } = await hub.fetch('/alice/secret/resolve/main/w.bin', { headers: { Accept: type } })
    assert.deepEqual([status, headers.get('X-Xet-Hash'), headers.get('Link')], [401, null, null])
  })
})

test('JSON is for who names it', () => {
  for (const accept of [undefined, '', '*/*', 'application/json', 'application/*', `${type}x`, `x${type}`])
    assert.equal(wantsFileInfo(accept), false, accept)
})
