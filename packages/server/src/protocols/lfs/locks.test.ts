import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../config/limits.ts'
import { operator } from '../../features/accounts/index.ts'
import { changingNothing } from '../../testing/footprint.ts'
import { makeOrganization, tokenOf } from '../../testing/people.ts'
import { createRepo, json, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let bob: Person
let carol: Person
let now = new Date('2026-11-24T10:00:00.123Z')
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  carol = await hub.person('carol')
  await makeOrganization(hub, 'lab', { admin: 'alice', members: { bob: 'write', carol: 'read' } })
  await createRepo(hub, alice, 'locks', { organization: 'lab' })
})
after(() => hub[Symbol.asyncDispose]())

type Lock = { id: string; path: string; locked_at: string; owner: { name: string } }
type Page = { locks: Lock[]; next_cursor?: string }
type Verified = { ours: Lock[]; theirs: Lock[]; next_cursor?: string }

const at = (rest = '', repo = 'lab/locks.git') => `/${repo}/info/lfs/locks${rest}`
const post = (as: Person | undefined, rest: string, body: object, repo?: string) =>
  send(hub, 'POST', at(rest, repo), { as, json: body })
const lock = (as: Person | undefined, path: string, repo?: string) => post(as, '', { path }, repo)
const unlock = (as: Person | undefined, id: string, body: object = {}) => post(as, `/${id}/unlock`, body)
const pathsOf = ({ ours, theirs }: Verified) => [ours, theirs].map((locks) => locks.map(({ path }) => path))
const page = (query = '', repo?: string) => json<Page>(send(hub, 'GET', at(query, repo)))

async function lockOk(as: Person, path: string, repo?: string): Promise<Lock> {
  const answer = await lock(as, path, repo)
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await json<{ lock: Lock }>(answer)).lock
}

async function refused(answer: () => Promise<Response>, status: number, says = /./): Promise<Response> {
  const got = await changingNothing(hub, answer)
  assert.equal(got.status, status, await got.clone().text())
  assert.match((await json<{ message: string }>(got.clone())).message, says)
  assert.equal(got.headers.get('Content-Type'), 'application/vnd.git-lfs+json')
  return got
}

describe('a lock', () => {
  test('says whose it is, since when and where', async () => {
    const answer = await post(alice, '', { path: 'dir/a.bin', ref: { name: 'refs/heads/topic' } })
    assert.equal(answer.status, 201)
    assert.equal(answer.headers.get('Content-Type'), 'application/vnd.git-lfs+json')
    const made = (await json<{ lock: Lock }>(answer)).lock
    const { id, ...said } = made
    assert.deepEqual(said, { path: 'dir/a.bin', locked_at: '2026-11-24T10:00:00Z', owner: { name: 'alice' } })
    assert.equal(typeof id, 'string')
    assert.deepEqual((await page('?path=dir/a.bin')).locks, [made])
  })

  test('stands until it is unlocked, for its owner, too', async () => {
    const { id } = await lockOk(alice, 'b.bin')
    for (const who of [alice, bob]) {
      const answer = await refused(() => lock(who, 'b.bin'), 409, /"b[.]bin" is locked by alice already/)
      assert.equal((await json<{ lock: Lock }>(answer)).lock.id, id)
    }
    const gone = await unlock(alice, id)
    assert.equal(gone.status, 200)
    assert.equal((await json<{ lock: Lock }>(gone)).lock.path, 'b.bin')
    await refused(() => unlock(alice, id), 404)
    assert.notEqual((await lockOk(bob, 'b.bin')).id, id)
  })

  test('wanted by many at once goes to one', async () => {
    const answers = await Promise.all([alice, bob, alice, bob].map((who) => lock(who, 'raced.bin')))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409, 409])
    const locks = await Promise.all(answers.map((answer) => json<{ lock: Lock }>(answer)))
    assert.equal(new Set(locks.map((answer) => answer.lock.id)).size, 1)
  })

  test('of somebody else goes by force, for those who may administer', async () => {
    const { id } = await lockOk(alice, 'c.bin')
    await refused(() => unlock(bob, id), 403, /"c[.]bin" is locked by alice.*git lfs unlock --force c[.]bin/)
    const scopes = [
      { entity: { type: 'model' as const, name: 'lab/locks' }, permissions: ['repo.write', 'repo.content.read'] },
    ]
    const writer = await tokenOf(hub, 'bob', { role: 'fineGrained', scopes })
    await refused(() => unlock(writer, id, { force: true }), 403)
    await refused(() => unlock(carol, id, { force: true }), 403)
    assert.equal((await unlock(bob, id, { force: true })).status, 200)
    const own = await lockOk(bob, 'c.bin')
    assert.equal((await unlock(writer, own.id, { force: true, ref: { name: 'refs/heads/main' } })).status, 200)
  })

  test('is for paths that a commit may have', async () => {
    assert.equal((await lockOk(alice, 'with space/ü.bin')).path, 'with space/ü.bin')
    for (const path of ['', '/abs', '../up', 'a//b', '.git/config', 'a\0b', 'x'.repeat(5000)])
      await refused(() => lock(alice, path), 422, /path/)
    await refused(() => post(alice, '', {}), 400)
  })

  test('is for those who may write; the list for those who may read', async () => {
    await refused(() => lock(undefined, 'd.bin'), 401)
    await refused(() => lock(carol, 'd.bin'), 403)
    const reader = await tokenOf(hub, 'alice', { role: 'read' })
    await refused(() => lock(reader, 'd.bin'), 403)
    await refused(() => post(carol, '/verify', {}), 403)
    await refused(() => post(undefined, '/verify', {}), 401)
    assert.equal((await send(hub, 'GET', at(), { as: carol })).status, 200)
    assert.equal((await send(hub, 'GET', at())).status, 200)
    await createRepo(hub, alice, 'hidden', { private: true })
    const hidden = 'alice/hidden.git'
    await lockOk(alice, 'secret.bin', hidden)
    const list = () => send(hub, 'GET', at('', hidden))
    assert.equal((await refused(list, 401)).headers.get('LFS-Authenticate'), 'Basic realm="Kaihub"')
    await refused(() => send(hub, 'GET', at('', hidden), { as: bob }), 404)
    await refused(() => lock(bob, 'secret.bin', hidden), 404)
    await refused(() => lock(alice, 'secret.bin', 'alice/none.git'), 404)
  })

  test('belongs to one repo, of any type, with and without .git', async () => {
    const { id } = await lockOk(alice, 'e.bin')
    await createRepo(hub, alice, 'locks')
    const elsewhere = `/alice/locks/info/lfs/locks/${id}/unlock`
    await refused(() => send(hub, 'POST', elsewhere, { as: alice, json: { force: true } }), 404)
    for (const type of ['dataset', 'space', 'code'])
      await createRepo(hub, alice, 'typed', { type, ...(type === 'space' ? { sdk: 'static' } : {}) })
    for (const repo of [
      'alice/locks',
      'alice/locks.git',
      'datasets/alice/typed',
      'spaces/alice/typed.git',
      'code/alice/typed',
    ]) {
      const made = await lock(alice, 'e.bin', repo)
      assert.equal(made.status, repo === 'alice/locks.git' ? 409 : 201, repo)
      assert.equal((await page('', repo)).locks.length, 1, repo)
    }
  })

  test('ends with its repo, and with its owner', async () => {
    await createRepo(hub, alice, 'short', { organization: 'lab' })
    const dave = await hub.person('dave')
    await hub.services.accounts.setMember(operator, 'lab', { user: 'dave', role: 'write' })
    await lockOk(dave, 'f.bin', 'lab/short')
    await lockOk(alice, 'g.bin', 'lab/short')
    await hub.services.accounts.deleteUser(operator, 'dave')
    assert.deepEqual(
      (await page('', 'lab/short')).locks.map(({ path }) => path),
      ['g.bin'],
    )
    const gone = await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'lab/short' } })
    assert.equal(gone.status, 200)
    const { rows } = await hub.db.pool.query('select 1 from lfs_locks where path = $1', ['g.bin'])
    assert.deepEqual(rows, [])
  })
})

