import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../testing/footprint.ts'
import { commitOk, createRepo, file, header, json, refused, send, type Refusal } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let first: string
let second: string
const repo = 'alice/refs'
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'refs')
  first = await commitOk(hub, repo, [header('one'), file('a', '1')], { as: alice })
  second = await commitOk(hub, repo, [header('two'), file('a', '2'), file('b', 'b')], { as: alice })
})
after(() => hub[Symbol.asyncDispose]())

type Verb = 'branch' | 'tag' | 'super-squash'
const at = (verb: Verb, name: string) => `/api/models/${repo}/${verb}/${encodeURIComponent(name)}`
const post = (verb: Verb, name: string, body: object = {}) =>
  send(hub, 'POST', at(verb, name), { as: alice, json: body })
const remove = (verb: Verb, name: string) => send(hub, 'DELETE', at(verb, name), { as: alice })

async function postOk(verb: Verb, name: string, body: object = {}): Promise<void> {
  const answer = await post(verb, name, body)
  assert.equal(answer.status, 200, await answer.text())
}

type Ref = { name: string; ref: string; targetCommit: string }
const refsOf = () =>
  json<{ branches: Ref[]; tags: Ref[]; converts: Ref[]; pullRequests?: Ref[] }>(
    send(hub, 'GET', `/api/models/${repo}/refs`),
  )
const branch = async (name: string) => (await refsOf()).branches.find((ref) => ref.name === name)?.targetCommit
const tag = async (name: string) => (await refsOf()).tags.find((ref) => ref.name === name)?.targetCommit
const bad = (says: RegExp): Refusal => ({ status: 400, says })
const unknown: Refusal = { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ }
const exists: Refusal = { status: 409, says: /Reference already exists/ }

const refusedUnchanged = (answer: () => Promise<Response>, refusal: Refusal) =>
  changingNothing(hub, () => refused(answer(), refusal))

test('refs lists every kind, also the empty ones', async () => {
  const refs = await refsOf()
  assert.deepEqual(refs.converts, [])
  assert.equal(refs.pullRequests, undefined)
  assert.deepEqual(
    refs.branches.find(({ name }) => name === 'main'),
    { name: 'main', ref: 'refs/heads/main', targetCommit: second },
  )
  const more = await json<{ pullRequests: Ref[] }>(send(hub, 'GET', `/api/models/${repo}/refs?include_prs=1`))
  assert.deepEqual(more.pullRequests, [])
})

describe('a branch', () => {
  test('starts at main, or at any revision', async () => {
    await postOk('branch', 'plain')
    assert.equal(await branch('plain'), second)
    await postOk('branch', 'by-id', { startingPoint: first })
    await postOk('branch', 'by-short-id', { startingPoint: first.slice(0, 7) })
    await postOk('branch', 'by-branch', { startingPoint: 'by-id' })
    await postOk('branch', 'with/slash', { startingPoint: 'refs/heads/by-id' })
    for (const name of ['by-id', 'by-short-id', 'by-branch', 'with/slash'])
      assert.equal(await branch(name), first, name)
    for (const startingPoint of ['none', '1'.repeat(40), 'a\0b', 'a b', '\ud800'])
      await refusedUnchanged(() => post('branch', 'nowhere', { startingPoint }), unknown)
  })

  test('is made once, unless it is to be overwritten', async () => {
    await postOk('branch', 'once', { startingPoint: first })
    await refusedUnchanged(() => post('branch', 'once', { startingPoint: second }), exists)
    await refusedUnchanged(() => post('branch', 'main'), exists)
    await postOk('branch', 'once', { startingPoint: second, overwrite: true })
    assert.equal(await branch('once'), second)
  })

  test('may start empty, with a history of its own', async () => {
    await postOk('branch', 'empty', { emptyBranch: true })
    assert.deepEqual(await json(send(hub, 'GET', `/api/models/${repo}/tree/empty`)), [])
    const commits = await send(hub, 'GET', `/api/models/${repo}/commits/empty`)
    assert.equal(commits.headers.get('X-Total-Count'), '1')
    await commitOk(hub, repo, [header(), file('only', 'x')], { as: alice, branch: 'empty' })
    const tree = await json<{ path: string }[]>(send(hub, 'GET', `/api/models/${repo}/tree/empty`))
    assert.deepEqual(
      tree.map(({ path }) => path),
      ['only'],
    )
  })

  test('has a name that git would take, and no other meaning', async () => {
    const names = ['a..b', 'a b', 'a~1', '-x', 'x.lock', '.x', 'a//b', 'x.', '@', 'a@{1}', '*', 'x'.repeat(300)]
    for (const name of [...names, 'refs/pr/5', 'refs/heads/x', 'HEAD', 'a'.repeat(40), '\n', ' '])
      await refusedUnchanged(() => post('branch', name), bad(/Invalid reference for a branch/))
  })

  test('cannot stand where another has its folder', async () => {
    await postOk('branch', 'leaf')
    await postOk('branch', 'tree/leaf')
    await refusedUnchanged(() => post('branch', 'leaf/below'), bad(/Invalid reference for a branch: .*leaf/))
    await refusedUnchanged(() => post('branch', 'tree'), bad(/Invalid reference for a branch: .*tree\/leaf/))
    await postOk('branch', 'tree0')
    await postOk('branch', 'tree-1')
    await postOk('branch', 'lea')
  })

  test('is deleted once; main never; and nothing but branches goes this way', async () => {
    await postOk('branch', 'gone')
    assert.equal((await remove('branch', 'gone')).status, 200)
    assert.equal(await branch('gone'), undefined)
    await postOk('tag', 'main', { tag: 'not-a-branch' })
    for (const name of ['gone', 'none', first, 'not-a-branch', 'refs/tags/not-a-branch', 'refs/pr/1'])
      await refusedUnchanged(() => remove('branch', name), unknown)
    for (const name of ['main', 'refs/heads/main', 'HEAD'])
      await refusedUnchanged(() => remove('branch', name), { status: 403, says: /Cannot delete refs\/heads\/main/ })
  })

  test('made by many at once is made by one of them', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('branch', 'race')))
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
    assert.deepEqual(statuses, [200, ...Array.from({ length: 7 }, () => 409)])
  })

  test('deleted by many at once is deleted by one of them', async () => {
    await postOk('branch', 'race-to-end')
    const answers = await Promise.all(Array.from({ length: 8 }, () => remove('branch', 'race-to-end')))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.ok(answers.every(({ status }) => [200, 404, 412].includes(status)))
  })
})

