import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../config/limits.ts'
import { changingNothing, eventually, filesUnder, footprint, openFilesUnder } from '../../testing/footprint.ts'
import { makeOrganization, tokenOf } from '../../testing/people.ts'
import { openSocket, requestHead, sendRaw } from '../../testing/raw-request.ts'
import { commitOk, createRepo, digestOf, header, json, lfsFile, send, uploadObject } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let now = new Date('2026-11-22T10:00:00.000Z')
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'lfs')
  await createRepo(hub, alice, 'hidden', { private: true })
})
after(() => hub[Symbol.asyncDispose]())

type Action = { href: string; header?: Record<string, string>; expires_in?: number }
type ObjectAnswer = {
  oid: string
  size: number
  actions?: Record<'upload' | 'download' | 'verify', Action>
  error?: { code: number; message: string }
}
type Batch = { transfer: string; objects: ObjectAnswer[]; hash_algo: string }
type Asked = { repo?: string; as?: Person | null; operation?: string; objects?: unknown[]; body?: object }

function ask({ repo = 'alice/lfs.git', as = alice, operation = 'upload', objects = [], body = {} }: Asked) {
  const request = { operation, objects, ...body }
  return send(hub, 'POST', `/${repo}/info/lfs/objects/batch`, { as: as ?? undefined, json: request })
}

async function batch(asked: Asked): Promise<Batch> {
  const answer = await ask(asked)
  assert.equal(answer.status, 200, await answer.clone().text())
  assert.equal(answer.headers.get('Content-Type'), 'application/vnd.git-lfs+json')
  return json<Batch>(answer)
}

const wish = (content: Uint8Array) => ({ oid: digestOf(content), size: content.length })
const only = ({ objects }: Batch): ObjectAnswer => (assert.equal(objects.length, 1), objects[0]!)
async function uploadHref(content: Uint8Array, asked: Asked = {}): Promise<string> {
  return only(await batch({ ...asked, objects: [wish(content)] })).actions!.upload.href
}
const put = (href: string, body: Uint8Array<ArrayBuffer>) => fetch(href, { method: 'PUT', body })
const blobs = () => filesUnder(`${hub.storageFolder}/blobs`)

/** As `changingNothing`, and no bytes were kept under any name either. */
async function keepingNothing<Value>(work: () => Promise<Value>): Promise<Value> {
  const before = await blobs()
  const value = await changingNothing(hub, work)
  assert.deepEqual(await blobs(), before)
  return value
}

let count = 0
const fresh = (sizeBytes = 1000) => Buffer.alloc(sizeBytes, `content ${(count += 1)} `)

describe('an object', () => {
  test('is sent, verified, committed, and fetched back whole or in part', async () => {
    const content = fresh(300_000)
    const answer = await batch({
      objects: [wish(content)],
      body: { transfers: ['ssh', 'basic'], ref: { name: 'main' } },
    })
    assert.equal(answer.transfer, 'basic')
    assert.equal(answer.hash_algo, 'sha256')
    const { upload, verify } = only(answer).actions!
    assert.ok(upload.expires_in! > 3600)
    const sent = await put(upload.href, content)
    assert.equal(sent.status, 200)
    assert.equal(sent.headers.get('ETag'), `"${digestOf(content)}"`)
    const verified = await fetch(verify.href, {
      method: 'POST',
      headers: { Authorization: `Bearer ${alice.token}`, 'Content-Type': 'application/vnd.git-lfs+json' },
      body: JSON.stringify(wish(content)),
    })
    assert.equal(verified.status, 200)
    await commitOk(hub, 'alice/lfs', [header(), lfsFile('w.bin', content)], { as: alice })
    const { href } = only(await batch({ operation: 'download', objects: [wish(content)], as: null })).actions!.download
    assert.deepEqual(Buffer.from(await (await fetch(href)).arrayBuffer()), content)
    const part = await fetch(href, { headers: { Range: 'bytes=299990-' } })
    assert.equal(part.status, 206)
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), content.subarray(299_990))
    assert.equal((await fetch(href, { method: 'HEAD' })).headers.get('Content-Length'), '300000')
  })

  test('that the repo has needs no sending', async () => {
    const content = fresh()
    await uploadObject(hub, 'alice/lfs', content, alice)
    assert.deepEqual(only(await batch({ objects: [wish(content)] })), wish(content))
  })

  test('known in another repo must be sent all the same, and cannot be fetched before', async () => {
    const content = fresh()
    await uploadObject(hub, 'alice/hidden', content, alice)
    const missing = only(await batch({ operation: 'download', objects: [wish(content)] }))
    assert.deepEqual(missing.error, { code: 404, message: 'This repository has no such object.' })
    assert.equal(missing.actions, undefined)
    assert.equal((await put(await uploadHref(content), content)).status, 200)
    assert.ok(only(await batch({ operation: 'download', objects: [wish(content)] })).actions?.download)
  })

  test('may come without a length, in chunks', async () => {
    const content = fresh()
    const { pathname, search } = new URL(await uploadHref(content))
    const body = `${content.length.toString(16)}\r\n${content.toString()}\r\n0\r\n\r\n`
    const headers = { 'Transfer-Encoding': 'chunked' }
    assert.equal((await sendRaw(hub, { method: 'PUT', path: pathname + search, headers, body })).status, 200)
    assert.deepEqual(only(await batch({ objects: [wish(content)] })), wish(content))
  })

  test('may be empty', async () => {
    const content = Buffer.alloc(0)
    assert.equal((await put(await uploadHref(content), content)).status, 200)
    assert.deepEqual(only(await batch({ objects: [wish(content)] })), wish(content))
  })

  test('sent by many at once arrives for all of them', async () => {
    const content = fresh(500_000)
    const hrefs = await Promise.all(Array.from({ length: 8 }, () => uploadHref(content)))
    const answers = await Promise.all(hrefs.map((href) => put(href, content)))
    assert.ok(answers.every(({ status }) => status === 200))
    assert.deepEqual(await filesUnder(`${hub.storageFolder}/tmp`), [])
  })

  test('that is sent twice is no harm', async () => {
    const content = fresh()
    const href = await uploadHref(content)
    for (const _ of [1, 2]) assert.equal((await put(href, content)).status, 200)
  })
})

