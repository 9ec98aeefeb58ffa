import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { sql } from 'kysely'
import { startAccounts } from '../accounts.suite.ts'
import { operator } from '../index.ts'
import { answer, askAtOnce, logIn, poll, refresh, start, type Granted } from './device-login.suite.ts'

suite('a device', () => {
  test('logs in with the password that its person types elsewhere', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const started = await start(hub)
    assert.match(started.user_code, /^[A-Z]{4}-[A-Z]{4}$/)
    assert.deepEqual([started.interval, started.expires_in], [5, 900])
    assert.equal(started.verification_uri, `${hub.origin}/login/device`)
    assert.equal(started.verification_uri_complete, `${hub.origin}/login/device?user_code=${started.user_code}`)
    const pending = await askAtOnce(hub, started.device_code)
    assert.deepEqual([pending.status, pending.error], [400, 'authorization_pending'])

    const shown = await hub.ask({ path: started.verification_uri_complete })
    assert.equal(shown.status, 200)
    assert.match(shown.text, new RegExp(`${started.user_code}[^]*snail from 127\\.0\\.0\\.1, less than a minute ago`))
    const done = await answer(hub, { user_code: started.user_code, name: ' Alice', password: hub.password })
    assert.equal(done.status, 200)
    assert.match(done.text, /Your device will be logged in/)
    assert.equal(done.headers.get('set-cookie'), null)

    const granted = await poll(hub, started.device_code)
    assert.deepEqual([granted.status, granted.token_type, granted.expires_in], [200, 'Bearer', 30 * 86_400])
    assert.match(granted.access_token, /^hf_[A-Za-z0-9]{34}$/)
    const me = await hub.ask({ path: '/api/whoami-v2', token: granted.access_token })
    const { name, auth } = me.body as { name: string; auth: { accessToken: { role: string; displayName: string } } }
    assert.deepEqual([name, auth.accessToken.role, auth.accessToken.displayName], ['alice', 'write', 'alice via snail'])
    const [token] = await hub.accounts.listAccessTokens(operator, { user: 'alice' })
    assert.equal(token?.expiresAt?.toISOString(), '2026-12-22T10:00:05.000Z')
  })

  test('gets its token once, and the code is good for one answer', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.createUser('bob')
    const { device_code, user_code } = await start(hub)
    const both = await Promise.all(
      ['alice', 'bob'].map((name) => answer(hub, { user_code, name, password: hub.password })),
    )
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 404])
    hub.advance(5)
    const asked = await Promise.all([1, 2, 3].map(() => hub.accounts.redeemDeviceCode(device_code)))
    assert.equal(asked.filter((each) => 'accessToken' in each).length, 1)
    assert.equal((await poll(hub, device_code)).error, 'invalid_grant')
    const tokens = await Promise.all(['alice', 'bob'].map((user) => hub.accounts.listAccessTokens(operator, { user })))
    assert.equal(tokens.flat().length, 1)
  })

  test('is known by its client id or by what it calls itself', async () => {
    await using hub = await startAccounts()
    const name = async (...client: [string, string]) => {
      const { user_code } = await start(hub, ...client)
      return (await hub.accounts.findDeviceLogin(user_code, null))?.client
    }
    assert.equal(await name('26be6b09-91c5-47da-9861-d2d2bb7a7e36', 'python-httpx2/2.5.0'), 'hf')
    assert.equal(await name('any', 'unknown/None; hf_hub/2.0.1; python/3.11.2'), 'hf_hub')
    assert.equal(await name('any', 'python-httpx2/2.5.0'), 'python-httpx2')
    assert.equal(await name('any', `<b>/1 ${'x'.repeat(50)}/2`), 'a device')
  })

  test('that asks too often must slow down', async () => {
    await using hub = await startAccounts()
    const { device_code } = await start(hub)
    assert.equal((await askAtOnce(hub, device_code)).error, 'authorization_pending')
    hub.advance(3)
    assert.equal((await askAtOnce(hub, device_code)).error, 'slow_down')
    hub.advance(1)
    assert.equal((await askAtOnce(hub, device_code)).error, 'authorization_pending')
  })

  test('is told when it was denied, by whomever', async () => {
    await using hub = await startAccounts()
    const { device_code, user_code } = await start(hub)
    const denied = await answer(hub, { user_code, decision: 'deny' })
    assert.equal(denied.status, 200)
    assert.match(denied.text, /Denied/)
    assert.equal((await poll(hub, device_code)).error, 'access_denied')
    assert.equal((await hub.ask({ path: `/login/device?user_code=${user_code}` })).status, 404)
  })

  test('is told when its code has expired, and then nobody can approve it', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const { device_code, user_code } = await start(hub)
    hub.advance(900)
    assert.equal((await answer(hub, { user_code, name: 'alice', password: hub.password })).status, 404)
    assert.equal((await askAtOnce(hub, device_code)).error, 'expired_token')
    hub.advance(3600)
    await start(hub)
    assert.equal((await askAtOnce(hub, device_code)).error, 'invalid_grant')
  })

  test('that was approved late gets nothing after its time', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const { device_code, user_code } = await start(hub)
    await answer(hub, { user_code, name: 'alice', password: hub.password })
    hub.advance(900)
    assert.equal((await askAtOnce(hub, device_code)).error, 'expired_token')
  })

  test('of a person with too many tokens hears no, and so does the person', async () => {
    await using hub = await startAccounts({ limits: { accessTokensPerUser: 1 } })
    await hub.createUser('alice')
    const [first, second] = [await start(hub), await start(hub)]
    for (const { user_code } of [first, second])
      assert.equal((await answer(hub, { user_code, name: 'alice', password: hub.password })).status, 200)
    assert.equal((await poll(hub, first.device_code)).status, 200)
    assert.equal((await poll(hub, second.device_code)).error, 'access_denied')
    const { user_code } = await start(hub)
    const refused = await answer(hub, { user_code, name: 'alice', password: hub.password })
    assert.equal(refused.status, 400)
    assert.match(refused.text, /too many access tokens/)
    hub.advance(91 * 86_400)
    await logIn(hub)
  })

  test('that speaks another dialect is told so', async () => {
    await using hub = await startAccounts()
    const error = async (form: Record<string, string>) => {
      const reply = await hub.ask({ method: 'POST', path: '/oauth/token', form })
      assert.equal(reply.status, 400)
      return (reply.body as Granted).error
    }
    assert.equal(await error({}), 'invalid_request')
    assert.equal(await error({ grant_type: 'refresh_token' }), 'invalid_request')
    assert.equal(await error({ grant_type: 'password', username: 'x' }), 'unsupported_grant_type')
    assert.equal((await askAtOnce(hub, 'nonsense')).error, 'invalid_grant')
    assert.equal((await refresh(hub, 'nonsense')).error, 'invalid_grant')
  })
})

