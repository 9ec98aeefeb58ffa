import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { operator } from './index.ts'
import { startAccounts } from './accounts.suite.ts'

suite('who am I', () => {
  test('tells a token’s holder all that clients read', async () => {
    await using hub = await startAccounts()
    const alice = await hub.createUser('alice', { email: 'alice@example.org' })
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    const token = await hub.createToken('alice', 'read')
    const { status, body } = await hub.ask({ path: '/api/whoami-v2', token })
    assert.equal(status, 200)
    const me = body as Record<string, unknown> & { orgs: Record<string, unknown>[] }
    assert.equal(me['id'], alice.publicId)
    assert.equal(me['type'], 'user')
    assert.equal(me['name'], 'alice')
    assert.equal(me['email'], 'alice@example.org')
    assert.equal(me.orgs[0]!['roleInOrg'], 'admin')
    assert.equal(me.orgs[0]!['type'], 'org')
    assert.deepEqual(me['auth'], {
      type: 'access_token',
      accessToken: { displayName: 'test', role: 'read', createdAt: '2026-11-22T10:00:00.000Z' },
    })
    assert.equal((await hub.ask({ path: String(me['avatarUrl']) })).headers.get('content-type'), 'image/svg+xml')
    assert.equal((await hub.ask({ path: String(me.orgs[0]!['avatarUrl']) })).status, 200)
  })

  test('is closed to strangers, in the words that clients know', async () => {
    await using hub = await startAccounts()
    const { status, body } = await hub.ask({ path: '/api/whoami-v2' })
    assert.equal(status, 401)
    assert.deepEqual(body, { error: 'Invalid username or password.' })
  })

  test('refuses bad, expired and revoked tokens alike', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const made = { user: 'alice', role: 'write' as const, displayName: 'short' }
    const expiresAt = new Date('2026-11-22T11:00:00.000Z')
    const short = await hub.accounts.createAccessToken(operator, { ...made, expiresAt })
    const revoked = await hub.accounts.createAccessToken(operator, made)
    const rotated = await hub.accounts.createAccessToken(operator, made)
    await hub.accounts.revokeAccessToken(operator, { user: 'alice', id: revoked.token.publicId })
    const next = await hub.accounts.rotateAccessToken(operator, { user: 'alice', id: rotated.token.publicId })
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token: short.secret })).status, 200)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token: next.secret })).status, 200)
    hub.advance(3600)
    const unknown = `hf_${'x'.repeat(34)}`
    for (const token of [short.secret, revoked.secret, rotated.secret, unknown, 'nonsense']) {
      const { status, headers } = await hub.ask({ path: '/api/whoami-v2', token })
      assert.equal(status, 401)
      assert.equal(headers.get('x-error-message'), 'Invalid credentials in Authorization header')
      assert.equal(headers.get('x-error-code'), null)
    }
  })

  test('takes a token as the password of Basic, whatever the name', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const token = await hub.createToken('alice')
    const basic = `Basic ${Buffer.from(`whoever:${token}`).toString('base64')}`
    const { body } = await hub.ask({ path: '/api/whoami-v2', headers: { Authorization: basic } })
    assert.equal((body as { name: string }).name, 'alice')
  })

  test('shows the scopes of a fine-grained token', async () => {
    await using hub = await startAccounts()
    const alice = await hub.createUser('alice')
    const { secret } = await hub.accounts.createAccessToken(operator, {
      user: 'alice',
      displayName: 'ci',
      role: 'fineGrained',
      scopes: [
        { entity: { type: 'user', name: 'alice' }, permissions: ['repo.content.read'] },
        { entity: { type: 'model', name: 'alice/one' }, permissions: ['repo.write'] },
      ],
    })
    const { body } = await hub.ask({ path: '/api/whoami-v2', token: secret })
    const { auth } = body as { auth: { accessToken: { fineGrained: { scoped: unknown[] } } } }
    assert.deepEqual(auth.accessToken.fineGrained.scoped, [
      { entity: { _id: alice.publicId, type: 'user', name: 'alice' }, permissions: ['repo.content.read'] },
      { entity: { type: 'model', name: 'alice/one' }, permissions: ['repo.write'] },
    ])
  })

  test('notes when a token was used, at most once a minute', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const token = await hub.createToken('alice')
    const used = async () => {
      await hub.ask({ path: '/api/whoami-v2', token })
      return (await hub.accounts.listAccessTokens(operator, { user: 'alice' }))[0]!.lastUsedAt?.toISOString()
    }
    assert.equal(await used(), '2026-11-22T10:00:00.000Z')
    hub.advance(59)
    assert.equal(await used(), '2026-11-22T10:00:00.000Z')
    hub.advance(1)
    assert.equal(await used(), '2026-11-22T10:01:00.000Z')
  })
})

