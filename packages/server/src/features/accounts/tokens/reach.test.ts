// How far a token reaches, asked of the whole hub through its front door.
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { TokenScope } from '../../../kit/actor.ts'
import { commit, createRepo, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import { operator } from '../index.ts'

async function token(hub: TestHub, user: string, ...scopes: TokenScope[]): Promise<Person> {
  const role = scopes.length === 0 ? 'read' : 'fineGrained'
  const wanted = { user, displayName: 'test', role, scopes } as const
  return { name: user, token: (await hub.services.accounts.createAccessToken(operator, wanted)).secret }
}

const on = (type: TokenScope['entity']['type'], name: string, ...permissions: string[]): TokenScope => ({
  entity: { type, name },
  permissions,
})

async function startWithRepos() {
  const hub = await startTestHub()
  const alice = await hub.person('alice')
  for (const name of ['one', 'two']) await createRepo(hub, alice, name, { private: true })
  await createRepo(hub, alice, 'open')
  await hub.services.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
  await createRepo(hub, alice, 'inner', { organization: 'lab', private: true })
  return { hub, alice }
}

suite('a fine-grained token', () => {
  test('reaches its repo and no other private one', async () => {
    const { hub } = await startWithRepos()
    await using _ = hub
    const as = await token(hub, 'alice', on('model', 'alice/one', 'repo.write'))
    const status = async (path: string) => (await send(hub, 'GET', path, { as })).status
    assert.equal(await status('/api/models/alice/one'), 200)
    assert.equal(await status('/api/models/alice/two'), 404)
    assert.equal(await status('/api/models/lab/inner'), 404)
    assert.equal(await status('/api/models/alice/open'), 200)
    assert.equal(await status('/api/models/alice/two/tree/main'), 404)
    const write = (repo: string) => commit(hub, repo, [header(), file('a.txt', 'a')], { as })
    assert.equal((await write('alice/one')).status, 200)
    assert.equal((await write('alice/two')).status, 404)
    assert.equal((await write('alice/open')).status, 403)
  })

  test('lists the private repos it may read and no others', async () => {
    const { hub, alice } = await startWithRepos()
    await using _ = hub
    await hub.drain()
    const listed = async (as?: Person) => {
      const found = await json<{ id: string }[]>(send(hub, 'GET', '/api/models?limit=100', { as }))
      return found.map(({ id }) => id).toSorted()
    }
    assert.deepEqual(await listed(), ['alice/open'])
    assert.deepEqual(await listed(alice), ['alice/one', 'alice/open', 'alice/two', 'lab/inner'])
    assert.deepEqual(await listed(await token(hub, 'alice', on('model', 'alice/one', 'repo.content.read'))), [
      'alice/one',
      'alice/open',
    ])
    assert.deepEqual(await listed(await token(hub, 'alice', on('org', 'lab', 'repo.write'))), [
      'alice/open',
      'lab/inner',
    ])
    assert.deepEqual(await listed(await token(hub, 'alice', on('user', 'alice', 'namespace.write'))), ['alice/open'])
  })

  test('does not learn how many private repos there are', async () => {
    const { hub, alice } = await startWithRepos()
    await using _ = hub
    const models = async (path: string, as?: Person) =>
      (await json<{ numModels: number }>(send(hub, 'GET', path, { as }))).numModels
    const [person, lab] = ['/api/users/alice/overview', '/api/organizations/lab/overview']
    const narrow = await token(hub, 'alice', on('model', 'alice/one', 'repo.admin'))
    const wide = await token(hub, 'alice', on('user', 'alice', 'repo.content.read'))
    assert.deepEqual([await models(person, alice), await models(lab, alice)], [3, 1])
    assert.deepEqual([await models(person), await models(lab)], [1, 0])
    assert.deepEqual([await models(person, narrow), await models(lab, narrow)], [1, 0])
    assert.deepEqual([await models(person, wide), await models(lab, wide)], [3, 0])
  })

  test('changes nothing but repos', async () => {
    const { hub } = await startWithRepos()
    await using _ = hub
    const as = await token(hub, 'alice', on('org', 'lab', 'repo.admin', 'namespace.write'))
    const status = async (...[method, path, body]: [string, string, unknown?]) =>
      (await send(hub, method, path, { as, json: body })).status
    assert.equal(await status('PATCH', '/api/organizations/lab', { fullName: 'Mine' }), 403)
    assert.equal(await status('PUT', '/api/organizations/lab/members/alice/role', { role: 'read' }), 403)
    assert.equal(await status('DELETE', '/api/organizations/lab/members/alice'), 403)
    assert.equal(await status('DELETE', '/api/organizations/lab'), 403)
    assert.equal(await status('POST', '/api/organizations', { name: 'other' }), 403)
    assert.equal(await status('POST', '/api/repos/create', { name: 'new', organization: 'lab' }), 200)
    assert.equal(await status('POST', '/api/repos/create', { name: 'new' }), 403)
  })
})

test('a read token sees what its person sees, and writes nothing', async () => {
  const { hub } = await startWithRepos()
  await using _ = hub
  const as = await token(hub, 'alice')
  const status = async (...[method, path, body]: [string, string, unknown?]) =>
    (await send(hub, method, path, { as, json: body })).status
  assert.equal(await status('GET', '/api/models/alice/one'), 200)
  assert.equal(await status('GET', '/api/models/lab/inner'), 200)
  assert.equal((await commit(hub, 'alice/one', [header(), file('a.txt', 'a')], { as })).status, 403)
  const refused: [string, string, unknown?][] = [
    ['POST', '/api/repos/create', { name: 'new' }],
    ['DELETE', '/api/repos/delete', { name: 'one' }],
    ['POST', '/api/repos/move', { fromRepo: 'alice/one', toRepo: 'alice/three' }],
    ['PUT', '/api/models/alice/one/settings', { private: false }],
    ['POST', '/api/models/alice/one/branch/dev', {}],
    ['POST', '/api/models/alice/one/tag/main', { tag: 'v1' }],
    ['POST', '/api/organizations', { name: 'other' }],
    ['PATCH', '/api/organizations/lab', { fullName: 'Mine' }],
    ['PUT', '/api/organizations/lab/members/alice/role', { role: 'read' }],
    ['DELETE', '/api/organizations/lab/members/alice'],
    ['DELETE', '/api/organizations/lab'],
    ['PATCH', '/api/settings/profile', { fullName: 'Mine' }],
    ['POST', '/api/settings/password', { currentPassword: 'alice has a password', newPassword: 'another one' }],
    ['GET', '/api/settings/tokens'],
    ['POST', '/api/settings/tokens', { displayName: 'x', role: 'write' }],
    ['GET', '/api/settings/sessions'],
    ['GET', '/api/settings/ssh-keys'],
  ]
  for (const request of refused) assert.equal(await status(...request), 403, request.join(' '))
})
