import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../testing/footprint.ts'
import { makeOrganization } from '../../testing/people.ts'
import { commitOk, createRepo, file, header, json, refused, send, type Refusal } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let bob: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  await makeOrganization(hub, 'lab', { admin: 'bob', members: { alice: 'write' } })
})
after(() => hub[Symbol.asyncDispose]())

const move = (fromRepo: string, toRepo: string, as = alice, type = 'model') =>
  send(hub, 'POST', '/api/repos/move', { as, json: { fromRepo, toRepo, type } })
async function moveOk(fromRepo: string, toRepo: string): Promise<void> {
  const answer = await move(fromRepo, toRepo)
  assert.equal(answer.status, 200, await answer.text())
}
const status = async (path: string, as?: Person) => (await send(hub, 'GET', path, { as })).status
const refusedUnchanged = (answer: () => Promise<Response>, refusal: Refusal) =>
  changingNothing(hub, () => refused(answer(), refusal))
const gone: Refusal = { status: 404, code: 'RepoNotFound', says: /^Repository not found$/ }

describe('the old name of a repo', () => {
  before(async () => {
    await createRepo(hub, alice, 'Old.Name', { private: true })
    await commitOk(hub, 'alice/Old.Name', [header(), file('a/b c.txt', 'x')], { as: alice })
    await moveOk('alice/Old.Name', 'lab/new-name')
  })

  const addresses: [string, string, string][] = [
    ['GET', '/api/models/alice/Old.Name/refs?include_prs=1', '/api/models/lab/new-name/refs?include_prs=1'],
    ['GET', '/api/models/ALICE/old.name/tree/main?recursive=true', '/api/models/lab/new-name/tree/main?recursive=true'],
    ['HEAD', '/alice/Old.Name/resolve/main/a/b%20c.txt', '/lab/new-name/resolve/main/a/b%20c.txt'],
    ['GET', '/alice/old.name/resolve/refs%2Fheads%2Fmain/x', '/lab/new-name/resolve/refs%2Fheads%2Fmain/x'],
    ['GET', '/alice/Old.Name/raw/main/alice/Old.Name', '/lab/new-name/raw/main/alice/Old.Name'],
    ['GET', '/al%69ce/Old%2EName/resolve/main/a', '/lab/new-name/resolve/main/a'],
    ['POST', '/alice/Old.Name.git/info/lfs/objects/batch', '/lab/new-name.git/info/lfs/objects/batch'],
    ['POST', '/alice/old.name/info/lfs/objects/batch', '/lab/new-name/info/lfs/objects/batch'],
    ['POST', '/api/models/alice/Old.Name/commit/main', '/api/models/lab/new-name/commit/main'],
  ]
  for (const [method, from, to] of addresses)
    test(`leads whoever may see it to the new one: ${method} ${from}`, async () => {
      const json = method === 'POST' ? { operation: 'download', objects: [], summary: 's' } : undefined
      const answer = await send(hub, method, from, { as: alice, json })
      assert.equal(answer.status, 307, await answer.clone().text())
      assert.equal(answer.headers.get('Location'), to)
    })

  test('is no name at all to a stranger', async () => {
    for (const [method, from] of addresses) {
      const json = method === 'POST' ? { operation: 'download', objects: [], summary: 's' } : undefined
      const carol = await send(hub, method, from, { json })
      assert.equal(carol.status, 401, from)
      assert.equal(carol.headers.get('Location'), null)
    }
  })

  test('cannot delete, move or change the repo by a body that names it', async () => {
    const named: Refusal = { status: 404, code: 'RepoNotFound', says: /This repository is now lab\/new-name/ }
    const remove = { as: alice, json: { name: 'alice/Old.Name' } }
    await refusedUnchanged(() => send(hub, 'DELETE', '/api/repos/delete', remove), named)
    await refusedUnchanged(() => move('alice/Old.Name', 'alice/third'), named)
  })
})

