import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts } from '../accounts.suite.ts'
import { operator } from '../index.ts'

const cookieOf = (headers: Headers): string =>
  /^kaihub_session=([^;]*); Path=\/; HttpOnly; SameSite=Lax; Expires=/.exec(headers.get('set-cookie') ?? '')?.[1] ?? ''

suite('login', () => {
  test('opens a session that the cookie carries, until it is closed', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const json = { name: 'ALICE', password: hub.password }
    const reply = await hub.ask({ method: 'POST', path: '/api/login', json })
    assert.equal(reply.status, 200)
    assert.doesNotMatch(reply.headers.get('set-cookie') ?? '', /Secure/)
    const cookie = cookieOf(reply.headers)
    assert.equal(cookie.length, 43)
    const me = await hub.ask({ path: '/api/whoami-v2', cookie })
    assert.deepEqual((me.body as { auth: unknown }).auth, { type: 'session' })
    assert.equal(cookieOf((await hub.ask({ method: 'POST', path: '/api/logout', cookie })).headers), '')
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie })).status, 401)
  })

  test('again takes the place of the session before', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const before = await hub.login('alice')
    const login = (password: string) =>
      hub.ask({ method: 'POST', path: '/api/login', json: { name: 'alice', password }, cookie: before })
    assert.equal((await login('wrong password')).status, 401)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: before })).status, 200)
    const after = cookieOf((await login(hub.password)).headers)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: after })).status, 200)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: before })).status, 401)
    const json = { name: 'bob', password: hub.password }
    assert.equal((await hub.ask({ method: 'POST', path: '/api/signup', json, cookie: after })).status, 201)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: after })).status, 401)
  })

  test('says the same for a wrong password and for nobody', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    for (const name of ['alice', 'nobody', 'lab', 'no body']) {
      const reply = await hub.ask({ method: 'POST', path: '/api/login', json: { name, password: 'wrong password' } })
      assert.equal(reply.status, 401)
      assert.deepEqual(reply.body, { error: 'Invalid username or password.' })
      assert.equal(reply.headers.get('set-cookie'), null)
    }
    for (const json of [
      { name: 'a\0b', password: 'x' },
      { name: 'alice', password: 'x'.repeat(5000) },
      { name: 'alice' },
    ])
      assert.equal((await hub.ask({ method: 'POST', path: '/api/login', json })).status, 400)
  })

  test('ends by itself after its days', async () => {
    await using hub = await startAccounts({ limits: { sessionDays: 1 } })
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie })).status, 200)
    hub.advance(86_400)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie })).status, 401)
  })

  test('with a one-time password works only together with a new one', async () => {
    await using hub = await startAccounts()
    const { password } = await hub.accounts.createUser(operator, { name: 'alice' })
    const login = (json: unknown) => hub.ask({ method: 'POST', path: '/api/login', json })
    const alone = await login({ name: 'alice', password })
    assert.equal(alone.status, 403)
    assert.match((alone.body as { error: string }).error, /newPassword/)
    assert.equal((alone.body as { mustChangePassword?: boolean }).mustChangePassword, true)
    assert.equal((await login({ name: 'alice', password, newPassword: 'short' })).status, 400)
    assert.equal((await login({ name: 'alice', password, newPassword: password })).status, 400)
    assert.equal((await login({ name: 'alice', password, newPassword: 'a better one' })).status, 200)
    assert.equal((await login({ name: 'alice', password, newPassword: 'a third one' })).status, 401)
    assert.equal((await login({ name: 'alice', password: 'a better one' })).status, 200)
  })

  test('with a one-time password works for one of two at the same moment', async () => {
    await using hub = await startAccounts()
    const { password } = await hub.accounts.createUser(operator, { name: 'alice' })
    const login = (newPassword: string) =>
      hub.accounts.login({ name: 'alice', password: password!, newPassword, address: null, userAgent: '' })
    const outcomes = await Promise.allSettled([login('first choice'), login('second choice')])
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  })

  test('cannot be forced by another site', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const json = { name: 'alice', password: hub.password }
    const headers = { 'Sec-Fetch-Site': 'cross-site' }
    assert.equal((await hub.ask({ method: 'POST', path: '/api/login', json, headers })).status, 403)
  })
})

