import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts, type AccountsHub } from '../accounts.suite.ts'
import { operator } from '../index.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const put = (hub: AccountsHub, path: string, cookie: string | null, body: Buffer) =>
  fetch(hub.origin + path, {
    method: 'PUT',
    body: new Uint8Array(body),
    headers: { 'Sec-Fetch-Site': 'same-origin', ...(cookie ? { Cookie: `kaihub_session=${cookie}` } : {}) },
  })

suite('pictures', () => {
  test('are shown as what they are, until they are taken away', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const show = (headers = {}) => fetch(`${hub.origin}/api/users/alice/avatar`, { headers })
    assert.equal((await show()).headers.get('content-type'), 'image/svg+xml')
    assert.equal((await put(hub, '/api/settings/avatar', cookie, picture)).status, 204)
    const shown = await show()
    assert.equal(shown.headers.get('content-type'), 'image/png')
    assert.match(shown.headers.get('content-security-policy') ?? '', /sandbox/)
    assert.deepEqual(Buffer.from(await shown.arrayBuffer()), picture)
    assert.equal((await show({ 'If-None-Match': shown.headers.get('etag')! })).status, 304)
    const profile = await hub.ask({ path: '/api/settings/profile', cookie })
    assert.equal((profile.body as { hasAvatar: boolean }).hasAvatar, true)
    assert.equal((await hub.ask({ method: 'DELETE', path: '/api/settings/avatar', cookie })).status, 204)
    assert.equal((await show()).headers.get('content-type'), 'image/svg+xml')
  })

  test('are PNG, JPEG or WebP and not large', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const status = async (body: Buffer) => (await put(hub, '/api/settings/avatar', cookie, body)).status
    assert.equal(await status(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')), 400)
    assert.equal(await status(Buffer.from('GIF89a')), 400)
    assert.equal(await status(Buffer.alloc(0)), 400)
    assert.equal(await status(Buffer.concat([picture, Buffer.alloc(2 ** 20)])), 413)
    assert.equal(await status(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 204)
    assert.equal(await status(Buffer.from('RIFF0000WEBPVP8 ')), 204)
  })

  test('of organizations are changed by those who lead them', async () => {
    await using hub = await startAccounts()
    for (const name of ['alice', 'bob']) await hub.createUser(name)
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    await hub.accounts.setMember(operator, 'lab', { user: 'bob', role: 'write' })
    const path = '/api/organizations/lab/avatar'
    assert.equal((await put(hub, path, null, picture)).status, 401)
    assert.equal((await put(hub, path, await hub.login('bob'), picture)).status, 403)
    const alice = await hub.login('alice')
    assert.equal((await put(hub, '/api/organizations/none/avatar', alice, picture)).status, 404)
    assert.equal((await put(hub, path, alice, picture)).status, 204)
    assert.equal((await hub.ask({ path })).headers.get('content-type'), 'image/png')
    assert.equal((await hub.ask({ method: 'DELETE', path, cookie: alice })).status, 204)
  })
})
