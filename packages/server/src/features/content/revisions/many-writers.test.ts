import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  commit,
  commitOk,
  createRepo,
  digestOf,
  file,
  header,
  json,
  lfsBatch,
  lfsFile,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
})
after(() => hub[Symbol.asyncDispose]())

type Commit = { id: string; title: string }
const historyOf = async (repo: string, branch = 'main') => {
  const answer = await send(hub, 'GET', `/api/models/${repo}/commits/${branch}?limit=1000`, { as: alice })
  const commits = await json<Commit[]>(answer)
  assert.equal(answer.headers.get('X-Total-Count'), String(commits.length))
  return commits
}
const pathsOf = async (repo: string, branch = 'main') =>
  (await json<{ path: string }[]>(send(hub, 'GET', `/api/models/${repo}/tree/${branch}?recursive=1`))).map(
    ({ path }) => path,
  )
const statusesOf = (answers: Response[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b)
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

test('each of 32 writers of one branch lands exactly once, in one line, and no file is lost', async () => {
  await createRepo(hub, alice, 'crowd')
  const write = (i: number) =>
    commitOk(hub, 'alice/crowd', [header(`writer ${i}`), file(`dir/${i}`, `${i}`), file('shared', `${i}`)], {
      as: alice,
    })
  const ids = await Promise.all(numbers(32).map(write))
  assert.equal(new Set(ids).size, 32)
  const history = await historyOf('alice/crowd')
  assert.equal(history.length, 33)
  for (const [i, id] of ids.entries())
    assert.deepEqual(
      history.filter((one) => one.title === `writer ${i}`).map((one) => one.id),
      [id],
    )
  const paths = new Set(await pathsOf('alice/crowd'))
  for (const i of numbers(32)) assert.ok(paths.has(`dir/${i}`), `dir/${i}`)
  const last = history[0]!.title.replace('writer ', '')
  assert.equal(await (await send(hub, 'GET', '/alice/crowd/resolve/main/shared')).text(), last)
})

test('of many who name the same parent one wins and the others are told', async () => {
  await createRepo(hub, alice, 'parent')
  const parentCommit = await commitOk(hub, 'alice/parent', [header(), file('a', '0')], { as: alice })
  const write = (i: number) =>
    commit(hub, 'alice/parent', [header(`w${i}`, { parentCommit }), file('a', `w${i}`)], { as: alice })
  const answers = await Promise.all(numbers(16).map(write))
  assert.deepEqual(statusesOf(answers), [200, ...numbers(15).map(() => 412)])
  const history = await historyOf('alice/parent')
  assert.equal(history.length, 3)
  assert.equal(await (await send(hub, 'GET', '/alice/parent/resolve/main/a')).text(), history[0]!.title)
})

test('writers of two branches with the same files in different order do not lock each other out', async () => {
  await createRepo(hub, alice, 'orders')
  const branches = ['one', 'two', 'three', 'four']
  for (const name of branches)
    await send(hub, 'POST', `/api/models/alice/orders/branch/${name}`, { as: alice, json: {} })
  for (const round of numbers(5)) {
    const files = numbers(60).map((i) => file(`${round}/${i}`, Buffer.alloc(i < 6 ? 40_000 : 10, `${round} ${i} `)))
    const write = (branch: string, i: number) =>
      commitOk(hub, 'alice/orders', [header(), ...(i % 2 ? files.toReversed() : files)], { as: alice, branch })
    await Promise.all(branches.map(write))
  }
  for (const name of branches) assert.equal((await historyOf('alice/orders', name)).length, 6)
})

test('the same object sent to one repo and to others by many at once is stored once', async () => {
  const content = Buffer.alloc(300_000, 'x')
  const repos = ['alice/same-1', 'alice/same-2']
  for (const repo of repos) await createRepo(hub, alice, repo)
  await Promise.all([...repos, ...repos, ...repos, ...repos].map((repo) => uploadObject(hub, repo, content, alice)))
  for (const repo of repos) await commitOk(hub, repo, [header(), lfsFile('x.bin', content)], { as: alice })
  const { rows } = await hub.db.pool.query('select 1 from objects where sha256 = $1', [
    Buffer.from(digestOf(content), 'hex'),
  ])
  assert.equal(rows.length, 1)
})

test('a repo deleted under its writers and readers is not found, and nothing of it stays', async () => {
  const doomed = 'alice/doomed'
  const content = Buffer.alloc(100_000, 'y')
  const clean = [200, 404]
  for (const round of numbers(6)) {
    await createRepo(hub, alice, doomed)
    await commitOk(hub, doomed, [header(), file('a/b', '1')], { as: alice })
    const { objects } = await lfsBatch(hub, doomed, {
      as: alice,
      operation: 'upload',
      objects: [{ oid: digestOf(content), size: content.length }],
    })
    const href = objects[0]!.actions!['upload']!.href
    const work = [
      ...numbers(6).map((i) => commit(hub, doomed, [header(), file(`w${i}`, `${round}`)], { as: alice })),
      ...numbers(3).map((i) => send(hub, 'POST', `/api/models/${doomed}/branch/b${i}`, { as: alice, json: {} })),
      ...numbers(3).map((i) =>
        send(hub, 'POST', `/api/models/${doomed}/tag/main`, { as: alice, json: { tag: `t${i}`, message: 'm' } }),
      ),
      send(hub, 'POST', `/api/models/${doomed}/super-squash/main`, { as: alice, json: {} }),
      fetch(href, { method: 'PUT', body: content }),
      send(hub, 'GET', `/api/models/${doomed}/tree/main?recursive=1&expand=1`, { as: alice }),
      send(hub, 'GET', `/api/models/${doomed}/commits/main`, { as: alice }),
      send(hub, 'GET', `/${doomed}/resolve/main/a/b`, { as: alice }),
      send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: doomed } }),
    ]
    for (const answer of await Promise.all(work)) {
      const text = await answer.text()
      if (answer.status === 412) continue
      // its address says no more than that it is of no use
      const expected = answer.url === href ? [...clean, 403] : clean
      assert.ok(expected.includes(answer.status), `${answer.status} ${text}`)
      if (answer.status === 404 && answer.url.includes('/api/')) assert.match(text, /Repository not found/)
    }
  }
  for (const table of ['git_objects', 'commits', 'refs', 'ref_log', 'repo_objects', 'uploads']) {
    const { rows } = await hub.db.pool.query(`select 1 from ${table} where repo_id not in (select id from repos)`)
    assert.equal(rows.length, 0, table)
  }
})

test('a repo duplicated while it is written to is whole', async () => {
  await createRepo(hub, alice, 'moving')
  const write = (i: number) => commit(hub, 'alice/moving', [header(), file(`f${i}`, `${i}`)], { as: alice })
  const duplicate = (i: number) =>
    send(hub, 'POST', '/api/models/alice/moving/duplicate', { as: alice, json: { repository: `alice/copy-${i}` } })
  const answers = await Promise.all(numbers(12).flatMap((i) => [write(i), duplicate(i)]))
  assert.ok(answers.every(({ status }) => status === 200))
  const damage: string[] = []
  await hub.services.content.checkStorage(({ repo, what }) => damage.push(`${repo} ${what}`))
  assert.deepEqual(damage, [])
})
