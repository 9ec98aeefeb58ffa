import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../testing/footprint.ts'
import { makeOrganization } from '../../testing/people.ts'
import { createRepo, json, refused, send, type Refusal } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let bob: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  await makeOrganization(hub, 'lab', { admin: 'alice', members: { bob: 'write' }, visibility: 'private' })
})
after(() => hub[Symbol.asyncDispose]())

const create = (body: Record<string, unknown>, as: Person | null = alice) =>
  send(hub, 'POST', '/api/repos/create', { as: as ?? undefined, json: body })
const bad = (says: RegExp): Refusal => ({ status: 400, says })
const denied: Refusal = { status: 403, says: /You don't have the rights/ }
const refusedUnchanged = (answer: () => Promise<Response>, refusal: Refusal) =>
  changingNothing(hub, () => refused(answer(), refusal))

type Tree = { path: string }[]
const pathsOf = async (repo: string, type = 'models', as = alice) =>
  (await json<Tree>(send(hub, 'GET', `/api/${type}/${repo}/tree/main?recursive=1`, { as }))).map(({ path }) => path)
const isPrivate = async (repo: string) => (await send(hub, 'GET', `/api/models/${repo}/refs`)).status === 401

const withFile = (path: string, content = 'x', encoding?: string) =>
  create({ name: 'bad', files: [{ path, content: encoding ? content : btoa(content), encoding }] })

describe('a new repo', () => {
  test('has the name it was given, in that case, under its namespace', async () => {
    assert.equal((await createRepo(hub, alice, 'Mixed_Case.v1')).name, 'alice/Mixed_Case.v1')
    assert.equal((await createRepo(hub, alice, 'alice/whole')).name, 'alice/whole')
    assert.equal((await createRepo(hub, alice, 'by-org', { organization: 'LAB' })).name, 'lab/by-org')
    assert.equal((await createRepo(hub, alice, 'd', { type: 'dataset' })).url, `${hub.url}/datasets/alice/d`)
    assert.equal((await createRepo(hub, alice, 'c', { type: 'code' })).url, `${hub.url}/code/alice/c`)
    assert.equal((await createRepo(hub, alice, 'whole', { type: 'dataset' })).name, 'alice/whole')
  })

  test('has a lawful name', async () => {
    const names = ['', 'a b', '-a', 'a-', 'a--b', 'a..b', 'a.git', 'a.ipynb', 'é', 'a/b/c', 'a\0b', 'alice/']
    for (const name of [...names, 'x'.repeat(97)]) await refusedUnchanged(() => create({ name }), bad(/name/))
    for (const body of [{}, { name: 7 }, { name: 'x', type: 'bucket' }, { name: 'x', visibility: 'secret' }])
      await refusedUnchanged(() => create(body), bad(/name|type|visibility/))
  })

  test('belongs to a namespace one may write to', async () => {
    for (const name of ['bob/x', 'nobody/x', 'a\0b/x', '../x', '/x'])
      await refusedUnchanged(() => create({ name }), denied)
    await refusedUnchanged(() => create({ name: 'x', organization: 'a\0b' }), denied)
    await refusedUnchanged(() => create({ name: 'alice/x' }, null), { status: 401, says: /Invalid username/ })
    await refusedUnchanged(() => create({ name: 'x' }, null), { status: 401, says: /Invalid username/ })
  })

  test('is there once, whatever the case; the refusal says where', async () => {
    await createRepo(hub, alice, 'There', { private: true })
    const answer = await create({ name: 'tHERE' })
    assert.equal(answer.status, 409)
    const body = await json<{ url: string; error: string }>(answer)
    assert.equal(body.url.toLowerCase(), `${hub.url}/alice/there`)
    assert.match(body.error, /already created/)
    await refusedUnchanged(() => create({ name: 'alice/There' }, bob), denied)
  })

  test('made by many at once is made once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => create({ name: i % 2 ? 'race' : 'RACE' })))
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
    assert.deepEqual(statuses, [200, ...Array.from({ length: 7 }, () => 409)])
  })

  test('is as visible as asked for, else as its namespace says', async () => {
    for (const [name, body, hidden] of [
      ['v1', {}, false],
      ['v2', { private: true }, true],
      ['v3', { visibility: 'private' }, true],
      ['v4', { organization: 'lab' }, true],
      ['v5', { organization: 'lab', private: false }, false],
      ['v6', { organization: 'lab', visibility: 'public' }, false],
      ['v7', { visibility: 'private', private: false }, true],
    ] as const) {
      const repo = await createRepo(hub, alice, name, body)
      assert.equal(await isPrivate(repo.name), hidden, name)
    }
    await refusedUnchanged(() => create({ name: 'v8', visibility: 'protected' }), { status: 501, says: /visibilities/ })
  })

  test('starts with what the request brings, in place of the defaults', async () => {
    const files = [
      { path: '.gitattributes', content: '*.x filter=lfs\n', encoding: 'utf-8' },
      { path: 'deep/er/file.txt', content: Buffer.from('hello').toString('base64') },
    ]
    await createRepo(hub, alice, 'started', { files })
    assert.deepEqual(await pathsOf('alice/started'), ['.gitattributes', 'deep', 'deep/er', 'deep/er/file.txt'])
    assert.equal(
      await (await send(hub, 'GET', '/alice/started/resolve/main/.gitattributes')).text(),
      '*.x filter=lfs\n',
    )
    const large = [{ path: 'large.txt', content: 'x'.repeat(200_000), encoding: 'utf-8' }]
    await createRepo(hub, alice, 'started-large', { files: large })
    assert.equal((await (await send(hub, 'GET', '/alice/started-large/resolve/main/large.txt')).text()).length, 200_000)
  })

  test('is not made with first files that no commit could bring', async () => {
    await refusedUnchanged(() => withFile('../x'), { status: 422, says: /"\.\."/ })
    await refusedUnchanged(() => withFile('.git/x'), { status: 422, says: /\.git/ })
    await refusedUnchanged(() => withFile('.GITATTRIBUTES'), { status: 422, says: /upper and lower case/ })
    await refusedUnchanged(() => withFile('x', 'not base64!', 'base64'), bad(/base64/))
    await refusedUnchanged(() => withFile('README.md', '---\na: [\n---\n'), bad(/README.md is not valid/))
    await refusedUnchanged(() => withFile('x', 'y'.repeat(11 * 1024 * 1024), 'utf-8'), { status: 413, says: /LFS/ })
  })

  test('of the type Space says what it runs on and shows it in its card', async () => {
    await refusedUnchanged(() => create({ name: 's', type: 'space' }), bad(/"sdk" must be one of/))
    await refusedUnchanged(() => create({ name: 's', type: 'space', sdk: 'basic' }), bad(/"sdk" must be one of/))
    await createRepo(hub, alice, 's', { type: 'space', sdk: 'static' })
    assert.deepEqual(await pathsOf('alice/s', 'spaces'), ['.gitattributes', 'README.md', 'index.html', 'style.css'])
    const card = await (await send(hub, 'GET', '/spaces/alice/s/resolve/main/README.md')).text()
    assert.match(card, /^---\ntitle: "s"\n[^]*\nsdk: static\n/)
    const own = [{ path: 'README.md', content: '---\nsdk: gradio\ntitle: own\nemoji: 🐢\n---\n', encoding: 'utf-8' }]
    await createRepo(hub, alice, 's2', { type: 'space', sdk: 'gradio', files: own })
    assert.deepEqual(await pathsOf('alice/s2', 'spaces'), ['.gitattributes', 'README.md'])
  })

  test('may have a name that stands in our own addresses', async () => {
    for (const name of ['resolve', 'raw', 'tree', 'info', 'commit', 'datasets', 'api']) {
      await createRepo(hub, alice, name)
      await createRepo(hub, alice, name, { type: 'dataset' })
      for (const prefix of ['', 'datasets/'])
        for (const verb of ['resolve', 'raw']) {
          const answer = await send(hub, 'GET', `/${prefix}alice/${name}/${verb}/main/.gitattributes`)
          assert.equal(answer.status, 200, `${prefix}${name} ${verb}`)
        }
      assert.deepEqual(await pathsOf(`alice/${name}`, 'datasets'), ['.gitattributes'])
    }
  })
})

