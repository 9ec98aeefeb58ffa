import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createTaskQueue } from '../../../adapters/graphile-worker/task-queue.ts'
import { tokenOf } from '../../../testing/people.ts'
import { commitOk, createRepo, file, header, json, lfsFile, send, uploadObject } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import { operator } from '../../accounts/index.ts'

async function makeRoot(hub: TestHub): Promise<Person> {
  await hub.services.accounts.createUser(operator, { name: 'root', password: 'root has a password', isAdmin: true })
  return tokenOf(hub, 'root', { role: 'write' })
}

type Repo = { id: string; private: boolean; sizeBytes: number; usedBytes: number }

suite('repos, as administrators see them', () => {
  test('are all there, private ones too, by age or by size, a page at a time', async () => {
    await using hub = await startTestHub()
    const [root, alice] = [await makeRoot(hub), await hub.person('alice')]
    await createRepo(hub, alice, 'first', { private: true })
    await createRepo(hub, alice, 'second', { type: 'dataset' })
    await createRepo(hub, alice, 'third')
    const content = new Uint8Array(5000).fill(7)
    await uploadObject(hub, 'alice/first', content, alice)
    await commitOk(hub, 'alice/first', [header(), lfsFile('weights.bin', content), file('a.txt', 'a')], { as: alice })
    await hub.drain()
    const list = (query = '') => json<Repo[]>(hub.fetch(`/api/admin/repos${query}`, { as: root }))
    const ids = async (query: string) => (await list(query)).map(({ id }) => id)
    assert.deepEqual(await ids(''), ['alice/third', 'alice/second', 'alice/first'])
    assert.deepEqual(await ids('?visibility=private'), ['alice/first'])
    assert.deepEqual(await ids('?type=dataset'), ['alice/second'])
    assert.deepEqual(await ids('?search=SEC'), ['alice/second'])
    assert.deepEqual(await ids('?search=_____________________'), [])
    const first = await hub.fetch('/api/admin/repos?sort=largest&limit=1', { as: root })
    const [largest] = (await first.clone().json()) as Repo[]
    assert.equal(largest?.id, 'alice/first')
    assert.ok(largest.sizeBytes > 5000 && largest.usedBytes === 5000)
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1]?.replace(hub.url, '') ?? ''
    const [second] = await json<Repo[]>(hub.fetch(next, { as: root }))
    assert.notEqual(second?.id, 'alice/first')
    assert.equal((await hub.fetch('/api/admin/repos?cursor=bm9uc2Vuc2U', { as: root })).status, 400)
  })
})

type Storage = {
  objects: number
  linkedBytes: number
  storedBytes: number
  disk: { freeBytes: number; totalBytes: number }
  namespaces: { name: string; repos: number }[]
}

suite('the hub itself', () => {
  test('tells what is stored and whose it is', async () => {
    await using hub = await startTestHub()
    const [root, alice] = [await makeRoot(hub), await hub.person('alice')]
    const content = new Uint8Array(5000).fill(7)
    for (const name of ['one', 'two']) {
      await createRepo(hub, alice, name)
      await uploadObject(hub, `alice/${name}`, content, alice)
    }
    const storage = await json<Storage>(hub.fetch('/api/admin/storage', { as: root }))
    assert.deepEqual([storage.objects, storage.storedBytes], [1, 5000])
    assert.deepEqual(
      storage.namespaces.map(({ name, repos }) => [name, repos]),
      [['alice', 2]],
    )
    assert.ok(storage.disk.freeBytes > 0 && storage.disk.totalBytes >= storage.disk.freeBytes)
  })

  test('tells how it is, and no secret', async () => {
    await using hub = await startTestHub()
    const root = await makeRoot(hub)
    const answer = await hub.fetch('/api/admin/health', { as: root })
    const text = await answer.text()
    const health = JSON.parse(text) as { version: string; node: string; database: { sizeBytes: number } }
    assert.deepEqual([health.version, health.node], ['test', process.version])
    assert.ok(health.database.sizeBytes > 0)
    assert.doesNotMatch(text, /password|secret|postgres:/i)
  })

  test('says to everybody what it is', async () => {
    await using hub = await startTestHub({ signUp: 'open' })
    const about = await json(hub.fetch('/api/about'))
    assert.deepEqual(about, { name: 'Kaihub', version: 'test', url: hub.url, signUp: 'open', ssh: null })
  })
})

