import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts } from '../accounts.suite.ts'
import { operator } from '../index.ts'
import { answer, logIn, poll, refresh, start, whoAmI, type Granted } from './device-login.suite.ts'

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

  test('is worth nothing while its person is kept out, and their approval is worth no token', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const first = await logIn(hub)
    const { device_code, user_code } = await start(hub)
    await answer(hub, { user_code, name: 'alice', password: hub.password })
    await hub.accounts.changeUser(operator, 'alice', { disabled: true })
    assert.equal((await refresh(hub, first.refresh_token)).error, 'invalid_grant')
    assert.equal((await poll(hub, device_code)).error, 'access_denied')
    await hub.accounts.changeUser(operator, 'alice', { disabled: false })
    assert.equal((await poll(hub, device_code)).error, 'invalid_grant')
    assert.equal((await refresh(hub, first.refresh_token)).status, 200)
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
