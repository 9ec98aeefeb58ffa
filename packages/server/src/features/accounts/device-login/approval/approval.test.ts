import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { suite, test } from 'node:test'
import { startAccounts } from '../../accounts.suite.ts'
import { operator } from '../../index.ts'
import { answer, poll, start } from '../device-login.suite.ts'

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
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? ''
    assert.ok(
      policy.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`),
      'the style is let through',
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
