import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts } from '../accounts.suite.ts'
import { operator } from '../index.ts'

suite('organizations', () => {
  test('are made and changed by their admins', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.createUser('bob')
    const [alice, bob] = [await hub.createToken('alice'), await hub.createToken('bob')]
    const json = { name: 'Lab', fullName: 'The Lab', defaultVisibility: 'private' }
    const made = await hub.ask({ method: 'POST', path: '/api/organizations', token: alice, json })
    assert.equal(made.status, 201)
    assert.equal((await hub.accounts.findNamespace('lab'))?.defaultVisibility, 'private')
    const change = (token: string, change: object) =>
      hub.ask({ method: 'PATCH', path: '/api/organizations/lab', token, json: change })
    assert.equal((await change(bob, { fullName: 'Mine' })).status, 403)
    const changed = await change(alice, { defaultVisibility: 'public', email: 'lab@example.org' })
    assert.equal((changed.body as { fullname: string }).fullname, 'The Lab')
    assert.equal((await hub.accounts.findNamespace('lab'))?.defaultVisibility, 'public')
    assert.equal((await hub.ask({ method: 'DELETE', path: '/api/organizations/lab', token: bob })).status, 403)
    assert.equal((await hub.ask({ method: 'DELETE', path: '/api/organizations/lab', token: alice })).status, 204)
    assert.equal(await hub.accounts.findNamespace('lab'), null)
  })

  test('need a credential that writes', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    const token = await hub.createToken('alice', 'read')
    const create = (who: object, json: object) => hub.ask({ method: 'POST', path: '/api/organizations', json, ...who })
    assert.equal((await create({}, { name: 'lab' })).status, 401)
    assert.equal((await create({ token }, { name: 'lab' })).status, 403)
    const cookie = await hub.login('alice')
    assert.equal((await create({ cookie }, { name: 'alice' })).status, 409)
    assert.equal((await create({ cookie }, { name: 'support' })).status, 400)
    assert.equal((await create({ cookie }, { name: 'lab', defaultVisibility: 'secret' })).status, 400)
    assert.equal(await hub.accounts.findNamespace('lab'), null)
    assert.equal((await create({ cookie }, { name: 'lab' })).status, 201)
    const members = (await hub.ask({ path: '/api/organizations/lab/members' })).body as { user: string; role: string }[]
    assert.deepEqual(
      members.map(({ user, role }) => [user, role]),
      [['alice', 'admin']],
    )
  })

  test('of others are made by instance admins only', async () => {
    await using hub = await startAccounts()
    await hub.createUser('alice')
    await hub.createUser('bob')
    const alice = await hub.accounts.actorNamed('alice')
    await assert.rejects(hub.accounts.createOrganization(alice, { name: 'lab', admin: 'bob' }), {
      code: 'AccessDenied',
    })
    await assert.rejects(hub.accounts.createOrganization(operator, { name: 'lab', admin: 'nobody' }), {
      code: 'NamespaceNotFound',
    })
    assert.equal(await hub.accounts.findNamespace('lab'), null)
  })
})

suite('members', () => {
  test('come, change and go by an admin’s hand, or leave by themselves', async () => {
    await using hub = await startAccounts()
    for (const name of ['alice', 'bob', 'carol']) await hub.createUser(name)
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    const [alice, bob, reader] = [
      await hub.createToken('alice'),
      await hub.createToken('bob'),
      await hub.createToken('alice', 'read'),
    ]
    const set = async (token: string, user: string, role: string) => {
      const path = `/api/organizations/lab/members/${user}/role`
      return (await hub.ask({ method: 'PUT', path, token, json: { role } })).status
    }
    const remove = async (token: string, user: string) =>
      (await hub.ask({ method: 'DELETE', path: `/api/organizations/lab/members/${user}`, token })).status
    assert.equal(await set(bob, 'bob', 'admin'), 403)
    assert.equal(await set(reader, 'bob', 'write'), 403)
    assert.equal(await set(alice, 'nobody', 'write'), 404)
    assert.equal(await set(alice, 'bob', 'owner'), 400)
    assert.equal(await set(alice, 'BOB', 'write'), 200)
    assert.equal(await set(bob, 'carol', 'read'), 403)
    assert.equal(await set(alice, 'carol', 'read'), 200)
    assert.equal(await remove(bob, 'carol'), 403)
    assert.equal(await remove(bob, 'bob'), 204)
    assert.equal(await remove(alice, 'bob'), 404)
    assert.equal(await remove(alice, 'carol'), 204)
  })

  test('are led by one person only in limited numbers', async () => {
    await using hub = await startAccounts({ limits: { organizationsPerUser: 2 } })
    await hub.createUser('alice')
    const alice = await hub.accounts.actorNamed('alice')
    await hub.accounts.createOrganization(operator, { name: 'taken-in', admin: 'alice' })
    const outcomes = await Promise.allSettled(
      ['one', 'two'].map((name) => hub.accounts.createOrganization(alice, { name })),
    )
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await assert.rejects(hub.accounts.createOrganization(alice, { name: 'three' }), { code: 'BadRequest' })
    await hub.accounts.createOrganization(operator, { name: 'three', admin: 'alice' })
  })

  test('never lose their last admin, even when two leave at once', async () => {
    await using hub = await startAccounts()
    for (const name of ['alice', 'bob']) await hub.createUser(name)
    const lab = await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    await assert.rejects(hub.accounts.removeMember(operator, 'lab', 'alice'), { code: 'NamespaceInUse' })
    await assert.rejects(hub.accounts.setMember(operator, 'lab', { user: 'alice', role: 'write' }), {
      code: 'NamespaceInUse',
    })
    await hub.accounts.setMember(operator, 'lab', { user: 'bob', role: 'admin' })
    const leaving = ['alice', 'bob'].map((name) => hub.accounts.removeMember(operator, 'lab', name))
    const outcomes = await Promise.allSettled(leaving)
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    assert.equal(await hub.accounts.countMembers(lab), 1)
  })

  test('are listed page by page, with absolute links', async () => {
    await using hub = await startAccounts()
    const names = ['a', 'B', 'c', 'd', 'E']
    for (const name of names) await hub.createUser(name)
    await hub.accounts.createOrganization(operator, { name: 'lab', admin: 'c' })
    for (const user of names) if (user !== 'c') await hub.accounts.setMember(operator, 'lab', { user, role: 'read' })
    const seen: string[][] = []
    let path: string | undefined = '/api/organizations/lab/members?limit=2'
    while (path !== undefined) {
      const { body, headers } = await hub.ask({ path })
      seen.push((body as { user: string }[]).map(({ user }) => user))
      path = /<(http[^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
    }
    assert.deepEqual(seen, [['a', 'B'], ['c', 'd'], ['E']])
    const forged = Buffer.from(JSON.stringify('a\0')).toString('base64url')
    for (const cursor of ['!!', forged, Buffer.from('7').toString('base64url')])
      assert.equal((await hub.ask({ path: `/api/organizations/lab/members?cursor=${cursor}` })).status, 400)
  })
})
