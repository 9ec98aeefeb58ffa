import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sendRaw } from '../../testing/raw-request.ts'
import {
  commitOf,
  objectOf,
  packetsIn,
  packOf,
  pushBody,
  receivePackType,
  treeOf,
  zeroId,
} from '../../testing/git-packs.ts'
import { createRepo, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

// Clients that can do less than git of today, or ask in other ways.

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'plain')
})
after(() => hub[Symbol.asyncDispose]())

const blob = objectOf('blob', 'content')
const tree = treeOf([{ name: 'a', oid: blob.oid }])

/** A new commit each time, for a branch of that name. */
const bodyFor = (branch: string, capabilities: string) => {
  const commit = commitOf(tree.oid, [], branch)
  return pushBody([{ name: `refs/heads/${branch}`, to: commit.oid }], packOf([commit, tree, blob]), capabilities)
}
const push = (body: Uint8Array, headers: Record<string, string> = {}) =>
  send(hub, 'POST', '/alice/plain.git/git-receive-pack', {
    as: alice,
    body: new Uint8Array(body),
    headers: { 'Content-Type': receivePackType, ...headers },
  })
const lines = async (answer: Response) =>
  packetsIn(Buffer.from(await answer.arrayBuffer())).map((line) => line.toString().trimEnd())
const isThere = async (branch: string) => (await send(hub, 'GET', `/alice/plain/resolve/${branch}/a`)).status === 200

test('without side bands the report comes plain, also of a refusal', async () => {
  assert.deepEqual(await lines(await push(bodyFor('plain', 'report-status'))), ['unpack ok', 'ok refs/heads/plain'])
  const refused = await lines(await push(bodyFor('plain', 'report-status')))
  assert.match(refused.join(), /^unpack ok,ng refs\/heads\/plain fetch first/)
})

test('who asks for no report gets none, and the push is done', async () => {
  for (const capabilities of ['', 'delete-refs', 'side-band-64k']) {
    const branch = `silent-${capabilities}`
    assert.deepEqual(await lines(await push(bodyFor(branch, capabilities))), [])
    assert.ok(await isThere(branch))
  }
})

test('a push may come as gzip', async () => {
  const body = gzipSync(bodyFor('gzip', 'report-status side-band-64k'))
  assert.equal((await push(body, { 'Content-Encoding': 'gzip' })).status, 200)
  assert.ok(await isThere('gzip'))
})

test('a client that waits for leave to send its pack gets it', async () => {
  const authorization = `Basic ${Buffer.from(`alice:${alice.token}`).toString('base64')}`
  const body = bodyFor('expected', 'report-status')
  const headers = { Authorization: authorization, 'Content-Length': `${body.length}`, Expect: '100-continue' }
  const { text } = await sendRaw(hub, { method: 'POST', path: '/alice/plain/git-receive-pack', headers, body })
  assert.match(text, /^HTTP\/1\.1 100 Continue/)
  assert.match(text, /ok refs\/heads\/expected/)
})

test('branches may go and come in one push, whose pack may be left out when none comes', async () => {
  const answer = await send(hub, 'GET', '/api/models/alice/plain/refs', { as: alice })
  const { branches } = (await answer.json()) as { branches: { ref: string; targetCommit: string }[] }
  const gone = branches.filter(({ ref }) => ref !== 'refs/heads/main')
  const updates = gone.map(({ ref, targetCommit }) => ({ name: ref, from: targetCommit, to: zeroId }))
  assert.ok(updates.length > 3)
  const report = await lines(await push(pushBody(updates, Buffer.alloc(0), 'report-status delete-refs')))
  assert.deepEqual(report, ['unpack ok', ...updates.map(({ name }) => `ok ${name}`)])
})

test('HEAD asks as GET does, and other verbs are nothing here', async () => {
  const head = await send(hub, 'HEAD', '/alice/plain/info/refs?service=git-upload-pack')
  assert.equal(head.status, 200)
  assert.equal(await head.text(), '')
  for (const [method, path] of [
    ['GET', 'git-upload-pack'],
    ['PUT', 'git-receive-pack'],
    ['POST', 'info/refs?service=git-upload-pack'],
    ['POST', 'git-upload-archive'],
  ] as const)
    assert.equal((await send(hub, method, `/alice/plain/${path}`, { as: alice })).status, 404, `${method} ${path}`)
})
