import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startGitClient, type GitClient } from '../../../testing/git-client.ts'
import * as packs from '../../../testing/git-packs.ts'
import { commitOk, createRepo, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// What git takes and nobody makes any more, below a tip that is in order: the Hub API tells what it can.

const { commitOf, objectOf, packOf, treeOf } = packs

let hub: TestHub
let alice: Person
let client: GitClient
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  client = await startGitClient(hub)
  await createRepo(hub, alice, 'old')
  await push([{ name: 'refs/heads/all', to: tip.oid }])
})
after(async () => {
  await client[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

const blob = objectOf('blob', 'content')
const link = objectOf('blob', 'somewhere/else')
const inner = treeOf([{ name: 'inner.txt', oid: blob.oid }])
const latin = (text: string) => Buffer.from(text, 'latin1')
const oddNames = treeOf([
  { name: 'a.txt', oid: blob.oid },
  { name: latin('caf\xe9'), oid: blob.oid },
  { mode: '40000', name: latin('dir\xff'), oid: inner.oid },
  { name: 'z.txt', oid: blob.oid },
])
const oddModes = treeOf([
  { mode: '100664', name: 'group.txt', oid: blob.oid },
  { mode: '040000', name: 'padded', oid: inner.oid },
  { mode: '100777', name: 'run.sh', oid: blob.oid },
  { mode: '777', name: 'strange', oid: 'd'.repeat(40) },
])
const modules = objectOf('blob', '[submodule "sub"]\n\tpath = sub\n\turl = https://example.org/sub\n')
const clean = treeOf([
  { name: '.gitmodules', oid: modules.oid },
  { mode: '120000', name: 'link', oid: link.oid },
  { mode: '160000', name: 'sub', oid: 'e'.repeat(40) },
  { name: 'tip.txt', oid: blob.oid },
])
const named = commitOf(oddNames.oid)
const moded = commitOf(oddModes.oid, [named.oid])
const tip = commitOf(clean.oid, [moded.oid])
const all = [blob, link, inner, oddNames, oddModes, modules, clean, named, moded, tip]

async function push(updates: packs.Update[], made = all): Promise<string[]> {
  const { report } = await packs.readReport(
    await packs.postPush(hub, 'alice/old', alice, packs.pushBody(updates, packOf(made))),
  )
  return report
}

const get = (path: string) => send(hub, 'GET', path, { as: alice })
const treeAt = async (revision: string, path = '', query = '') =>
  (await json<{ path: string; type: string }[]>(get(`/api/models/alice/old/tree/${revision}${path}${query}`))).map(
    (entry) => `${entry.type} ${entry.path}`,
  )

test('a tip with such names is refused, and so is a new one in an old folder', async () => {
  assert.match((await push([{ name: 'refs/heads/odd', to: named.oid }]))[1]!, /is not valid UTF-8/)
  assert.match((await push([{ name: 'refs/heads/odd', to: moded.oid }]))[1]!, /^ok/)
})

describe('names that are no UTF-8', () => {
  test('are left out of lists; what is beside them is there', async () => {
    for (const query of ['', '?recursive=1', '?expand=1', '?recursive=1&expand=1'])
      assert.deepEqual(await treeAt(named.oid, '', query), ['file a.txt', 'file z.txt'])
    const paths = ['a.txt', 'caf\ufffd', 'caf\udce9', 'café', 'dir\ufffd/inner.txt']
    const found = await json<{ path: string }[]>(
      send(hub, 'POST', `/api/models/alice/old/paths-info/${named.oid}`, { as: alice, json: { paths } }),
    )
    assert.ok(found.some(({ path }) => path === 'a.txt'))
    assert.equal(await (await get(`/alice/old/resolve/${named.oid}/a.txt`)).text(), 'content')
    for (const path of ['caf%C3%A9', 'caf%EF%BF%BD', 'dir%EF%BF%BD/inner.txt'])
      assert.equal((await get(`/alice/old/resolve/${named.oid}/${path}`)).status, 404)
    const info = await json<{ siblings: { rfilename: string }[] }>(get(`/api/models/alice/old/revision/${named.oid}`))
    assert.deepEqual(
      info.siblings.map(({ rfilename }) => rfilename),
      ['a.txt', 'z.txt'],
    )
  })

  test('are kept, byte by byte, by a commit over HTTP beside them', async () => {
    const made = await send(hub, 'POST', '/api/models/alice/old/branch/from-old', {
      as: alice,
      json: { startingPoint: named.oid },
    })
    assert.equal(made.status, 200)
    await commitOk(hub, 'alice/old', [header(), file('new.txt', 'new')], { as: alice, branch: 'from-old' })
    await client.git(client.folder, 'clone', '--quiet', '--bare', client.remote('alice/old'), 'old')
    const where = client.at('old')
    const names = (await client.git(where, '-c', 'core.quotePath=true', 'ls-tree', '--name-only', 'from-old')).split(
      '\n',
    )
    assert.deepEqual(names, ['a.txt', '"caf\\351"', '"dir\\377"', 'new.txt', 'z.txt'])
    // A push beside them is as good.
    const next = treeOf([
      { name: 'a.txt', oid: blob.oid },
      { name: latin('caf\xe9'), oid: blob.oid },
      { name: 'pushed.txt', oid: blob.oid },
    ])
    const from = await client.git(where, 'rev-parse', 'from-old')
    const commit = commitOf(next.oid, [from])
    const report = await push([{ name: 'refs/heads/from-old', from, to: commit.oid }], [blob, next, commit])
    assert.match(report[1]!, /^ok/)
  })
})

describe('modes of old', () => {
  test('mean what they mean to git', async () => {
    assert.deepEqual(await treeAt(moded.oid, '', '?recursive=1'), [
      'file group.txt',
      'directory padded',
      'file padded/inner.txt',
      'file run.sh',
    ])
    assert.deepEqual(await treeAt(moded.oid, '/padded'), ['file padded/inner.txt'])
    assert.equal(await (await get(`/alice/old/resolve/${moded.oid}/padded/inner.txt`)).text(), 'content')
    assert.equal((await get(`/alice/old/resolve/${moded.oid}/strange`)).status, 404)
  })
})

describe('submodules and links', () => {
  test('of submodules there is nothing to be had', async () => {
    assert.deepEqual(await treeAt('all', '', '?recursive=1&expand=1'), [
      'file .gitmodules',
      'file link',
      'file tip.txt',
    ])
    for (const path of ['sub', 'sub/deeper'])
      for (const address of [`/alice/old/resolve/all/${path}`, `/api/models/alice/old/tree/all/${path}`])
        assert.equal((await get(address)).status, 404, address)
    const json_ = { paths: ['sub', 'sub/x', 'link', 'tip.txt'] }
    const found = await json<{ path: string }[]>(
      send(hub, 'POST', '/api/models/alice/old/paths-info/all', { as: alice, json: json_ }),
    )
    assert.deepEqual(
      found.map(({ path }) => path),
      ['link', 'tip.txt'],
    )
    const info = await json<{ siblings: { rfilename: string }[] }>(get('/api/models/alice/old/revision/all'))
    assert.deepEqual(
      info.siblings.map(({ rfilename }) => rfilename),
      ['.gitmodules', 'link', 'tip.txt'],
    )
    assert.equal(await (await get('/alice/old/resolve/all/link')).text(), 'somewhere/else')
  })

  test('commits over HTTP leave them, delete them and put files in their place', async () => {
    const at = { as: alice, branch: 'all' }
    await commitOk(hub, 'alice/old', [header(), file('more.txt', 'x')], at)
    assert.match(await client.git(client.at('old'), 'ls-remote', 'origin').catch(() => ''), /./)
    await client.git(client.at('old'), 'fetch', '--quiet', 'origin', 'all')
    assert.match(await client.git(client.at('old'), 'ls-tree', 'FETCH_HEAD', 'sub'), /^160000 commit eeee/)
    const copy = [header(), { key: 'copyFile', value: { path: 'copied', srcPath: 'sub' } }]
    const lines = copy.map((line) => JSON.stringify(line)).join('\n')
    const answer = await send(hub, 'POST', '/api/models/alice/old/commit/all', {
      as: alice,
      body: lines,
      headers: { 'Content-Type': 'application/x-ndjson' },
    })
    assert.equal(answer.status, 404)
    await commitOk(hub, 'alice/old', [header(), { key: 'deletedFile', value: { path: 'sub' } }], at)
    await commitOk(hub, 'alice/old', [header(), file('sub', 'a file now')], at)
    assert.equal(await (await get('/alice/old/resolve/all/sub')).text(), 'a file now')
  })
})

test('people without names and times without sense are told as far as they go', async () => {
  const identities = [
    'Zoë <> 1 +9999',
    ' <a@b> 1700000000 +051800',
    'A B 1700000000 +0000',
    'A <a@b>',
    'A<a@b> 1 +0000',
  ]
  const times = [0, 4_294_967_296, 253_402_300_800, 8_640_000_000_000, 8_640_000_000_001, 9_000_000_000_000_000]
  let parent = tip.oid
  const made = [...identities, ...times.map((time) => `A <a@b> ${time} +0000`)].map((who) => {
    const head = `tree ${clean.oid}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\nencoding ISO-8859-1\n\nwords\n`
    const commit = objectOf('commit', Buffer.from(head, 'latin1'))
    parent = commit.oid
    return commit
  })
  assert.deepEqual(await push([{ name: 'refs/heads/people', to: parent }], [...made, ...all]), [
    'unpack ok',
    'ok refs/heads/people',
  ])
  const commits = await json<{ id: string; date: string }[]>(get('/api/models/alice/old/commits/people'))
  assert.deepEqual(
    commits.slice(0, made.length).map(({ id }) => id),
    made.map(({ oid }) => oid).toReversed(),
  )
  await hub.drain()
})

test('all of it is whole, also in a duplicate and after a repack', async () => {
  const { rows } = await hub.db.pool.query<{ id: string }>('select id from repos')
  await hub.services.content.git.repack(Number(rows[0]!.id) as never)
  const copied = await send(hub, 'POST', '/api/models/alice/old/duplicate', {
    as: alice,
    json: { repository: 'alice/copy' },
  })
  assert.equal(copied.status, 200, await copied.clone().text())
  const damage: unknown[] = []
  await hub.services.content.checkStorage((found) => damage.push(found))
  assert.deepEqual(damage, [])
  assert.deepEqual(await treeAt(named.oid), ['file a.txt', 'file z.txt'])
})