describe('bytes that are not what was announced are refused and not kept:', () => {
  const cases: [string, (content: Buffer) => Buffer, number][] = [
    ['another content of the same size', (content) => Buffer.alloc(content.length, '?'), 422],
    ['fewer bytes', (content) => content.subarray(1), 422],
    ['no bytes', () => Buffer.alloc(0), 422],
    ['more bytes', (content) => Buffer.concat([content, content]), 413],
    ['many more bytes', (content) => Buffer.alloc(8 * 1024 * 1024 + content.length), 413],
  ]
  for (const [what, spoil, status] of cases)
    test(what, async () => {
      const content = fresh()
      const href = await uploadHref(content)
      await keepingNothing(async () => {
        const answer = await put(href, Buffer.from(spoil(content)))
        assert.equal(answer.status, status)
        assert.match((await json<{ message: string }>(answer)).message, /bytes/)
      })
      assert.equal((await put(href, content)).status, 200)
    })

  test('more bytes in chunks, without a length', async () => {
    const content = fresh()
    const { pathname, search } = new URL(await uploadHref(content))
    const body = `${(content.length + 1).toString(16)}\r\n${content.toString()}x\r\n0\r\n\r\n`
    const headers = { 'Transfer-Encoding': 'chunked' }
    const answer = await keepingNothing(() => sendRaw(hub, { method: 'PUT', path: pathname + search, headers, body }))
    assert.equal(answer.status, 413)
  })

  test('bytes that stop coming because the client hung up', async () => {
    const content = fresh(2_000_000)
    const { pathname, search } = new URL(await uploadHref(content))
    const before = await footprint(hub)
    const socket = await openSocket(hub)
    const headers = { 'Content-Length': String(content.length) }
    socket.write(requestHead({ method: 'PUT', path: pathname + search, headers }))
    socket.write(content.subarray(0, 1_500_000))
    await eventually(async () => (await openFilesUnder(hub.storageFolder)).length, 1)
    socket.destroy()
    await eventually(() => openFilesUnder(hub.storageFolder), [])
    await eventually(() => footprint(hub), before)
  })
})

test('a client that hangs up during a download leaves nothing open', async () => {
  const content = fresh(20_000_000)
  await uploadObject(hub, 'alice/lfs', content, alice)
  const { href } = only(await batch({ operation: 'download', objects: [wish(content)] })).actions!.download
  await commitOk(hub, 'alice/lfs', [header(), lfsFile('large.bin', content)], { as: alice })
  const { pathname, search } = new URL(href)
  for (const path of [pathname + search, '/alice/lfs/resolve/main/large.bin']) {
    const socket = await openSocket(hub)
    socket.write(requestHead({ method: 'GET', path }))
    await new Promise((resolve) => {
      socket.once('data', resolve)
    })
    socket.pause()
    await eventually(async () => (await openFilesUnder(hub.storageFolder)).length, 1)
    socket.destroy()
    await eventually(() => openFilesUnder(hub.storageFolder), [])
  }
  assert.equal((await send(hub, 'GET', '/health')).status, 200)
})

