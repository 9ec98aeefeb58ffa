import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { operator } from '../../features/accounts/index.ts'
import { changingNothing } from '../../testing/footprint.ts'
import { startGitClient, type GitClient } from '../../testing/git-client.ts'
import { receivePackType } from '../../testing/git-packs.ts'
import { createRepo, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let bob: Person
let client: GitClient
let mine: string
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  client = await startGitClient(hub)
  await createRepo(hub, alice, 'public')
  await createRepo(hub, alice, 'private', { private: true })
  mine = await client.clone('mine', 'alice/private', alice)
  await client.git(mine, 'commit', '--quiet', '--allow-empty', '--message', 'Mine')
})
after(async () => {
  await client[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

const services = ['git-upload-pack', 'git-receive-pack']
const ask = (repo: string, service: string, headers: Record<string, string> = {}) =>
  send(hub, 'GET', `/${repo}/info/refs?service=${service}`, { headers })
const basic = (name: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})
const push = (remote: string) => ['push', remote, 'HEAD:refs/heads/main'] as const

test('an unknown person is asked who they are, whether the repo is private or not there', async () => {
  for (const service of services)
    for (const repo of ['alice/private', 'alice/none', 'alice/none.git', 'nobody/none']) {
      const answer = await ask(repo, service)
      assert.equal(answer.status, 401, repo)
      assert.equal(answer.headers.get('www-authenticate'), 'Basic realm="Kaihub", charset="UTF-8"')
      assert.match(answer.headers.get('content-type')!, /^text\/plain/)
      assert.doesNotMatch(await answer.text(), /private|none/)
    }
  assert.equal((await ask('alice/public', 'git-upload-pack')).status, 200)
  assert.equal((await ask('alice/public', 'git-receive-pack')).status, 401)
  for (const repo of ['alice/private', 'alice/none'])
    for (const service of services) {
      const answer = await send(hub, 'POST', `/${repo}/${service}`, { body: '0000' })
      assert.equal(answer.status, 401, `${repo} ${service}`)
    }
})

test('private looks like missing to others', async () => {
  for (const service of services) {
    const answers = ['alice/private', 'alice/none'].map(async (repo) => {
      const answer = await ask(repo, service, basic('bob', bob.token))
      return [answer.status, await answer.text()]
    })
    const [hidden, missing] = await Promise.all(answers)
    assert.deepEqual(hidden, missing)
    assert.equal(hidden![0], 404)
  }
  const said = await client.refusal(client.folder, 'clone', client.remote('alice/private', bob), 'no')
  assert.match(said, /remote: Repository not found/)
})

test('an access token is the password, whoever the name says; a bearer will do', async () => {
  for (const name of ['alice', 'hf_user', 'x', ''])
    assert.equal((await ask('alice/private', 'git-receive-pack', basic(name, alice.token))).status, 200, name)
  const bearer = { Authorization: `Bearer ${alice.token}` }
  assert.equal((await ask('alice/private', 'git-receive-pack', bearer)).status, 200)
  for (const headers of [basic('alice', 'alice has a password'), basic('alice', 'hf_wrong'), basic('alice', '')]) {
    const answer = await ask('alice/public', 'git-upload-pack', headers)
    assert.equal(answer.status, 401)
    assert.match(answer.headers.get('www-authenticate')!, /^Basic/)
  }
})

test('a push to a repo of others is refused in words, and changes nothing', async () => {
  await changingNothing(hub, async () => {
    const said = await client.refusal(mine, ...push(client.remote('alice/public', bob)))
    assert.match(said, /remote: You don't have the rights to write to alice\/public/)
    assert.match(said, /403/)
    assert.match(await client.refusal(mine, ...push(client.remote('alice/private', bob))), /Repository not found/)
    assert.match(await client.refusal(mine, ...push(client.remote('alice/public'))), /terminal prompts disabled/)
    const wrong = client.remote('alice/public', { name: 'alice', token: 'hf_wrong' })
    assert.match(await client.refusal(mine, ...push(wrong)), /Authentication failed/)
  })
})

test('a token that may only read clones and does not push', async () => {
  const made = await hub.services.accounts.createAccessToken(operator, {
    displayName: 'reads',
    role: 'read',
    user: 'alice',
  })
  const reader = { name: 'alice', token: made.secret }
  await client.clone('read', 'alice/private', reader)
  await changingNothing(hub, async () => {
    const said = await client.refusal(mine, ...push(client.remote('alice/private', reader)))
    assert.match(said, /or your access token does not allow it/)
  })
})

test('a push whose token is gone by the time of its pack is asked who it is', async () => {
  const headers = { 'Content-Type': receivePackType, ...basic('alice', 'hf_gone') }
  const answer = await send(hub, 'POST', '/alice/private/git-receive-pack', { body: '0000', headers })
  assert.equal(answer.status, 401)
})
