import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { hashToText, maxXorbBytes, readShard } from '@kaihub/formats/xet'
import { createRepo, json } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'
import { xetContent } from '../../testing/xet-content.ts'
import { askCas, uploadChunks, xetToken, type CasRequest, type XetToken } from '../../testing/xet-requests.ts'

let hub: TestHub
let alice: Person
let write: XetToken
let read: XetToken
const content = randomBytes(700_000)
const packed = xetContent(content)
const unknown = 'a'.repeat(64)
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'xet')
  await createRepo(hub, alice, 'secret', { private: true })
  await uploadChunks(hub, 'alice/xet', content, { as: alice })
  write = await xetToken(hub, 'alice/xet', 'write', alice)
  read = await xetToken(hub, 'alice/xet', 'read')
})
after(() => hub[Symbol.asyncDispose]())

const statusOf = async (path: string, request?: CasRequest, token = read) => (await askCas(token, path, request)).status

describe('a xorb', () => {
  test('goes up once, and again, under any prefix and epoch', async () => {
    const fresh = xetContent(randomBytes(300_000))
    const send = async (path: string) => {
      const answer = await askCas(write, `${path}${fresh.xorb}`, { body: fresh.xorbBytes })
      assert.equal(answer.status, 200)
      assert.match(answer.headers.get('X-Request-Id') ?? '', /./)
      return json(answer)
    }
    assert.deepEqual(await send('/v1/xorbs/default/'), { was_inserted: true })
    assert.deepEqual(await send('/v1/xorbs/default-merkledb/'), { was_inserted: false })
    const epoch = { ...write, casUrl: write.casUrl.replace(/\d+$/, '999') }
    assert.equal((await askCas(epoch, `/v1/xorbs/x/${fresh.xorb}`, { method: 'HEAD' })).status, 200)
  })

  test('tells its stored size to HEAD', async () => {
    const head = await askCas(read, `/v1/xorbs/default/${packed.xorb}`, { method: 'HEAD' })
    assert.deepEqual([head.status, head.headers.get('Content-Length')], [200, String(packed.xorbBytes.length)])
    assert.equal(await statusOf(`/v1/xorbs/default/${unknown}`, { method: 'HEAD' }), 404)
    assert.equal(await statusOf(`/v1/xorbs/default/${packed.xorb}`), 404)
  })

  test('that is not what it is named, or no xorb, is refused', async () => {
    const other = xetContent(randomBytes(100_000))
    for (const body of [other.xorbBytes, packed.xorbBytes.subarray(0, -1), Buffer.alloc(0), Buffer.from('hello')])
      assert.equal(await statusOf(`/v1/xorbs/default/${unknown}`, { body }, write), 400)
    const answer = await askCas(write, `/v1/xorbs/default/${unknown}`, { body: other.xorbBytes })
    assert.match((await json<{ error: string }>(answer)).error, /xorb/)
  })

  test('that is too long is refused', async () => {
    const body = Buffer.alloc(maxXorbBytes + 1)
    assert.equal(await statusOf(`/v1/xorbs/default/${unknown}`, { body }, write), 413)
  })

  test('is sent by writers only', async () => {
    for (const path of [`/v1/xorbs/default/${packed.xorb}`, '/v1/shards', '/v2/shards'])
      assert.equal(await statusOf(path, { body: packed.xorbBytes }, read), 403)
  })
})

describe('a shard', () => {
  test('registers its files, as often as it comes', async () => {
    for (const result of [0, 0]) {
      const answer = await askCas(write, '/v1/shards', { body: packed.shard })
      assert.deepEqual(await json(answer), { result })
    }
    const fresh = xetContent(randomBytes(200_000))
    await askCas(write, `/v1/xorbs/default/${fresh.xorb}`, { body: fresh.xorbBytes })
    assert.deepEqual(await json(askCas(write, '/v1/shards', { body: fresh.shard })), { result: 1 })
  })

  test('answers lines of JSON, the outcome last', async () => {
    const fresh = xetContent(randomBytes(200_000))
    await askCas(write, `/v1/xorbs/default/${fresh.xorb}`, { body: fresh.xorbBytes })
    for (const result of [1, 0]) {
      const answer = await askCas(write, '/v2/shards', { body: fresh.shard })
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('Content-Type'), 'application/x-ndjson')
      const lines = (await answer.text()).split('\n')
      assert.equal(lines.pop(), '')
      assert.deepEqual(JSON.parse(lines.at(-1)!), { type: 'result', result })
    }
  })

  test('that is wrong is refused', async () => {
    const lost = xetContent(randomBytes(100_000))
    for (const path of ['/v1/shards', '/v2/shards'])
      for (const body of [lost.shard, Buffer.from('hello'), Buffer.alloc(0)]) {
        const answer = await askCas(write, path, { body })
        assert.equal(answer.status, 400)
        assert.match((await json<{ error: string }>(answer)).error, /./)
      }
  })
})

describe('a file', () => {
  test('tells its size to HEAD, within its repo', async () => {
    const head = await askCas(read, `/v1/files/${packed.file}`, { method: 'HEAD' })
    assert.deepEqual([head.status, head.headers.get('Content-Length')], [200, String(content.length)])
    assert.equal(await statusOf(`/v1/files/${unknown}`, { method: 'HEAD' }), 404)
    const elsewhere = await xetToken(hub, 'alice/secret', 'read', alice)
    assert.equal(await statusOf(`/v1/files/${packed.file}`, { method: 'HEAD' }, elsewhere), 404)
    for (const version of ['v1', 'v2'])
      assert.equal(await statusOf(`/${version}/reconstructions/${packed.file}`, {}, elsewhere), 404)
  })

  test('does not tell its chunks yet', async () => {
    assert.equal(await statusOf(`/v2/file-chunk-hashes/${packed.file}`), 501)
  })
})