suite('profiles', () => {
  test('are public and keep the e-mail address to themselves', async () => {
    await using hub = await startAccounts()
    await hub.createUser('Alice', { email: 'alice@example.org' })
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice', email: 'lab@example.org' })
    const person = await hub.ask({ path: '/api/users/aLiCe/overview' })
    assert.equal(person.status, 200)
    const { user, numModels, orgs } = person.body as { user: string; numModels: number; orgs: { name: string }[] }
    assert.deepEqual([user, numModels, orgs[0]!.name], ['Alice', 2, 'lab'])
    const organization = await hub.ask({ path: '/api/organizations/LAB/overview' })
    const { name, numUsers, numDatasets } = organization.body as Record<string, unknown>
    assert.deepEqual([name, numUsers, numDatasets], ['lab', 1, 1])
    assert.ok(!`${person.text}${organization.text}`.includes('@example.org'))
  })

  test('do not mix people and organizations', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    for (const path of ['users/lab/overview', 'users/lab/avatar', 'users/bob/overview', 'organizations/alice/overview'])
      assert.equal((await hub.ask({ path: `/api/${path}` })).status, 404, path)
    for (const path of ['organizations/alice/avatar', 'organizations/none/members', 'organizations/alice/members'])
      assert.equal((await hub.ask({ path: `/api/${path}` })).status, 404, path)
  })
})

test('a person changes their own profile, not somebody else’s address', async () => {
  await using hub = await startAccounts()
  await hub.createUser('alice')
  await hub.createUser('bob', { email: 'bob@example.org' })
  const [cookie, token] = [await hub.login('alice'), await hub.createToken('alice')]
  const change = async (json: object, who: object = { cookie }) =>
    (await hub.ask({ method: 'PATCH', path: '/api/settings/profile', json, ...who })).status
  assert.equal(await change({ fullName: 'Alice A.', email: 'alice@example.org' }), 204)
  assert.equal(await change({ email: 'Bob@example.org' }), 409)
  assert.equal(await change({ fullName: 'Mallory' }, { token }), 403)
  const { body } = await hub.ask({ path: '/api/whoami-v2', cookie })
  const { fullname, email } = body as Record<string, unknown>
  assert.deepEqual([fullname, email], ['Alice A.', 'alice@example.org'])
  assert.equal(await change({ email: null }), 204)
  assert.equal(await hub.accounts.userByEmail('alice@example.org'), null)
})

suite('look-ups for the floors above', () => {
  test('find namespaces by name in any case, by id, and people by e-mail address', async () => {
    await using hub = await startAccounts()
    const alice = await hub.createUser('Alice', { email: 'Alice@Example.org' })
    const lab = await hub.accounts.createOrganization(operator, {
      name: 'lab',
      admin: 'alice',
      defaultVisibility: 'private',
    })
    const found = await hub.accounts.findNamespace('LAB')
    assert.deepEqual([found?.id, found?.kind, found?.defaultVisibility], [lab.id, 'org', 'private'])
    assert.equal((await hub.accounts.findNamespace('alice'))?.defaultVisibility, 'public')
    assert.equal(await hub.accounts.findNamespace('no\0body'), null)
    assert.deepEqual([...(await hub.accounts.namesOfUsers([alice.id, alice.id]))], [[alice.id, 'Alice']])
    assert.equal((await hub.accounts.namespacesById([])).size, 0)
    assert.equal((await hub.accounts.userByEmail('alice@example.ORG'))?.name, 'Alice')
    assert.equal(await hub.accounts.userByEmail('no\0body'), null)
  })

  test('know the role in one’s own, in an organization’s and in a stranger’s namespace', async () => {
    await using hub = await startAccounts()
    const alice = await hub.createUser('alice')
    const bob = await hub.createUser('bob')
    const lab = await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'bob' })
    await hub.accounts.setMember(operator, 'lab', { user: 'alice', role: 'contributor' })
    const token = await hub.createToken('alice', 'read')
    const actor = await hub.accounts.authenticate({ method: 'GET', authorization: `Bearer ${token}` })
    const roles = [alice.id, lab.id, bob.id].map((id) => hub.accounts.roleIn(actor, id))
    assert.deepEqual(roles, ['admin', 'contributor', null])
  })
})
