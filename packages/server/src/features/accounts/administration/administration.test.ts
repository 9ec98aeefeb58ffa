import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts, type AccountsHub } from '../accounts.suite.ts'

type Listed = { name: string; isAdmin: boolean; disabledAt: string | null; lastSeenAt: string | null }

/** A hub with an administrator, root, and two others. */
async function startWithRoot() {
  const hub = await startAccounts()
  await hub.createUser('root', { isAdmin: true })
  await hub.createUser('alice', { email: 'alice@example.org' })
  await hub.createUser('bob')
  return { ...hub, root: await hub.login('root') }
}

const list = async (hub: AccountsHub, cookie: string, query = '') =>
  (await hub.ask({ path: `/api/admin/users${query}`, cookie })).body as Listed[]

suite('people, as administrators see them', () => {
  test('are listed by name, a page at a time, found by name or address', async () => {
    await using hub = await startWithRoot()
    const names = (users: Listed[]) => users.map(({ name }) => name)
    assert.deepEqual(names(await list(hub, hub.root)), ['alice', 'bob', 'root'])
    const first = await hub.ask({ path: '/api/admin/users?limit=2', cookie: hub.root })
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    assert.deepEqual(names((await hub.ask({ path: next, cookie: hub.root })).body as Listed[]), ['root'])
    assert.deepEqual(names(await list(hub, hub.root, '?search=EXAMPLE.org')), ['alice'])
    assert.deepEqual(names(await list(hub, hub.root, '?search=%25')), [])
    assert.deepEqual(names(await list(hub, hub.root, '?only=admins')), ['root'])
    const [root] = await list(hub, hub.root, '?search=root')
    assert.equal(root?.isAdmin, true)
    assert.notEqual(root?.lastSeenAt, null)
  })

  test('get an account with a one-time password, and another when they forget it', async () => {
    await using hub = await startWithRoot()
    const made = await hub.ask({ method: 'POST', path: '/api/admin/users', cookie: hub.root, json: { name: 'carol' } })
    assert.equal(made.status, 201)
    assert.equal(made.headers.get('cache-control'), 'no-store')
    const { password } = made.body as { password: string }
    const login = (json: object) => hub.ask({ method: 'POST', path: '/api/login', json: { name: 'carol', ...json } })
    assert.equal((await login({ password })).status, 403)
    assert.equal((await login({ password, newPassword: 'a better one' })).status, 200)
    const reset = await hub.ask({ method: 'POST', path: '/api/admin/users/carol/password', cookie: hub.root })
    assert.equal((await login({ password: 'a better one' })).status, 401)
    const again = (reset.body as { password: string }).password
    assert.equal((await login({ password: again, newPassword: 'the third one' })).status, 200)
  })

  test('who are disabled can do nothing by any credential until they are let in again', async () => {
    await using hub = await startWithRoot()
    const [cookie, token] = [await hub.login('alice'), await hub.createToken('alice')]
    const change = (name: string, json: object) =>
      hub.ask({ method: 'PATCH', path: `/api/admin/users/${name}`, cookie: hub.root, json })
    assert.equal((await change('alice', { disabled: true })).status, 204)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie })).status, 401)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token })).status, 401)
    const alice = await hub.accounts.findUser('alice')
    assert.equal(await hub.accounts.actorOf(alice!.id), null)
    const json = { name: 'alice', password: hub.password }
    const refused = await hub.ask({ method: 'POST', path: '/api/login', json })
    assert.equal(refused.status, 403)
    assert.match(refused.text, /disabled/)
    const wrong = { name: 'alice', password: 'wrong password' }
    assert.equal((await hub.ask({ method: 'POST', path: '/api/login', json: wrong })).status, 401)
    assert.deepEqual(
      (await list(hub, hub.root, '?only=disabled')).map(({ name }) => name),
      ['alice'],
    )
    await change('alice', { disabled: false })
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token })).status, 200)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie })).status, 401)
  })

  test('never leave the hub without an administrator', async () => {
    await using hub = await startWithRoot()
    const change = (name: string, json: object) =>
      hub.ask({ method: 'PATCH', path: `/api/admin/users/${name}`, cookie: hub.root, json })
    assert.equal((await change('root', { isAdmin: false })).status, 409)
    assert.equal((await change('root', { disabled: true })).status, 400)
    assert.equal((await change('bob', { isAdmin: true, fullName: 'Bob B.' })).status, 204)
    assert.equal((await change('bob', { disabled: true })).status, 204)
    // one who is kept out counts for nothing
    assert.equal((await change('root', { isAdmin: false })).status, 409)
    await change('bob', { disabled: false })
    assert.equal((await change('root', { isAdmin: false })).status, 204)
    assert.equal((await change('root', { isAdmin: true })).status, 403)
  })

  test('are nobody else’s business', async () => {
    await using hub = await startWithRoot()
    const calls = [
      { path: '/api/admin/users' },
      { method: 'POST', path: '/api/admin/users', json: { name: 'mallory', isAdmin: true } },
      { method: 'PATCH', path: '/api/admin/users/alice', json: { isAdmin: true } },
      { method: 'POST', path: '/api/admin/users/root/password' },
      { method: 'DELETE', path: '/api/admin/users/bob' },
    ]
    const [cookie, token] = [await hub.login('alice'), await hub.createToken('alice')]
    const readToken = await hub.createToken('root', 'read')
    const crossSite = { cookie: hub.root, headers: { 'Sec-Fetch-Site': 'cross-site' } }
    for (const call of calls) {
      assert.equal((await hub.ask(call)).status, 401)
      for (const who of [{ cookie }, { token }, { token: readToken }])
        assert.equal((await hub.ask({ ...call, ...who })).status, 403, call.path)
      if ('method' in call) assert.equal((await hub.ask({ ...call, ...crossSite })).status, 403, call.path)
    }
    const writeToken = await hub.createToken('root')
    assert.equal((await hub.ask({ path: '/api/admin/users', token: writeToken })).status, 200)
    assert.equal((await hub.ask({ method: 'DELETE', path: '/api/admin/users/bob', cookie: hub.root })).status, 204)
  })
})