describe('a chunk', () => {
  test('is told of where it is known', async () => {
    const [xorb] = readShard(packed.shard).xorbs()
    const first = hashToText(xorb!.chunk(0).hash)
    for (const prefix of ['default', 'default-merkledb']) {
      const answer = await askCas(read, `/v1/chunks/${prefix}/${first}`)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('Content-Type'), 'application/octet-stream')
      const [told] = readShard(Buffer.from(await answer.arrayBuffer())).xorbs()
      assert.equal(hashToText(told!.hash), packed.xorb)
    }
    assert.equal(await statusOf(`/v1/chunks/default/${unknown}`), 404)
  })
})

describe('the store', () => {
  test('takes hashes as they are written, and nothing else', async () => {
    for (const hash of [packed.xorb.toUpperCase(), packed.xorb.slice(1), `${packed.xorb}0`, 'x'.repeat(64), '..%2f']) {
      assert.equal(await statusOf(`/v1/xorbs/default/${hash}`, { body: packed.xorbBytes }, write), 400, hash)
      assert.equal(await statusOf(`/v1/xorbs/default/${hash}`, { method: 'HEAD' }), 400, hash)
      for (const path of ['v1/chunks/default', 'v1/reconstructions', 'v2/reconstructions', 'v2/file-chunk-hashes'])
        assert.equal(await statusOf(`/${path}/${hash}`), 400, path + hash)
    }
  })

  test('is well, listens to reports, and has no other addresses', async () => {
    assert.equal((await fetch(`${read.casUrl}/health`)).status, 200)
    assert.equal(await statusOf('/v1/telemetry', { body: '{"a":1}' }), 200)
    assert.equal(await statusOf('/v1/telemetry', { body: Buffer.alloc(1024 * 1024 + 1) }), 413)
    assert.equal(await statusOf('/v1/telemetry', { body: '{}' }, { ...read, casUrl: hub.url }), 200)
    assert.equal(await statusOf(`/v1/xorb-grants/default/${packed.xorb}`, { body: '{}' }, write), 404)
    assert.equal(await statusOf('/v3/anything'), 404)
    assert.equal(await statusOf('/v1/shards'), 404)
  })

  test('answers to the names of its past', async () => {
    const fresh = xetContent(randomBytes(100_000))
    const shards = ['/shards', `/shard/default/${unknown}`]
    for (const [i, name] of ['xorbs', 'xorb'].entries()) {
      const xorb = await askCas(write, `/${name}/default/${fresh.xorb}`, { body: fresh.xorbBytes })
      assert.deepEqual(await json(xorb), { was_inserted: i === 0 })
      const shard = await askCas(write, shards[i]!, { body: fresh.shard })
      assert.deepEqual(await json(shard), { result: i === 0 ? 1 : 0 })
      assert.equal(await statusOf(`/${name}/default/${fresh.xorb}`, { method: 'HEAD' }), 200)
    }
    const now = await json<object>(askCas(read, `/v1/reconstructions/${packed.file}`))
    for (const name of ['reconstructions', 'reconstruction']) {
      const then = await json<object>(askCas(read, `/${name}/${packed.file}`))
      assert.deepEqual(Object.keys(then), Object.keys(now))
    }
    assert.equal(await statusOf(`/reconstructions?file_id=${packed.file}`), 200)
    for (const name of ['chunks', 'chunk']) assert.equal(await statusOf(`/${name}/default/${unknown}`), 404)
  })

  test('asks everybody for a token', async () => {
    const nobody = { headers: { Authorization: '' } }
    for (const path of [`/v1/chunks/default/${unknown}`, `/v2/reconstructions/${packed.file}`, '/v1/reconstructions'])
      assert.equal(await statusOf(path + '?file_id=' + packed.file, nobody), 401)
    for (const path of [`/v1/xorbs/default/${packed.xorb}`, '/v1/shards', '/v2/shards', '/v1/telemetry'])
      assert.equal(await statusOf(path, { body: '{}', ...nobody }), 401)
    for (const path of [`/v1/xorbs/default/${packed.xorb}`, `/v1/files/${packed.file}`])
      assert.equal(await statusOf(path, { method: 'HEAD', ...nobody }), 401)
  })

  test('serves pages of other origins', async () => {
    const Origin = 'https://app.example.org'
    const asked = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' }
    const answer = await fetch(`${write.casUrl}/v1/shards`, { method: 'OPTIONS', headers: { Origin, ...asked } })
    assert.equal(answer.status, 204)
    const allowed = answer.headers.get('Access-Control-Allow-Headers') ?? ''
    for (const name of ['Authorization', 'Range', 'Content-Type', 'X-Xet-Session-Id']) assert.ok(allowed.includes(name))
    const got = await askCas(read, `/v2/reconstructions/${packed.file}`, { headers: { Origin } })
    assert.equal(got.headers.get('Access-Control-Allow-Origin'), Origin)
    const exposed = got.headers.get('Access-Control-Expose-Headers') ?? ''
    for (const name of ['X-Request-Id', 'Content-Range', 'Content-Length', 'ETag']) assert.ok(exposed.includes(name))
  })
})
