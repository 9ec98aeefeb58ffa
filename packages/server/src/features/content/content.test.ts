import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  commitOk,
  createRepo,
  digestOf,
  file,
  header,
  json,
  lfsFile,
  send,
  uploadObject,
} from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
})
after(() => hub[Symbol.asyncDispose]())

test('a new repo has a main branch with one commit that holds .gitattributes', async () => {
  const repo = await createRepo(hub, alice, 'fresh')
  assert.equal(repo.name, 'alice/fresh')
  const refs = await json<{ branches: { name: string }[] }>(send(hub, 'GET', '/api/models/alice/fresh/refs'))
  assert.deepEqual(
    refs.branches.map((ref) => ref.name),
    ['main'],
  )
  const commits = await send(hub, 'GET', '/api/models/alice/fresh/commits/main')
  assert.equal(commits.headers.get('X-Total-Count'), '1')
  assert.equal((await json<{ title: string }[]>(commits))[0]?.title, 'initial commit')
  const tree = await json<{ path: string }[]>(send(hub, 'GET', '/api/models/alice/fresh/tree/main'))
  assert.deepEqual(
    tree.map((entry) => entry.path),
    ['.gitattributes'],
  )
})

test('what was committed comes back byte for byte with the headers clients read', async () => {
  await createRepo(hub, alice, 'round')
  const weights = Buffer.alloc(300_000, 7)
  await uploadObject(hub, 'alice/round', weights, alice)
  const big = Buffer.alloc(200_000, 'text ')
  const id = await commitOk(
    hub,
    'alice/round',
    [header(), file('a/config.json', '{}'), file('big.txt', big), lfsFile('w.safetensors', weights)],
    { as: alice },
  )

  const config = await send(hub, 'GET', '/alice/round/resolve/main/a/config.json')
  assert.equal(config.status, 200)
  assert.equal(config.headers.get('X-Repo-Commit'), id)
  assert.equal(config.headers.get('ETag'), '"9e26dfeeb6e641a33dae4961196235bdb965b21b"')
  assert.equal(await config.text(), '{}')

  const head = await send(hub, 'HEAD', '/alice/round/resolve/main/w.safetensors')
  assert.equal(head.headers.get('X-Linked-Etag'), `"${digestOf(weights)}"`)
  assert.equal(head.headers.get('X-Linked-Size'), '300000')
  assert.equal(head.headers.get('Content-Length'), '300000')
  assert.deepEqual(
    Buffer.from(await (await send(hub, 'GET', `/alice/round/resolve/${id}/w.safetensors`)).arrayBuffer()),
    weights,
  )
  assert.deepEqual(Buffer.from(await (await send(hub, 'GET', '/alice/round/resolve/main/big.txt')).arrayBuffer()), big)

  const range = await send(hub, 'GET', '/alice/round/resolve/main/w.safetensors', { headers: { Range: 'bytes=10-19' } })
  assert.equal(range.status, 206)
  assert.equal(range.headers.get('Content-Range'), 'bytes 10-19/300000')
  const pointer = await send(hub, 'GET', '/alice/round/raw/main/w.safetensors')
  assert.match(
    await pointer.text(),
    /^version https:\/\/git-lfs.github.com\/spec\/v1\noid sha256:[0-9a-f]{64}\nsize 300000\n$/,
  )
})

test('a missing file says which commit it is missing from', async () => {
  await createRepo(hub, alice, 'missing')
  const answer = await send(hub, 'GET', '/alice/missing/resolve/main/none.json')
  assert.equal(answer.status, 404)
  assert.equal(answer.headers.get('X-Error-Code'), 'EntryNotFound')
  assert.match(answer.headers.get('X-Repo-Commit')!, /^[0-9a-f]{40}$/)
})
