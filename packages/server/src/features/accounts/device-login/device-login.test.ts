import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { sql } from 'kysely'
import { startAccounts, type AccountsHub, type Ask } from '../accounts.suite.ts'
import { operator } from '../index.ts'

type Started = {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  interval: number
  expires_in: number
}
type Granted = { access_token: string; refresh_token: string; expires_in: number; token_type: string; error?: string }

const userAgent = 'unknown/None; hf_hub/2.0.1; python/3.11.2; httpx2/0.28'

async function start(hub: AccountsHub): Promise<Started> {
  const form = { client_id: 'any' }
  const reply = await hub.ask({ method: 'POST', path: '/oauth/device', form, headers: { 'User-Agent': userAgent } })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.headers.get('cache-control'), 'no-store')
  return reply.body as Started
}

/** Asks for the token as a patient client does. */
async function poll(hub: AccountsHub, device_code: string) {
  hub.advance(5)
  return askAtOnce(hub, device_code)
}

async function askAtOnce(hub: AccountsHub, device_code: string) {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code, client_id: 'any' }
  const reply = await hub.ask({ method: 'POST', path: '/oauth/token', form })
  return { status: reply.status, ...(reply.body as Granted) }
}

async function refresh(hub: AccountsHub, refresh_token: string) {
  const form = { grant_type: 'refresh_token', refresh_token, client_id: 'any' }
  const reply = await hub.ask({ method: 'POST', path: '/oauth/token', form })
  return { status: reply.status, ...(reply.body as Granted) }
}

const answer = (hub: AccountsHub, form: Record<string, string>, more: Partial<Ask> = {}) =>
  hub.ask({ method: 'POST', path: '/login/device', form: { decision: 'approve', ...form }, ...more })

const whoAmI = async (hub: AccountsHub, token: string) => (await hub.ask({ path: '/api/whoami-v2', token })).status

/** The whole way, for tests of what comes after. */
async function logIn(hub: AccountsHub, name = 'alice'): Promise<Granted> {
  const { device_code, user_code } = await start(hub)
  const reply = await answer(hub, { user_code, name, password: hub.password })
  assert.equal(reply.status, 200, reply.text)
  const granted = await poll(hub, device_code)
  assert.equal(granted.status, 200, granted.error)
  return granted
}

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
    assert.match(shown.text, new RegExp(`${started.user_code}[^]*hf_hub from 127\\.0\\.0\\.1, less than a minute ago`))
    const done = await answer(hub, { user_code: started.user_code, name: ' Alice', password: hub.password })
    assert.equal(done.status, 200)
    assert.match(done.text, /Your device will be logged in/)
    assert.equal(done.headers.get('set-cookie'), null)

    const granted = await poll(hub, started.device_code)
    assert.deepEqual([granted.status, granted.token_type, granted.expires_in], [200, 'Bearer', 30 * 86_400])
    assert.match(granted.access_token, /^hf_[A-Za-z0-9]{34}$/)
    const me = await hub.ask({ path: '/api/whoami-v2', token: granted.access_token })
    const { name, auth } = me.body as { name: string; auth: { accessToken: { role: string; displayName: string } } }
    assert.deepEqual(
      [name, auth.accessToken.role, auth.accessToken.displayName],
      ['alice', 'write', 'alice via hf_hub'],
    )
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

