import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import ssh2, { type Client } from 'ssh2'
import { createRepo, json, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'
import { readPrivateKey } from './host-key.ts'
import { makeKey, ready, run } from './ssh-server.suite.ts'

let hub: TestHub
let alice: Person
const clients: Client[] = []
before(async () => {
  hub = await startTestHub({ ssh: true })
  alice = await hub.person('alice')
  await hub.person('bob')
  await createRepo(hub, alice, 'open')
  await createRepo(hub, alice, 'hidden', { private: true })
})
after(async () => {
  for (const client of clients) client.destroy()
  await hub[Symbol.asyncDispose]()
})

/** Adds a new key for that person and comes in with it. */
async function comeIn(name: string) {
  const key = makeKey()
  const publicKey = `ssh-ed25519 ${readPrivateKey(key.private)!.getPublicSSH().toString('base64')}`
  const person = await hub.services.accounts.actorNamed(name)
  const { publicId } = await hub.services.accounts.addSshKey(person, { publicKey })
  const client = new ssh2.Client()
  clients.push(client)
  await ready(client, { host: '127.0.0.1', port: hub.sshPort, username: 'git', privateKey: key.private })
  const leave = () => hub.services.accounts.removeSshKey(person, publicId)
  return { client, leave }
}

describe('SSH to a whole hub', () => {
  test('knows its people by their keys, as long as they keep them', async () => {
    const { client, leave } = await comeIn('alice')
    assert.match((await run(client, null)).stderr, /^Hi alice!/)
    await leave()
    const answer = await run(client, 'git-lfs-authenticate alice/open download')
    assert.deepEqual([answer.stdout, answer.code], ['', 128])
  })

  test('tells the refs of a repo, in the protocol that the client speaks', async () => {
    const { client } = await comeIn('bob')
    const old = await run(client, "git-upload-pack '/alice/open.git'", '0000')
    assert.match(old.stdout, /^[0-9a-f]{4}[0-9a-f]{40} HEAD\0.*symref=HEAD:refs\/heads\/main/)
    assert.equal(old.code, 0)
    const env = { GIT_PROTOCOL: 'version=2' }
    assert.match((await run(client, "git-upload-pack '/alice/open.git'", '0000', env)).stdout, /^000eversion 2\n/)
  })

  test('says the same of a repo that is not there and one that is private', async () => {
    const { client } = await comeIn('bob')
    for (const verb of ['git-upload-pack', 'git-receive-pack', 'git-lfs-authenticate'])
      for (const name of ['hidden', 'none']) {
        const answer = await run(client, `${verb} alice/${name}${verb === 'git-lfs-authenticate' ? ' download' : ''}`)
        assert.deepEqual(answer, { stdout: '', stderr: 'kaihub: Repository not found\n', code: 128 })
      }
  })

  test('lets git-lfs go on over HTTP, in that repo and with that right', async () => {
    const { client } = await comeIn('alice')
    const { stdout } = await run(client, 'git-lfs-authenticate alice/hidden.git upload')
    const { href, header } = JSON.parse(stdout) as { href: string; header: Record<string, string> }
    assert.equal(href, `${hub.url}/alice/hidden.git/info/lfs`)
    const objects = [{ oid: '0'.repeat(64), size: 1 }]
    const ask = { headers: header, json: { operation: 'upload', objects } }
    const answer = await json<{ objects: object[] }>(send(hub, 'POST', '/alice/hidden.git/info/lfs/objects/batch', ask))
    assert.equal(answer.objects.length, 1)
    const { client: stranger } = await comeIn('bob')
    const refused = await run(stranger, 'git-lfs-authenticate alice/open upload')
    assert.equal(refused.code, 128)
    assert.match(refused.stderr, /^kaihub: You don't have the rights to write to alice\/open/)
  })

  test('follows a repo to its new name', async () => {
    await createRepo(hub, alice, 'old')
    const move = { json: { fromRepo: 'alice/old', toRepo: 'alice/new', type: 'model' }, as: alice }
    assert.equal((await send(hub, 'POST', '/api/repos/move', move)).status, 200)
    const { client } = await comeIn('alice')
    const { stdout, stderr, code } = await run(client, 'git-upload-pack alice/old', '0000')
    assert.equal(code, 0, stderr)
    assert.match(stdout, /refs\/heads\/main/)
    assert.match(stderr, /^kaihub: This repository is now alice\/new/)
  })
})
