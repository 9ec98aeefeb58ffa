import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { suite, test } from 'node:test'
import { startAccounts } from '../accounts.suite.ts'
import { operator } from '../index.ts'
import { parsePublicKey } from './public-key.ts'

const field = (value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

const line = (type: string, ...fields: (Buffer | string)[]): string =>
  `${type} ${Buffer.concat([type, ...fields].map(field)).toString('base64')}`

const number = (base64url: string): Buffer => Buffer.concat([Buffer.from([0]), Buffer.from(base64url, 'base64url')])

function rsa(bits: number): string {
  const { e, n } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' })
  return line('ssh-rsa', number(e!), number(n!))
}

const point = (bytes: number) => Buffer.concat([Buffer.from([4]), Buffer.alloc(bytes - 1, 7)])
const ed25519 = (filler = 9) => line('ssh-ed25519', Buffer.alloc(32, filler))

suite('public keys', () => {
  test('have the fingerprint that ssh-keygen prints', () => {
    // a host key that its owner, github.com, publishes together with its fingerprint
    const key = parsePublicKey(
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl user@host\n',
    )
    assert.equal(key.fingerprint, 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU')
    assert.equal(key.comment, 'user@host')
  })

  test('of every safe kind are taken', () => {
    const sound = [
      ed25519(),
      rsa(2048),
      line('ecdsa-sha2-nistp256', 'nistp256', point(65)),
      line('ecdsa-sha2-nistp384', 'nistp384', point(97)),
      line('ecdsa-sha2-nistp521', 'nistp521', point(133)),
      line('sk-ssh-ed25519@openssh.com', Buffer.alloc(32), 'ssh:'),
      line('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', point(65), 'ssh:'),
    ]
    for (const key of sound) assert.equal(parsePublicKey(`${key} a comment of words`).line, key)
  })

  test('that are weak, broken or private are refused', () => {
    const wrong = [
      '',
      'hello',
      rsa(1024),
      line('ssh-dss', 'x'),
      line('ssh-ed25519', Buffer.alloc(31)),
      line('ssh-ed25519', Buffer.alloc(32), 'more'),
      line('ecdsa-sha2-nistp256', 'nistp384', point(65)),
      line('ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(65)),
      ed25519().slice(0, 40),
      ed25519().replace('ssh-ed25519', 'ssh-rsa'),
      `${ed25519()}\n${ed25519()}`,
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      `ssh-ed25519 ${Buffer.from([255, 255, 255, 255]).toString('base64')}`,
      `${ed25519()} ${'x'.repeat(20_000)}`,
    ]
    for (const key of wrong) assert.throws(() => parsePublicKey(key), { code: 'BadRequest' }, key)
  })
})

suite('SSH keys', () => {
  test('are added once in the whole hub, listed and removed', async () => {
    await using hub = await startAccounts({ limits: { sshKeysPerUser: 2 } })
    await hub.createUser('alice')
    await hub.createUser('bob')
    const [alice, bob, token] = [await hub.login('alice'), await hub.login('bob'), await hub.createToken('alice')]
    const add = (publicKey: string, who: { cookie?: string; token?: string }) =>
      hub.ask({ method: 'POST', path: '/api/settings/ssh-keys', json: { publicKey }, ...who })
    const added = await add(`${ed25519(1)} laptop`, { cookie: alice })
    assert.equal(added.status, 201)
    const { id, title } = added.body as { id: string; title: string }
    assert.equal(title, 'laptop')
    assert.equal((await add(ed25519(1), { cookie: bob })).status, 409)
    assert.equal((await add(ed25519(2), { token })).status, 403)
    assert.equal((await add('nonsense', { cookie: alice })).status, 400)
    assert.equal((await add(ed25519(2), { cookie: alice })).status, 201)
    assert.equal((await add(ed25519(3), { cookie: alice })).status, 400)
    const path = `/api/settings/ssh-keys/${id}`
    assert.equal((await hub.ask({ method: 'DELETE', path, cookie: bob })).status, 404)
    assert.equal((await hub.ask({ method: 'DELETE', path, cookie: alice })).status, 204)
    const left = await hub.ask({ path: '/api/settings/ssh-keys', cookie: alice })
    assert.equal((left.body as unknown[]).length, 1)
  })

  test('stand for their person, who then changes everything but credentials', async () => {
    await using hub = await startAccounts()
    const { accounts } = hub
    const { id } = await hub.createUser('alice', { email: 'alice@example.org', isAdmin: true })
    await accounts.createOrganization(operator, { name: 'lab', admin: 'alice' })
    await hub.createUser('bob', { isAdmin: true })
    const session = await accounts.actorNamed('alice')
    const key = await accounts.addSshKey(session, { publicKey: ed25519(1) })
    const wanted = { ...session, grant: { kind: 'token', role: 'write' } }
    assert.deepEqual(await accounts.actorByKey(key.fingerprint), wanted)
    assert.deepEqual(await accounts.actorOf(id), wanted)
    const actor = (await accounts.actorByKey(key.fingerprint))!
    await assert.rejects(accounts.addSshKey(actor, { publicKey: ed25519(2) }), { code: 'AccessDenied' })
    for (const fingerprint of ['', 'SHA256:x', key.fingerprint.toLowerCase(), `${key.fingerprint}=`])
      assert.equal(await accounts.actorByKey(fingerprint), null, fingerprint)
    await accounts.removeSshKey(session, key.publicId)
    assert.equal(await accounts.actorByKey(key.fingerprint), null)
    const next = await accounts.addSshKey(session, { publicKey: ed25519(1) })
    await accounts.setMember(operator, 'lab', { user: 'bob', role: 'admin' })
    await accounts.deleteUser(operator, 'alice')
    assert.equal(await accounts.actorByKey(next.fingerprint), null)
    assert.equal(await accounts.actorOf(id), null)
  })
})