describe('a tag', () => {
  test('names a commit, with or without a message', async () => {
    await postOk('tag', 'main', { tag: 'v1' })
    await postOk('tag', first, { tag: 'v0', message: 'the first\n\nwith words' })
    await postOk('tag', 'v0', { tag: 'v0-again' })
    assert.equal(await tag('v1'), second)
    assert.equal(await tag('v0'), first)
    assert.equal(await tag('v0-again'), first)
    for (const revision of ['v0', 'refs/tags/v0', 'refs%2Ftags%2Fv0'])
      assert.equal(await (await send(hub, 'GET', `/alice/refs/resolve/${revision}/a`)).text(), '1')
  })

  test('does not move', async () => {
    await postOk('tag', first, { tag: 'fixed' })
    await refusedUnchanged(() => post('tag', second, { tag: 'fixed' }), exists)
    await refusedUnchanged(() => post('tag', second, { tag: 'fixed', message: 'm' }), exists)
    assert.equal(await tag('fixed'), first)
  })

  test('has a lawful name and names what is there', async () => {
    for (const name of ['a b', '', 'a\0b', 'refs/heads/x', 'b'.repeat(40), 'x'.repeat(300), '\ud800'])
      await refusedUnchanged(() => post('tag', 'main', { tag: name }), bad(/Invalid reference for a tag/))
    await refusedUnchanged(() => post('tag', 'none', { tag: 'x' }), unknown)
    await refusedUnchanged(() => post('tag', 'main', { tag: 'x', message: 'm'.repeat(70_000) }), bad(/message/))
    await refusedUnchanged(() => post('tag', 'main', {}), bad(/tag/))
  })

  test('is deleted once, and nothing but tags goes this way', async () => {
    await postOk('tag', 'main', { tag: 'short/lived' })
    assert.equal((await remove('tag', 'short/lived')).status, 200)
    for (const name of ['short/lived', 'none', 'main', 'refs/heads/main', first])
      await refusedUnchanged(() => remove('tag', name), unknown)
    assert.equal(await branch('main'), second)
  })

  test('of the same name as a branch gives way to it', async () => {
    await postOk('branch', 'both', { startingPoint: first })
    await postOk('tag', second, { tag: 'both' })
    assert.equal(await (await send(hub, 'GET', '/alice/refs/resolve/both/a')).text(), '1')
    assert.equal(await (await send(hub, 'GET', '/alice/refs/resolve/refs%2Ftags%2Fboth/a')).text(), '2')
  })
})

describe('super-squash', () => {
  test('keeps the files and leaves one commit with the given words', async () => {
    await postOk('branch', 'long')
    await commitOk(hub, repo, [header(), file('dir/c', 'c')], { as: alice, branch: 'long' })
    const before = await json(send(hub, 'GET', `/api/models/${repo}/tree/long?recursive=1`))
    await postOk('super-squash', 'long', { message: 'all in one\n\nreally' })
    assert.deepEqual(await json(send(hub, 'GET', `/api/models/${repo}/tree/long?recursive=1`)), before)
    const commits = await send(hub, 'GET', `/api/models/${repo}/commits/long`)
    assert.equal(commits.headers.get('X-Total-Count'), '1')
    const [only, ...more] = await json<{ title: string; message: string }[]>(commits)
    assert.deepEqual(more, [])
    assert.deepEqual([only?.title, only?.message], ['all in one', 'really'])
    await commitOk(hub, repo, [header(), file('after', 'x')], { as: alice, branch: 'long' })
    const after = await send(hub, 'GET', `/api/models/${repo}/commits/long`)
    assert.equal(after.headers.get('X-Total-Count'), '2')
  })

  test('is for branches', async () => {
    await postOk('tag', 'main', { tag: 'no-branch' })
    for (const name of ['none', second, 'no-branch', 'refs/tags/no-branch'])
      await refusedUnchanged(() => post('super-squash', name, { message: 'm' }), unknown)
  })
})