describe('a batch', () => {
  test('may be empty', async () => {
    for (const operation of ['upload', 'download']) assert.deepEqual((await batch({ operation })).objects, [])
  })

  test('is answered object by object', async () => {
    const content = fresh()
    const objects = [
      { oid: 'not a digest', size: 1 },
      { oid: digestOf('a'), size: limits.lfsFileBytes + 1 },
      wish(content),
      { oid: digestOf(content).toUpperCase(), size: content.length },
    ]
    const answers = (await batch({ objects })).objects
    assert.equal(answers.length, 4)
    const byOid = new Map(answers.map((answer) => [answer.oid, answer]))
    assert.equal(byOid.get('not a digest')?.error?.code, 422)
    assert.equal(byOid.get(digestOf('a'))?.error?.code, 422)
    assert.ok(byOid.get(digestOf(content))?.actions?.upload)
  })

  test('knows SHA-256 by both its spellings and no other hash', async () => {
    const content = fresh()
    for (const hash_algo of ['sha256', 'sha_256', null])
      assert.ok(only(await batch({ objects: [wish(content)], body: { hash_algo } })).actions, String(hash_algo))
    const answer = await batch({ objects: [wish(content)], body: { hash_algo: 'sha512' } })
    assert.equal(only(answer).error?.code, 409)
  })

  test('has a limit and a form', async () => {
    const objects = Array.from({ length: limits.lfsBatchObjects + 1 }, (_, i) => ({
      oid: digestOf(String(i)),
      size: 1,
    }))
    const most = await batch({ objects: objects.slice(1) })
    assert.equal(most.objects.length, limits.lfsBatchObjects)
    const cases: [object, number][] = [
      [{ objects }, 413],
      [{ body: { operation: 'verify' } }, 400],
      [{ body: { objects: 'all' } }, 400],
      [{ objects: [{ oid: digestOf('a') }] }, 400],
      [{ objects: [{ oid: digestOf('a'), size: -1 }] }, 400],
      [{ objects: [{ oid: 1, size: 1 }] }, 400],
    ]
    for (const [asked, status] of cases) {
      const answer = await changingNothing(hub, () => ask(asked))
      assert.equal(answer.status, status)
      assert.ok((await json<{ message: string }>(answer)).message)
    }
    const headers = { 'Content-Type': 'application/vnd.git-lfs+json; charset=utf-8' }
    const broken = await send(hub, 'POST', '/alice/lfs.git/info/lfs/objects/batch', { as: alice, body: '{', headers })
    assert.equal(broken.status, 400)
  })

  test('reaches every type of repo, with and without .git, by Bearer and by Basic', async () => {
    const content = fresh()
    const basic = { Authorization: `Basic ${Buffer.from(`anything:${alice.token}`).toString('base64')}` }
    for (const type of ['dataset', 'space', 'code']) await createRepo(hub, alice, 'typed', { type, sdk: 'static' })
    for (const path of [
      'alice/lfs.git',
      'alice/lfs',
      'ALICE/LFS.git',
      'datasets/alice/typed.git',
      'spaces/alice/typed',
      'code/alice/typed.git',
    ]) {
      const answer = await batch({ repo: path, objects: [wish(content)] })
      assert.match(only(answer).actions!.verify.href, new RegExp(`/${path}/info/lfs/verify$`))
      const request = { json: { operation: 'upload', objects: [wish(content)] }, headers: basic }
      assert.equal((await send(hub, 'POST', `/${path}/info/lfs/objects/batch`, request)).status, 200)
    }
  })
})

describe('who may', () => {
  test('fetch: whoever may read; send and verify: whoever may write', async () => {
    const content = fresh()
    await hub.person('bob')
    await makeOrganization(hub, 'lab', { admin: 'alice', members: { bob: 'read' } })
    await createRepo(hub, alice, 'lab/private', { private: true })
    await uploadObject(hub, 'lab/private', content, alice)
    const reader = await tokenOf(hub, 'bob', { role: 'write' })
    const readOnly = await tokenOf(hub, 'alice', { role: 'read' })
    for (const as of [reader, readOnly]) {
      const down = await batch({ repo: 'lab/private.git', operation: 'download', objects: [wish(content)], as })
      assert.ok(only(down).actions?.download)
      await changingNothing(hub, async () => {
        assert.equal((await ask({ repo: 'lab/private.git', objects: [wish(content)], as })).status, 403)
        const path = '/lab/private.git/info/lfs/verify'
        assert.equal((await send(hub, 'POST', path, { as, json: wish(content) })).status, 403)
      })
    }
  })

  test('an unknown person is asked who they are, for what is hidden and for what is not there', async () => {
    for (const repo of ['alice/hidden.git', 'alice/none.git'])
      for (const operation of ['upload', 'download']) {
        const answer = await ask({ repo, as: null, operation })
        assert.equal(answer.status, 401)
        assert.match(answer.headers.get('LFS-Authenticate')!, /^Basic realm=/)
        assert.match(answer.headers.get('WWW-Authenticate')!, /^Basic realm=/)
      }
    const answer = await ask({ as: null })
    assert.equal(answer.status, 401)
    assert.match(answer.headers.get('LFS-Authenticate')!, /^Basic realm=/)
  })
})

test('verify says whether an object arrived', async () => {
  const [content, other] = [fresh(), fresh()]
  await uploadObject(hub, 'alice/lfs', content, alice)
  const verify = (json: object) => send(hub, 'POST', '/alice/lfs.git/info/lfs/verify', { as: alice, json })
  assert.equal((await verify(wish(content))).status, 200)
  assert.equal((await verify({ ...wish(content), size: 1 })).status, 404)
  assert.equal((await verify(wish(other))).status, 404)
  assert.equal((await verify({ oid: 'x', size: 1 })).status, 400)
})