suite('guessing', () => {
  test('is slowed down per account, in this process and any other, and ends with the window', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 3, loginWindowSeconds: 60 } })
    await hub.createUser('alice')
    const login = (password: string) =>
      hub.ask({ method: 'POST', path: '/api/login', json: { name: 'Alice', password } })
    const tries = await Promise.all(['wrong 1', 'wrong 2', 'wrong 3', 'wrong 4', 'wrong 5'].map(login))
    assert.ok(tries.filter(({ status }) => status === 401).length <= 3)
    while ((await login('wrong again')).status !== 429);
    hub.advance(20)
    const refused = await login(hub.password)
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after'), '40')
    hub.advance(40)
    assert.equal((await login(hub.password)).status, 200)
  })

  test('is slowed down per address, over many names', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 3 } })
    await hub.createUser('alice')
    const from = (address: string, name: string, password: string) =>
      hub.accounts.login({ name, password, address, userAgent: '' })
    for (const name of ['a', 'b', 'c'])
      await assert.rejects(from('10.0.0.1', name, 'wrong'), { code: 'InvalidCredentials' })
    await assert.rejects(from('10.0.0.1', 'alice', hub.password), { code: 'RateLimited' })
    assert.equal((await from('10.0.0.2', 'alice', hub.password)).user.name, 'alice')
  })

  test('does not count against those who know the password', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 2 } })
    await hub.createUser('alice')
    for (let round = 0; round < 4; round++) {
      const login = (password: string) =>
        hub.accounts.login({ name: 'alice', password, address: '10.0.0.1', userAgent: '' })
      await assert.rejects(login('wrong'), { code: 'InvalidCredentials' })
      await login(hub.password)
    }
  })
})

suite('the cookie', () => {
  test('is of no use to another site', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const create = (headers: Record<string, string>) =>
      hub.ask({ method: 'POST', path: '/api/organizations', json: { name: 'lab' }, cookie, headers })
    assert.equal((await create({ 'Sec-Fetch-Site': 'cross-site' })).status, 403)
    assert.equal((await create({ 'Sec-Fetch-Site': 'same-site' })).status, 403)
    assert.equal(await hub.accounts.findNamespace('lab'), null)
    assert.equal((await create({})).status, 201)
  })

  test('that is wrong makes nobody of its sender', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    assert.equal((await hub.ask({ path: '/api/users/alice/overview', cookie: 'x'.repeat(43) })).status, 200)
    assert.equal((await hub.ask({ path: '/api/settings/tokens', cookie: 'nonsense' })).status, 401)
  })
})

suite('settings', () => {
  test('list one’s sessions and end them one by one', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.createUser('bob')
    const [here, there, bobs] = [await hub.login('alice'), await hub.login('alice'), await hub.login('bob')]
    const list = async () =>
      (await hub.ask({ path: '/api/settings/sessions', cookie: here })).body as {
        id: string
        isCurrent: boolean
        address: string | null
      }[]
    assert.deepEqual((await list()).map(({ isCurrent }) => isCurrent).toSorted(), [false, true])
    const other = (await list()).find(({ isCurrent }) => !isCurrent)!
    const path = `/api/settings/sessions/${other.id}`
    assert.equal((await hub.ask({ method: 'DELETE', path, cookie: bobs })).status, 404)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: there })).status, 200)
    assert.equal((await hub.ask({ method: 'DELETE', path, cookie: here })).status, 204)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: there })).status, 401)
    assert.equal((await list()).length, 1)
    // through the door the hub knows where somebody came from
    const json = { name: 'alice', password: hub.password }
    await hub.ask({ method: 'POST', path: '/api/login', json })
    assert.deepEqual((await list()).map(({ address }) => address).toSorted(), ['127.0.0.1', null].toSorted())
  })

  test('change the password, which ends the other sessions', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const [here, there, token] = [await hub.login('alice'), await hub.login('alice'), await hub.createToken('alice')]
    const change = (json: unknown, who: { cookie?: string; token?: string }) =>
      hub.ask({ method: 'POST', path: '/api/settings/password', json, ...who })
    const wanted = { currentPassword: hub.password, newPassword: 'a better one' }
    assert.equal((await change({ ...wanted, currentPassword: 'wrong' }, { cookie: here })).status, 401)
    assert.equal((await change({ ...wanted, newPassword: 'short' }, { cookie: here })).status, 400)
    assert.equal((await change(wanted, { token })).status, 403)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: there })).status, 200)
    assert.equal((await change(wanted, { cookie: here })).status, 204)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: here })).status, 200)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie: there })).status, 401)
    await assert.rejects(hub.login('alice'), { code: 'InvalidCredentials' })
  })
})