const remove = (body: Record<string, unknown>, as: Person | null = alice) =>
  send(hub, 'DELETE', '/api/repos/delete', { as: as ?? undefined, json: body })

describe('a deleted repo', () => {
  const gone: Refusal = { status: 404, code: 'RepoNotFound', says: /^Repository not found$/ }

  test('is gone with everything, and its name is free', async () => {
    await createRepo(hub, alice, 'short-lived')
    assert.equal((await remove({ name: 'short-lived' })).status, 200)
    await refused(send(hub, 'GET', '/api/models/alice/short-lived/refs', { as: alice }), gone)
    const { rows } = await hub.db.pool.query(
      `select 1 from git_objects where repo_id not in (select id from repos)
       union all select 1 from refs where repo_id not in (select id from repos)`,
    )
    assert.equal(rows.length, 0)
    await createRepo(hub, alice, 'short-lived', { private: true })
  })

  test('was there and was yours', async () => {
    await createRepo(hub, alice, 'kept')
    await refusedUnchanged(() => remove({ name: 'none' }), gone)
    await refusedUnchanged(() => remove({ name: 'a\0b' }), gone)
    await refusedUnchanged(() => remove({ name: 'alice/kept', type: 'dataset' }), gone)
    await refusedUnchanged(() => remove({ name: 'alice/kept' }, bob), denied)
    await refusedUnchanged(() => remove({ name: 'alice/kept' }, null), { status: 401, says: /Invalid username/ })
    await refusedUnchanged(() => remove({ name: 'a/b/c' }), bad(/not a repository name/))
  })

  test('is deleted by one of many', async () => {
    await createRepo(hub, alice, 'race-to-end')
    const answers = await Promise.all(Array.from({ length: 6 }, () => remove({ name: 'race-to-end' })))
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
    assert.deepEqual(statuses, [200, 404, 404, 404, 404, 404])
  })
})

const put = (body: unknown, as = alice) => send(hub, 'PUT', '/api/models/alice/set/settings', { as, json: body })

describe('settings', () => {
  test('hide and show a repo', async () => {
    await createRepo(hub, alice, 'set')
    for (const [body, hidden] of [
      [{ private: true }, true],
      [{ visibility: 'public' }, false],
      [{ visibility: 'private' }, true],
      [{ discussionsDisabled: true }, true],
      [{}, true],
      [{ gated: false }, true],
      [{ private: false }, false],
    ] as const) {
      const answer = await put(body)
      assert.equal((await json<{ private: boolean }>(answer)).private, hidden)
      assert.equal(await isPrivate('alice/set'), hidden)
    }
    await refusedUnchanged(() => put({ private: true }, bob), denied)
    await refusedUnchanged(() => put({ private: 'yes' }), bad(/private/))
    await refusedUnchanged(() => put({ gated: 'auto' }), { status: 501, says: /gate/ })
  })
})