describe('a list of locks', () => {
  const repo = 'alice/listed'
  const made: Lock[] = []
  before(async () => {
    await createRepo(hub, alice, 'listed')
    for (let i = 0; i < 5; i++) {
      now = new Date(now.getTime() + 60_000)
      made.unshift(await lockOk(alice, `${i}.bin`, repo))
    }
  })

  test('comes newest first, page by page', async () => {
    assert.deepEqual(await page('', repo), { locks: made })
    const seen: Lock[] = []
    let cursor = ''
    for (let left = 3; left > 0; left--) {
      const { locks, next_cursor } = await page(`?limit=2&cursor=${cursor}&refspec=refs/heads/main&path=&id=`, repo)
      seen.push(...locks)
      cursor = next_cursor ?? 'end'
    }
    assert.deepEqual([seen, cursor], [made, 'end'])
    assert.equal((await page(`?limit=${limits.lfsLocksPage + 1}`, repo)).locks.length, 5)
  })

  test('is searched by path or id', async () => {
    assert.deepEqual(await page('?path=3.bin', repo), { locks: [made[1]] })
    assert.deepEqual(await page(`?id=${made[2]!.id}&limit=1`, repo), { locks: [made[2]] })
    assert.deepEqual(await page('?path=none.bin', repo), { locks: [] })
    assert.deepEqual(await page('?id=none', repo), { locks: [] })
    for (const query of ['?cursor=x', `?cursor=${Buffer.from('"1"').toString('base64url')}`, '?limit=all', '?id=%00'])
      await refused(() => send(hub, 'GET', at(query, repo)), 400)
  })

  test('before a push tells ours from theirs', async () => {
    await createRepo(hub, alice, 'verified', { organization: 'lab' })
    const verified = 'lab/verified'
    for (const [who, path] of [
      [alice, '1'],
      [bob, '2'],
      [alice, '3'],
    ] as const)
      await lockOk(who, path, verified)
    const verify = (body: object) => json<Verified>(post(bob, '/verify', body, verified))
    const ref = { name: 'refs/heads/main' }
    const all = await verify({ ref })
    assert.deepEqual(pathsOf(all), [['2'], ['3', '1']])
    assert.equal(all.next_cursor, undefined)
    const first = await verify({ ref, limit: 2 })
    assert.deepEqual(pathsOf(first), [['2'], ['3']])
    assert.deepEqual(pathsOf(await verify({ cursor: first.next_cursor, limit: 2 })), [[], ['1']])
    await refused(() => post(bob, '/verify', { cursor: 'x' }, verified), 400)
  })

  test('has an end', async () => {
    await createRepo(hub, alice, 'full')
    await hub.db.pool.query(
      `insert into lfs_locks (public_id, repo_id, path, owner_id, locked_at)
       select 'full ' || n, r.id, 'file ' || n, r.namespace_id, now()
       from repos r, generate_series(1, $1::integer) n where r.name = 'full'`,
      [limits.lfsLocksPerRepo],
    )
    await refused(() => lock(alice, 'one more', 'alice/full'), 400, /5000 locks already/)
    await refused(() => lock(alice, 'file 1', 'alice/full'), 409)
    assert.equal((await page('', 'alice/full')).locks.length, limits.lfsLocksPage)
  })
})