suite('the approval page', () => {
  test('takes the session of whoever is logged in, and no access token', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const [cookie, token] = [await hub.login('alice'), await hub.createToken('alice')]
    const { device_code, user_code } = await start(hub)
    const path = `/login/device?user_code=${user_code.toLowerCase().replace('-', '')}`
    const shown = await hub.ask({ path, cookie })
    assert.match(shown.text, /logged in here as alice/)
    assert.doesNotMatch(shown.text, /type="password"/)
    assert.match((await hub.ask({ path, token })).text, /type="password"/)
    assert.equal((await answer(hub, { user_code }, { token })).status, 401)
    assert.equal((await poll(hub, device_code)).error, 'authorization_pending')
    assert.equal((await answer(hub, { user_code }, { cookie })).status, 200)
    assert.equal((await poll(hub, device_code)).status, 200)
  })

  test('lets another site do nothing, be it by form or by frame', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const { device_code, user_code } = await start(hub)
    const password = { user_code, name: 'alice', password: hub.password }
    const foreign: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': '', Origin: 'http://evil.example' },
    ]
    for (const headers of foreign) {
      assert.equal((await answer(hub, { user_code }, { cookie, headers })).status, 403)
      assert.equal((await answer(hub, password, { headers })).status, 403)
      assert.equal((await answer(hub, { user_code, decision: 'deny' }, { headers })).status, 403)
    }
    assert.equal((await poll(hub, device_code)).error, 'authorization_pending')
    const { headers, text } = await hub.ask({ path: `/login/device?user_code=${user_code}` })
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(
      policy,
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; frame-ancestors 'none'/,
    )
    assert.equal(headers.get('x-frame-options'), 'DENY')
    assert.doesNotMatch(text, /<script|\son\w+=|\sstyle=|https?:/i)
  })

  test('lets somebody with a one-time password choose their own', async () => {
    await using hub = await startAccounts()
    const { password } = await hub.accounts.createUser(operator, { name: 'alice' })
    const { device_code, user_code } = await start(hub)
    const form = { user_code, name: 'alice', password: password! }
    const asked = await answer(hub, form)
    assert.equal(asked.status, 403)
    assert.match(asked.text, /name="newPassword"/)
    assert.match(asked.text, /name="name"[^>]*value="alice"/)
    assert.ok(!asked.text.includes(password!))
    assert.equal((await poll(hub, device_code)).error, 'authorization_pending')
    const weak = await answer(hub, { ...form, newPassword: 'short' })
    assert.equal(weak.status, 400)
    assert.match(weak.text, /at least 8[^]*name="newPassword"/)
    assert.equal((await answer(hub, { ...form, newPassword: hub.password })).status, 200)
    assert.equal((await poll(hub, device_code)).status, 200)
    await hub.login('alice')
  })

  test('slows down those who guess passwords, together with the login', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 3 } })
    await hub.createUser('alice')
    const { user_code } = await start(hub)
    const guess = (password: string) => answer(hub, { user_code, name: 'alice', password })
    for (let n = 0; n < 3; n++) assert.equal((await guess('wrong password')).status, 401)
    const refused = await guess(hub.password)
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after'), '300')
    assert.match(refused.text, /try again in 300 seconds/)
    const json = { name: 'alice', password: hub.password }
    assert.equal((await hub.ask({ method: 'POST', path: '/api/login', json })).status, 429)
  })

  test('slows down those who guess codes, not those who know theirs', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 3 } })
    const { user_code } = await start(hub)
    const status = async (code: string) => (await hub.ask({ path: `/login/device?user_code=${code}` })).status
    for (let n = 0; n < 5; n++) assert.equal(await status(user_code), 200)
    for (const letter of 'BCD') assert.equal(await status(letter.repeat(8)), 404)
    assert.equal(await status('FFFF-FFFF'), 429)
    assert.equal(await status(user_code), 429)
    assert.equal((await answer(hub, { user_code, decision: 'deny' })).status, 429)
    hub.advance(300)
    assert.equal(await status(user_code), 200)
  })

  test('escapes what it is given', async () => {
    await using hub = await startAccounts()
    const { user_code } = await start(hub)
    const name = '"><script>alert(1)</script>'
    const asked = await answer(hub, { user_code, name, password: 'wrong password' })
    assert.equal(asked.status, 401)
    assert.match(asked.text, /value="&quot;&gt;&lt;script&gt;/)
    const { text } = await hub.ask({ path: `/login/device?user_code=${encodeURIComponent('<script>')}` })
    assert.doesNotMatch(text, /<script/)
  })

  test('speaks English and Chinese', async () => {
    await using hub = await startAccounts()
    const { user_code } = await start(hub)
    const title = async (language: string) => {
      const headers = { 'Accept-Language': language }
      const { text } = await hub.ask({ path: `/login/device?user_code=${user_code}`, headers })
      return /<html lang="([^"]+)">[^]*<h1>([^<]+)/.exec(text)?.slice(1)
    }
    const [english, chinese] = [
      ['en', 'Log in on a device'],
      ['zh-CN', '设备登录'],
    ]
    assert.deepEqual(await title('zh-CN,zh;q=0.9,en;q=0.8'), chinese)
    assert.deepEqual(await title('en-GB,en;q=0.9,zh;q=0.8'), english)
    assert.deepEqual(await title('fr, zh-Hant;q=0.5, en;q=0.4'), chinese)
    assert.deepEqual(await title('de'), english)
    assert.match((await hub.ask({ path: '/login/device' })).text, /name="user_code"/)
  })
})

suite('a refresh token', () => {
  test('renews the access token, whose old secret is dead at once', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const first = await logIn(hub)
    hub.advance(40 * 86_400)
    assert.equal(await whoAmI(hub, first.access_token), 401)
    const second = await refresh(hub, first.refresh_token)
    assert.deepEqual([second.status, second.expires_in, second.token_type], [200, 30 * 86_400, 'Bearer'])
    const third = await refresh(hub, second.refresh_token)
    assert.equal(await whoAmI(hub, second.access_token), 401)
    assert.equal(await whoAmI(hub, third.access_token), 200)
    assert.equal((await hub.accounts.listAccessTokens(operator, { user: 'alice' })).length, 1)
  })

  test('that comes a second time revokes the whole family', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const [first, other] = [await logIn(hub), await logIn(hub)]
    const second = await refresh(hub, first.refresh_token)
    const again = await refresh(hub, first.refresh_token)
    assert.deepEqual([again.status, again.error], [400, 'invalid_grant'])
    assert.equal(await whoAmI(hub, second.access_token), 401)
    assert.equal((await refresh(hub, second.refresh_token)).error, 'invalid_grant')
    assert.equal(await whoAmI(hub, other.access_token), 200)
  })

  test('of two at the same moment is used once', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const { refresh_token } = await logIn(hub)
    const both = await Promise.all([1, 2].map(() => refresh(hub, refresh_token)))
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 400])
  })

  test('dies with its access token, with its person, and of old age', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const refused = async ({ refresh_token }: Granted) => (await refresh(hub, refresh_token)).error
    const revoked = await logIn(hub)
    const [token] = await hub.accounts.listAccessTokens(operator, { user: 'alice' })
    await hub.accounts.revokeAccessToken(operator, { user: 'alice', id: token!.publicId })
    assert.equal(await refused(revoked), 'invalid_grant')
    const [forgotten, orphan] = [await logIn(hub), await logIn(hub)]
    hub.advance(89 * 86_400)
    const kept = await refresh(hub, orphan.refresh_token)
    hub.advance(86_400)
    assert.equal(await refused(forgotten), 'invalid_grant')
    await hub.accounts.deleteUser(operator, 'alice')
    assert.equal(await refused(kept), 'invalid_grant')
  })

  test('dies when a person gives the access token another secret', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const { refresh_token } = await logIn(hub)
    const [token] = await hub.accounts.listAccessTokens(operator, { user: 'alice' })
    const rotated = await hub.accounts.rotateAccessToken(operator, { user: 'alice', id: token!.publicId })
    assert.equal((await refresh(hub, refresh_token)).error, 'invalid_grant')
    assert.equal(await whoAmI(hub, rotated.secret), 200)
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