suite('limits', () => {
  test('hold per address and for all devices that wait', async () => {
    await using hub = await startAccounts({ limits: { deviceLoginsPerAddress: 2, deviceLoginsPending: 3 } })
    const from = (address: string) => hub.accounts.startDeviceLogin({ client: 'test', address })
    const first = await from('10.0.0.1')
    await from('10.0.0.1')
    await assert.rejects(from('10.0.0.1'), { code: 'RateLimited' })
    await from('10.0.0.2')
    await assert.rejects(from('10.0.0.3'), { code: 'Unavailable' })
    const answer = { name: '', password: '', address: null }
    await hub.accounts.answerDeviceLogin(operator, { ...answer, userCode: first.userCode, decision: 'deny' })
    await from('10.0.0.3')
    hub.advance(900)
    await from('10.0.0.1')
  })

  test('no code and no token lies in the database', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const { access_token, refresh_token } = await logIn(hub)
    const { device_code, user_code } = await start(hub)
    const secrets = [access_token, refresh_token, device_code, user_code, user_code.replace('-', '')]
    for (const table of ['device_logins', 'refresh_tokens', 'access_tokens', 'attempts']) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(hub.db)
      assert.ok(rows.length > 0, table)
      for (const secret of secrets) assert.ok(!rows.some(({ row }) => row.includes(secret)), table)
    }
  })
})
