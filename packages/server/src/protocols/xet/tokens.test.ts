import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { losses, makeOrganization } from '../../testing/people.ts'
import { createRepo, json, refused, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'
import { askCas, askToken, uploadChunks, xetToken, type XetToken } from '../../testing/xet-requests.ts'

let hub: TestHub
let alice: Person
let bob: Person
type Told = { xorbs: Record<string, { url: string }[]> }

const start = new Date('2026-11-22T10:00:00.000Z')
let now = start
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  await createRepo(hub, alice, 'open')
  await createRepo(hub, alice, 'secret', { private: true })
})
after(() => hub[Symbol.asyncDispose]())

const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const aXorb = `/v1/xorbs/default/${'0'.repeat(64)}`
const probe = async (token: XetToken) => (await askCas(token, '/v1/telemetry', { body: '{}' })).status
const probeWrite = async (token: XetToken) => (await askCas(token, aXorb, { body: 'x' })).status

describe('a token', () => {
  test('is told in the body and in headers, and works until it says', async () => {
    const answer = await askToken(hub, 'alice/open', 'write', alice)
    const token = await json<XetToken>(answer)
    assert.equal(token.casUrl, `${hub.url}/cas/1`)
    assert.equal(token.exp, later(900).getTime() / 1000)
    assert.equal(answer.headers.get('X-Xet-Cas-Url'), token.casUrl)
    assert.equal(answer.headers.get('X-Xet-Access-Token'), token.accessToken)
    assert.equal(answer.headers.get('X-Xet-Token-Expiration'), String(token.exp))
    now = later(900)
    assert.equal(await probe(token), 200)
    now = later(901)
    assert.equal(await probe(token), 401)
    now = start
  })

  test('is to be had for every type of repo and any revision', async () => {
    for (const type of ['dataset', 'space', 'code'] as const)
      await createRepo(hub, alice, 'open', { type, ...(type === 'space' ? { sdk: 'static' } : {}) })
    for (const path of ['datasets/alice/open', 'spaces/alice/open', 'code/alice/open', 'models/alice/open'])
      for (const revision of ['None', 'main', 'refs%2Fpr%2F3', 'no%2Fsuch%20branch', 'a'.repeat(40)])
        assert.equal((await send(hub, 'GET', `/api/${path}/xet-read-token/${revision}`)).status, 200, path + revision)
    assert.equal((await askToken(hub, 'ALICE/Open', 'read')).status, 200)
  })

  test('is for those who may read, or write', async () => {
    assert.equal((await askToken(hub, 'alice/open', 'read')).status, 200)
    assert.equal((await askToken(hub, 'alice/secret', 'read', alice)).status, 200)
    const hidden = { code: 'RepoNotFound', says: /./ }
    for (const scope of ['read', 'write'] as const) {
      await refused(askToken(hub, 'alice/secret', scope, bob), { status: 404, ...hidden })
      await refused(askToken(hub, 'alice/secret', scope), { status: 401, ...hidden })
      await refused(askToken(hub, 'alice/none', scope, bob), { status: 404, ...hidden })
    }
    await refused(askToken(hub, 'alice/open', 'write', bob), { status: 403, says: /./ })
    await refused(askToken(hub, 'alice/open', 'write'), { status: 401, says: /./ })
  })

  test('for a pull request is not there yet', async () => {
    const path = '/api/models/alice/open/xet-write-token/None?create_pr=1'
    await refused(send(hub, 'GET', path, { as: alice }), { status: 501, says: /no pull requests/ })
  })

  test('to read does not write; one to write reads, too', async () => {
    const read = await xetToken(hub, 'alice/open', 'read')
    const write = await xetToken(hub, 'alice/open', 'write', alice)
    assert.deepEqual([await probe(read), await probeWrite(read)], [200, 403])
    assert.deepEqual([await probe(write), await probeWrite(write)], [200, 400])
  })

  test('cannot be made up, and no other credential takes its place', async () => {
    const token = await xetToken(hub, 'alice/open', 'read')
    const [payload = '', signature = ''] = token.accessToken.split('.')
    const facts = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const better = Buffer.from(JSON.stringify({ ...facts, scope: 'write' })).toString('base64url')
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
    const bad = ['', 'x', alice.token, `${better}.${signature}`, `${payload}.${flipped}`, `${payload}.`, payload]
    for (const accessToken of bad) {
      const answer = await askCas({ ...token, accessToken }, '/v1/telemetry', { body: '{}' })
      assert.equal(answer.status, 401, accessToken)
      assert.match(answer.headers.get('WWW-Authenticate') ?? '', /^Bearer/)
    }
    for (const Authorization of [`Basic ${token.accessToken}`, token.accessToken]) {
      const answer = await askCas(token, '/v1/telemetry', { body: '{}', headers: { Authorization } })
      assert.equal(answer.status, 401)
    }
    const cookie = await fetch(`${token.casUrl}/v1/telemetry`, { method: 'POST', headers: { Cookie: 'session=x' } })
    assert.equal(cookie.status, 401)
  })

  test('dies with its repo', async () => {
    await createRepo(hub, alice, 'mortal')
    const token = await xetToken(hub, 'alice/mortal', 'write', alice)
    await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'mortal' } })
    assert.equal(await probe(token), 403)
  })

  for (const [at, [what, lose]] of Object.entries(losses).entries())
    test(`opens nothing to somebody who is ${what}, nor does any address given for it`, async () => {
      const [name, organization] = [`leaver-${at}`, `crew-${at}`]
      const leaver = await hub.person(name)
      await makeOrganization(hub, organization, { admin: 'alice', members: { [name]: 'write' } })
      await createRepo(hub, alice, 'repo', { organization, private: true })
      const repo = `${organization}/repo`
      const { file } = await uploadChunks(hub, repo, Buffer.alloc(1000, what), { as: leaver })
      const [read, write] = [await xetToken(hub, repo, 'read', leaver), await xetToken(hub, repo, 'write', leaver)]
      const told = await json<Told>(askCas(read, `/v2/reconstructions/${file}`))
      const [{ url }] = Object.values(told.xorbs)[0] as [{ url: string }]
      assert.deepEqual([await probe(read), await probeWrite(write), (await fetch(url)).status], [200, 400, 206])
      await lose(hub, organization, name)
      assert.deepEqual([await probe(read), await probeWrite(write), (await fetch(url)).status], [403, 403, 403])
    })
})
