import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts } from '../accounts.suite.ts'

const scope = (name: string, type = 'model', permission = 'repo.write') => [
  { entity: { type, name }, permissions: [permission] },
]

suite('access tokens', () => {
  test('are shown once and then only by their last letters', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const json = { displayName: 'laptop', role: 'write', expiresAt: '2027-01-01T00:00:00.000Z' }
    const made = await hub.ask({ method: 'POST', path: '/api/settings/tokens', cookie, json })
    assert.equal(made.status, 201)
    assert.equal(made.headers.get('cache-control'), 'no-store')
    const { secret, id, expiresAt } = made.body as { secret: string; id: string; expiresAt: string }
    assert.match(secret, /^hf_[A-Za-z0-9]{34}$/)
    assert.equal(expiresAt, json.expiresAt)
    const list = await hub.ask({ path: '/api/settings/tokens', cookie })
    assert.ok(!list.text.includes(secret))
    assert.equal((list.body as { lastFour: string }[])[0]!.lastFour, secret.slice(-4))
    const rotated = await hub.ask({ method: 'POST', path: `/api/settings/tokens/${id}/rotate`, cookie })
    assert.notEqual((rotated.body as { secret: string }).secret, secret)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token: secret })).status, 401)
    assert.equal((await hub.ask({ method: 'DELETE', path: `/api/settings/tokens/${id}`, cookie })).status, 204)
    assert.equal((await hub.ask({ method: 'DELETE', path: `/api/settings/tokens/${id}`, cookie })).status, 404)
  })

  test('are managed by their person, not by a token and not by others', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.createUser('root', { isAdmin: true })
    const [token, cookie] = [await hub.createToken('alice'), await hub.login('root')]
    const [mine] = await hub.accounts.listAccessTokens(await hub.accounts.actorNamed('alice'))
    const json = { displayName: 'more', role: 'write', user: 'alice' }
    assert.equal((await hub.ask({ method: 'POST', path: '/api/settings/tokens', token, json })).status, 403)
    assert.equal((await hub.ask({ path: '/api/settings/tokens', token })).status, 403)
    assert.equal((await hub.ask({ path: '/api/settings/tokens' })).status, 401)
    const path = `/api/settings/tokens/${mine!.publicId}`
    assert.equal((await hub.ask({ method: 'DELETE', path, cookie })).status, 404)
    assert.equal((await hub.ask({ method: 'POST', path: `${path}/rotate`, cookie })).status, 404)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token })).status, 200)
    const made = await hub.accounts.createAccessToken(await hub.accounts.actorNamed('root'), {
      displayName: 'x',
      role: 'read',
      user: 'alice',
    })
    const { body } = await hub.ask({ path: '/api/whoami-v2', token: made.secret })
    assert.equal((body as { name: string }).name, 'root')
  })

  test('make sense: scopes with fine-grained ones only, an expiry to come, a name', async () => {
    await using hub = await startAccounts({ limits: { accessTokensPerUser: 2 } })
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const create = async (change: object) => {
      const json = { displayName: 'x', role: 'read', ...change }
      return (await hub.ask({ method: 'POST', path: '/api/settings/tokens', cookie, json })).status
    }
    assert.equal(await create({ displayName: '  ' }), 400)
    assert.equal(await create({ role: 'god' }), 400)
    assert.equal(await create({ scopes: scope('alice/one') }), 400)
    assert.equal(await create({ role: 'fineGrained' }), 400)
    assert.equal(await create({ role: 'fineGrained', scopes: scope('alice') }), 400)
    assert.equal(await create({ role: 'fineGrained', scopes: scope('alice/one', 'user') }), 400)
    assert.equal(await create({ role: 'fineGrained', scopes: scope('alice/one', 'model', 'everything') }), 400)
    assert.equal(await create({ expiresAt: '2020-01-01T00:00:00Z' }), 400)
    assert.equal(await create({ expiresAt: 'soon' }), 400)
    assert.equal(await create({ expiresAt: '+200000-01-01T00:00:00Z' }), 400)
    assert.equal(await create({ role: 'fineGrained', scopes: scope('alice/one') }), 201)
    assert.deepEqual((await Promise.all([create({}), create({})])).toSorted(), [201, 400])
  })
})
