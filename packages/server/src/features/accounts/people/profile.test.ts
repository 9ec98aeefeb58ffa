import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts } from '../accounts.suite.ts'
import { operator } from '../index.ts'

suite('profiles', () => {
  test('hold what one tells; the e-mail address is one’s own', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice', { email: 'alice@example.org' })
    const cookie = await hub.login('alice')
    const json = { fullName: 'Alice A.', details: ' Reads papers. ', homepage: 'https://example.org/a' }
    assert.equal((await hub.ask({ method: 'PATCH', path: '/api/settings/profile', cookie, json })).status, 204)
    const own = (await hub.ask({ path: '/api/settings/profile', cookie })).body as Record<string, unknown>
    assert.deepEqual(
      [own['fullname'], own['details'], own['homepage'], own['email'], own['hasAvatar']],
      ['Alice A.', 'Reads papers.', 'https://example.org/a', 'alice@example.org', false],
    )
    const shown = (await hub.ask({ path: '/api/users/alice/overview' })).body as Record<string, unknown>
    assert.deepEqual([shown['details'], shown['homepage'], shown['email']], ['Reads papers.', json.homepage, undefined])
    assert.equal((await hub.ask({ path: '/api/settings/profile' })).status, 401)
  })

  test('refuse addresses that are not of the web', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const status = async (json: object) =>
      (await hub.ask({ method: 'PATCH', path: '/api/settings/profile', cookie, json })).status
    assert.equal(await status({ homepage: 'javascript:alert(1)' }), 400)
    assert.equal(await status({ homepage: 'example.org' }), 400)
    assert.equal(await status({ details: 'x'.repeat(1001) }), 400)
    assert.equal(await status({ homepage: '' }), 204)
  })

  test('of organizations are changed and seen whole by those who lead them', async () => {
    await using hub = await startAccounts()
    for (const name of ['alice', 'bob']) await hub.createUser(name)
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice', email: 'lab@example.org' })
    const [alice, bob] = [await hub.login('alice'), await hub.login('bob')]
    const json = { details: 'We measure.', homepage: 'http://lab.example.org/', defaultVisibility: 'private' }
    const path = '/api/organizations/lab'
    assert.equal((await hub.ask({ method: 'PATCH', path, cookie: bob, json })).status, 403)
    assert.equal((await hub.ask({ method: 'PATCH', path, cookie: alice, json })).status, 200)
    const settings = (await hub.ask({ path: `${path}/settings`, cookie: alice })).body as Record<string, unknown>
    assert.deepEqual(
      [settings['email'], settings['details'], settings['defaultVisibility']],
      ['lab@example.org', 'We measure.', 'private'],
    )
    assert.equal((await hub.ask({ path: `${path}/settings`, cookie: bob })).status, 403)
    assert.equal((await hub.ask({ path: `${path}/settings` })).status, 401)
    const shown = (await hub.ask({ path: `${path}/overview` })).body as Record<string, unknown>
    assert.deepEqual([shown['details'], shown['email']], ['We measure.', undefined])
  })
})