type Tasks = {
  counts: Record<string, number>
  tasks: { id: number; name: string; state: string; error: string | null }[]
}

suite('tasks', () => {
  test('that failed are shown with their error but not their payload, tried again or forgotten', async () => {
    await using hub = await startTestHub()
    const root = await makeRoot(hub)
    const { db } = hub.db
    for (const name of ['one', 'two', 'three'])
      await createTaskQueue().enqueue(db, { name, payload: { word: 'hunter2' }, maxAttempts: 1 })
    await hub.db.pool.query(
      `update graphile_worker._private_jobs set attempts = 1, last_error = 'no luck' where id <> (select max(id) from graphile_worker._private_jobs)`,
    )
    const ask = (query = '') => json<Tasks>(hub.fetch(`/api/admin/tasks${query}`, { as: root }))
    const { counts, tasks } = await ask()
    assert.deepEqual([counts['failed'], counts['waiting'], counts['running']], [2, 1, 0])
    assert.deepEqual(
      tasks.map(({ name, state, error }) => [name, state, error]),
      [
        ['three', 'waiting', null],
        ['two', 'failed', 'no luck'],
        ['one', 'failed', 'no luck'],
      ],
    )
    assert.doesNotMatch(JSON.stringify(tasks), /hunter2/)
    const [three, two, one] = tasks.map(({ id }) => id)
    const act = async (method: string, path: string) =>
      (await send(hub, method, `/api/admin/tasks/${path}`, { as: root })).status
    assert.equal(await act('POST', `${one}/retry`), 204)
    assert.equal(await act('DELETE', `${two}`), 204)
    assert.equal(await act('DELETE', `${two}`), 404)
    // only what failed: dropping work that waits would lose it
    assert.equal(await act('DELETE', `${three}`), 404)
    assert.equal(await act('POST', `${three}/retry`), 404)
    assert.equal(await act('POST', 'x/retry'), 400)
    assert.deepEqual((await ask('?state=failed')).tasks, [])
    assert.equal((await ask()).counts['failed'], 0)
    const first = await hub.fetch('/api/admin/tasks?limit=1', { as: root })
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1]?.replace(hub.url, '') ?? ''
    assert.equal((await json<Tasks>(hub.fetch(next, { as: root }))).tasks[0]?.id, one)
    await hub.db.pool.query('select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))')
  })
})

test('administration is nobody else’s business', async () => {
  await using hub = await startTestHub()
  await makeRoot(hub)
  const alice = await hub.person('alice')
  const readOnly = await tokenOf(hub, 'root', { role: 'read' })
  const { session } = await hub.services.accounts.login({
    name: 'root',
    password: 'root has a password',
    address: null,
    userAgent: '',
  })
  const cookie = { Cookie: `kaihub_session=${session.secret}` }
  for (const call of ['GET repos', 'GET storage', 'GET tasks', 'GET health', 'POST tasks/1/retry', 'DELETE tasks/1']) {
    const [method = '', path = ''] = call.split(' ')
    const status = async (more: Parameters<typeof send>[3]) =>
      (await send(hub, method, `/api/admin/${path}`, more)).status
    assert.equal(await status({}), 401, call)
    assert.equal(await status({ as: alice }), 403, call)
    assert.equal(await status({ as: readOnly }), 403, call)
    const crossSite = await status({ headers: { ...cookie, 'Sec-Fetch-Site': 'cross-site' } })
    if (method !== 'GET') assert.equal(crossSite, 403, call)
    assert.ok([200, 404].includes(await status({ headers: { ...cookie, 'Sec-Fetch-Site': 'same-origin' } })), call)
  }
})