describe('a repo moves', () => {
  test('again and again, and every old name leads to the newest', async () => {
    await createRepo(hub, alice, 'first')
    await moveOk('alice/first', 'alice/second')
    await moveOk('alice/second', 'alice/third')
    for (const name of ['first', 'second']) {
      const answer = await send(hub, 'GET', `/api/models/alice/${name}/refs`)
      assert.equal(answer.headers.get('Location'), '/api/models/alice/third/refs')
    }
    await moveOk('alice/third', 'alice/first')
    assert.equal(await status('/api/models/alice/first/refs'), 200)
    assert.equal(await status('/api/models/alice/second/refs'), 307)
    assert.equal(await status('/api/models/alice/third/refs'), 307)
  })

  test('to another case of its name, without a trace', async () => {
    await createRepo(hub, alice, 'case')
    await moveOk('alice/case', 'alice/CASE')
    const again = await send(hub, 'POST', '/api/repos/create', { as: alice, json: { name: 'case' } })
    assert.match((await json<{ url: string }>(again)).url, /alice\/(case|CASE)$/)
    assert.equal(await status('/api/models/alice/case/refs'), 200)
  })

  test('where its mover may make repos, and to a name that is free', async () => {
    await createRepo(hub, alice, 'mine')
    await createRepo(hub, bob, 'taken', { private: true })
    await createRepo(hub, alice, 'occupied')
    const denied: Refusal = { status: 403, says: /You don't have the rights/ }
    for (const to of ['bob/taken', 'bob/free', 'nobody/x', '../x', '/x'])
      await refusedUnchanged(() => move('alice/mine', to), denied)
    await refusedUnchanged(() => move('alice/mine', 'bob/stolen', bob), denied)
    await refusedUnchanged(() => move('alice/mine', 'alice/OCCUPIED'), {
      status: 409,
      says: /called alice\/OCCUPIED already/,
    })
    for (const to of ['alice/-x', 'alice/', 'alice/a\0b', 'alice/x/y'])
      await refusedUnchanged(() => move('alice/mine', to), { status: 400, says: /name/ })
    await refusedUnchanged(() => move('alice/none', 'alice/x'), gone)
    await refusedUnchanged(() => move('bob/taken', 'alice/x'), gone)
    await refusedUnchanged(() => move('alice/mine', 'alice/x', alice, 'dataset'), gone)
  })

  test('to a name that two want at once, and one gets it', async () => {
    for (const name of ['one', 'two', 'three']) await createRepo(hub, alice, name)
    const answers = await Promise.all([
      move('alice/one', 'alice/prize'),
      move('alice/two', 'alice/PRIZE'),
      move('alice/three', 'alice/prize'),
      send(hub, 'POST', '/api/repos/create', { as: alice, json: { name: 'prize' } }),
    ])
    const statuses = answers.map(({ status: given }) => given).toSorted((a, b) => a - b)
    assert.deepEqual(statuses, [200, 409, 409, 409])
  })

  test('in two directions at once, and ends in one of them', async () => {
    await createRepo(hub, alice, 'torn')
    const answers = await Promise.all([move('alice/torn', 'alice/left'), move('alice/torn', 'alice/right')])
    assert.ok(answers.every(({ status: given }) => [200, 404].includes(given)))
    const found = await Promise.all(['left', 'right'].map((name) => status(`/api/models/alice/${name}/refs`)))
    assert.equal(found.filter((given) => given === 200).length, 1)
    assert.equal(await status('/api/models/alice/torn/refs'), 307)
  })
})

describe('an old name', () => {
  test('is free for a new repo, which owns it from then on', async () => {
    await createRepo(hub, alice, 'reused')
    await moveOk('alice/reused', 'alice/reused-2')
    await createRepo(hub, alice, 'Reused', { private: true })
    assert.equal(await status('/api/models/alice/reused/refs'), 401)
    assert.equal(await status('/api/models/alice/reused/refs', alice), 200)
    await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'reused' } })
    assert.equal(await status('/api/models/alice/reused/refs', alice), 404)
  })

  test('is free for another repo to move to', async () => {
    await createRepo(hub, alice, 'left-1')
    await moveOk('alice/left-1', 'alice/left-2')
    await createRepo(hub, alice, 'comer')
    await moveOk('alice/comer', 'alice/left-1')
    assert.equal(await status('/api/models/alice/left-1/refs'), 200)
    const answer = await send(hub, 'GET', '/api/models/alice/comer/refs')
    assert.equal(answer.headers.get('Location'), '/api/models/alice/left-1/refs')
  })

  test('ends with its repo', async () => {
    await createRepo(hub, alice, 'mortal')
    await moveOk('alice/mortal', 'alice/mortal-2')
    await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'mortal-2' } })
    assert.equal(await status('/api/models/alice/mortal/refs', alice), 404)
    const { rows } = await hub.db.pool.query(`select 1 from repo_redirects where full_name_lower = 'alice/mortal'`)
    assert.equal(rows.length, 0)
  })

  test('of a model says nothing of a dataset', async () => {
    await createRepo(hub, alice, 'typed')
    await moveOk('alice/typed', 'alice/typed-2')
    assert.equal(await status('/api/datasets/alice/typed/refs', alice), 404)
  })
})

test('a duplicate holds content and history, and goes its own way', async () => {
  await createRepo(hub, alice, 'source')
  await commitOk(hub, 'alice/source', [header('second'), file('a', '1')], { as: alice })
  const wish = { as: bob, json: { repository: 'bob/copy' } }
  const answer = await send(hub, 'POST', '/api/models/alice/source/duplicate', wish)
  assert.equal((await json<{ url: string }>(answer)).url, `${hub.url}/bob/copy`)
  await commitOk(hub, 'bob/copy', [header('third'), file('b', '2')], { as: bob })
  const commits = await send(hub, 'GET', '/api/models/bob/copy/commits/main')
  assert.equal(commits.headers.get('X-Total-Count'), '3')
  assert.equal(await status('/alice/source/resolve/main/b'), 404)
  const again = await send(hub, 'POST', '/api/models/alice/source/duplicate', wish)
  assert.equal(again.status, 409)
  assert.equal((await json<{ url: string }>(again)).url, `${hub.url}/bob/copy`)
})
