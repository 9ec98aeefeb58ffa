import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { sql } from 'kysely'
import { startAccounts } from '../accounts.suite.ts'
import { operator } from '../index.ts'

suite('signing up', () => {
  test('makes an account and logs in', async () => {
    await using hub = await startAccounts()
    const json = { name: 'Alice', password: hub.password, email: 'alice@example.org', fullName: 'Alice A.' }
    const reply = await hub.ask({ method: 'POST', path: '/api/signup', json })
    assert.equal(reply.status, 201)
    const cookie = /kaihub_session=([^;]+)/.exec(reply.headers.get('set-cookie') ?? '')?.[1] ?? ''
    const { body } = await hub.ask({ path: '/api/whoami-v2', cookie })
    const { name, fullname, isAdmin } = body as Record<string, unknown>
    assert.deepEqual([name, fullname, isAdmin], ['Alice', 'Alice A.', false])
  })

  test('is refused for a bad, taken or reserved name, a weak password, a known address', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice', { email: 'alice@example.org' })
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    const good = { name: 'bob', password: hub.password }
    const status = async (change: object) =>
      (await hub.ask({ method: 'POST', path: '/api/signup', json: { ...good, ...change } })).status
    assert.equal(await status({ name: 'ALICE' }), 409)
    assert.equal(await status({ name: 'Lab' }), 409)
    assert.equal(await status({ name: 'admin' }), 400)
    assert.equal(await status({ name: 'api' }), 400)
    assert.equal(await status({ name: 'b--b' }), 400)
    assert.equal(await status({ password: '1234567' }), 400)
    assert.equal(await status({ email: 'nonsense' }), 400)
    assert.equal(await status({ email: 'ALICE@example.org' }), 409)
    assert.equal(await status({ fullName: 'x\0y' }), 400)
    assert.equal(await hub.accounts.findUser('bob'), null)
  })

  test('is impossible on a closed hub', async () => {
    await using hub = await startAccounts({ signUp: 'closed' })
    const json = { name: 'bob', password: hub.password }
    assert.equal((await hub.ask({ method: 'POST', path: '/api/signup', json })).status, 403)
    assert.equal(await hub.accounts.findNamespace('bob'), null)
  })

  test('of two at the same moment makes one', async () => {
    await using hub = await startAccounts()
    const twice = ['bob', 'BOB'].map((name) => hub.accounts.signUp({ name, password: hub.password, address: null }))
    const outcomes = await Promise.allSettled(twice)
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  })
})

suite('the first administrator', () => {
  test('is made once, however many processes start', async () => {
    await using hub = await startAccounts()
    const made = await Promise.all([1, 2, 3, 4].map(() => hub.accounts.ensureFirstAdmin()))
    const [first, ...others] = made.filter((each) => each !== null)
    assert.equal(others.length, 0)
    assert.deepEqual([first?.user.name, first?.user.isAdmin, first?.user.mustChangePassword], ['admin', true, true])
    assert.equal(await hub.accounts.ensureFirstAdmin(), null)
    const login = { name: 'admin', password: first!.password, address: null, userAgent: '' }
    await assert.rejects(hub.accounts.login(login), { code: 'AccessDenied' })
    await hub.accounts.login({ ...login, newPassword: 'mine alone' })
  })

  test('is not needed where somebody administers the hub already', async () => {
    await using hub = await startAccounts()
    await hub.createUser('root', { isAdmin: true })
    assert.equal(await hub.accounts.ensureFirstAdmin(), null)
    assert.equal(await hub.accounts.findUser('admin'), null)
  })

  test('is needed where people are but no administrator, under a name that is free', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.createUser('Admin')
    await hub.accounts.createOrganization(operator, { name: 'admin-2', admin: 'alice' })
    const first = await hub.accounts.ensureFirstAdmin()
    assert.deepEqual([first?.user.name, first?.user.isAdmin], ['admin-3', true])
    assert.equal(await hub.accounts.ensureFirstAdmin(), null)
  })
})

suite('operators', () => {
  test('reset a password, which ends all sessions', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const cookie = await hub.login('alice')
    const { password } = await hub.accounts.setPassword(operator, 'alice')
    assert.equal(password?.length, 20)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie })).status, 401)
    await assert.rejects(hub.login('alice'), { code: 'InvalidCredentials' })
    assert.deepEqual(await hub.accounts.setPassword(operator, 'alice', hub.password), { password: null })
    await hub.login('alice')
  })

  test('alone create, list and delete people', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.createUser('root', { isAdmin: true })
    const alice = await hub.accounts.actorNamed('alice')
    const root = await hub.accounts.actorNamed('root')
    const denied = { code: 'AccessDenied' }
    await assert.rejects(hub.accounts.createUser(alice, { name: 'bob' }), denied)
    await assert.rejects(hub.accounts.listUsers(alice, { after: null, limit: 10 }), denied)
    await assert.rejects(hub.accounts.deleteUser(alice, 'root'), denied)
    await assert.rejects(hub.accounts.setPassword(alice, 'root'), denied)
    const names = async (after: string | null) =>
      (await hub.accounts.listUsers(root, { after, limit: 1 })).map(({ name }) => name)
    assert.deepEqual([await names(null), await names('alice'), await names('root')], [['alice'], ['root'], []])
  })

  test('delete a person with all their credentials, unless something would be left without a head', async () => {
    await using hub = await startAccounts()
    await hub.createUser('root', { isAdmin: true })
    await hub.createUser('alice')
    await hub.createUser('bob')
    const [cookie, token] = [await hub.login('alice'), await hub.createToken('alice')]
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    const refused = { code: 'NamespaceInUse' }
    await assert.rejects(hub.accounts.deleteUser(operator, 'root'), refused)
    await assert.rejects(hub.accounts.deleteUser(operator, 'alice'), {
      ...refused,
      message: /last administrator of lab/,
    })
    await hub.accounts.setMember(operator, 'lab', { user: 'bob', role: 'admin' })
    await sql`create table owned (owner bigint references namespaces)`.execute(hub.db)
    await sql`insert into owned select id from namespaces where name = 'alice'`.execute(hub.db)
    await assert.rejects(hub.accounts.deleteUser(operator, 'alice'), { ...refused, message: /still owns repositories/ })
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token })).status, 200)
    await sql`delete from owned`.execute(hub.db)
    await hub.accounts.deleteUser(operator, 'alice')
    assert.equal((await hub.ask({ path: '/api/whoami-v2', token })).status, 401)
    assert.equal((await hub.ask({ path: '/api/whoami-v2', cookie })).status, 401)
    assert.equal((await hub.ask({ path: '/api/users/alice/overview' })).status, 404)
    await assert.rejects(hub.accounts.deleteUser(operator, 'alice'), { code: 'NamespaceNotFound' })
  })
})

test('nothing secret lies in the database', async () => {
  await using hub = await startAccounts()
  await hub.createUser('alice')
  const secrets = [await hub.createToken('alice'), await hub.login('alice'), hub.password]
  for (const table of ['users', 'sessions', 'access_tokens']) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(hub.db)
    assert.ok(rows.length > 0)
    for (const secret of secrets) assert.ok(!rows.some(({ row }) => row.includes(secret)), table)
  }
  const { rows } = await sql<{ hash: string }>`select password_hash as hash from users`.execute(hub.db)
  assert.match(rows[0]!.hash, /^\$argon2id\$/)
})
