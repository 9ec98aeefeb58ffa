import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../config/limits.ts'
import { operator } from '../../features/accounts/index.ts'
import type { LfsOperation } from '../../features/content/index.ts'
import { changingNothing } from '../../testing/footprint.ts'
import { makeOrganization } from '../../testing/people.ts'
import { createRepo, digestOf, json, send, uploadObject } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let now = new Date('2026-11-24T10:00:00.000Z')
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  for (const name of ['private', 'other']) await createRepo(hub, alice, name, { private: true })
})
after(() => hub[Symbol.asyncDispose]())

/** As the SSH server would, once it knows the key of that person. */
async function grant(operation: LfsOperation, { user = 'alice', repo = 'alice/private' } = {}) {
  const person = await hub.services.accounts.actorNamed(user)
  const [namespace, name] = repo.split('/') as [string, string]
  const found = await hub.services.repos.getReadable(person, { type: 'model', namespace, name })
  return hub.services.content.lfsGrants.issue({ userId: person.userId, repo: found, operation })
}

type Action = { href: string; header?: Record<string, string> }
type Batch = { objects: { actions?: Record<string, Action> }[] }

const batch = (
  headers: Record<string, string>,
  operation: LfsOperation,
  objects: object[] = [],
  repo = 'alice/private',
) => send(hub, 'POST', `/${repo}.git/info/lfs/objects/batch`, { headers, json: { operation, objects } })
const lock = (headers: Record<string, string>, path: string) =>
  send(hub, 'POST', '/alice/private.git/info/lfs/locks', { headers, json: { path } })

async function refused(answer: () => Promise<Response>, status: number): Promise<void> {
  const got = await changingNothing(hub, answer)
  assert.equal(got.status, status, await got.text())
}

describe('a grant for uploads', () => {
  test('sends objects and fetches them, without another credential', async () => {
    const { header, expiresIn } = await grant('upload')
    assert.equal(expiresIn, limits.lfsGrantSeconds)
    const content = Buffer.from('sent by way of SSH')
    const objects = [{ oid: digestOf(content), size: content.length }]
    const { actions } = (await json<Batch>(batch(header, 'upload', objects))).objects[0]!
    assert.deepEqual(Object.keys(actions!), ['upload'])
    assert.equal((await fetch(actions!['upload']!.href, { method: 'PUT', body: content })).status, 200)
    const { download } = (await json<Batch>(batch(header, 'download', objects))).objects[0]!.actions!
    assert.equal(await (await fetch(download!.href)).text(), content.toString())
  })

  test('locks and unlocks, as its person', async () => {
    const { header } = await grant('upload')
    const made = await lock(header, 'weights.bin')
    assert.equal(made.status, 201)
    const { id, owner } = (await json<{ lock: { id: string; owner: { name: string } } }>(made)).lock
    assert.equal(owner.name, 'alice')
    const gone = await send(hub, 'POST', `/alice/private/info/lfs/locks/${id}/unlock`, { headers: header, json: {} })
    assert.equal(gone.status, 200)
  })

  test('is for its repo and for LFS only', async () => {
    const { header } = await grant('upload')
    await refused(() => batch(header, 'download', [], 'alice/other'), 404)
    await refused(() => batch(header, 'upload', [], 'datasets/alice/private'), 404)
    for (const path of ['/api/models/alice/private', '/api/whoami-v2', '/alice/private/resolve/main/.gitattributes'])
      await refused(() => send(hub, 'GET', path, { headers: header }), 401)
  })

  test('lasts as long as the person may write', async () => {
    await makeOrganization(hub, 'lab', { admin: 'alice' })
    await createRepo(hub, alice, 'shared', { organization: 'lab' })
    await hub.person('bob')
    const { accounts } = hub.services
    await accounts.setMember(operator, 'lab', { user: 'bob', role: 'write' })
    const { header } = await grant('upload', { user: 'bob', repo: 'lab/shared' })
    const ask = () => batch(header, 'upload', [], 'lab/shared')
    assert.equal((await ask()).status, 200)
    await accounts.setMember(operator, 'lab', { user: 'bob', role: 'read' })
    await refused(ask, 403)
    await accounts.deleteUser(operator, 'bob')
    await refused(ask, 401)
  })
})

test('a grant for downloads changes nothing', async () => {
  const content = Buffer.from('there before')
  await uploadObject(hub, 'alice/private', content, alice)
  const { header } = await grant('download')
  const objects = [{ oid: digestOf(content), size: content.length }]
  assert.ok((await json<Batch>(batch(header, 'download', objects))).objects[0]!.actions!['download'])
  assert.equal((await send(hub, 'GET', '/alice/private/info/lfs/locks', { headers: header })).status, 200)
  await refused(() => batch(header, 'upload', objects), 403)
  await refused(() => lock(header, 'a.bin'), 403)
})

test('a grant ends, and only ours are any good', async () => {
  const { header } = await grant('download')
  const [payload, signature] = header.Authorization.replace('RemoteAuth ', '').split('.') as [string, string]
  const facts = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const forged = Buffer.from(JSON.stringify({ ...facts, operation: 'upload' })).toString('base64url')
  for (const text of [`${forged}.${signature}`, payload, `${payload}.`, `.${signature}`, 'x'])
    await refused(() => batch({ Authorization: `RemoteAuth ${text}` }, 'download'), 401)
  for (const Authorization of ['RemoteAuth', `Bearer ${payload}.${signature}`])
    await refused(() => batch({ Authorization }, 'download'), 401)
  assert.equal((await batch({ Authorization: `Bearer ${alice.token}` }, 'upload')).status, 200)
  now = new Date(now.getTime() + (limits.lfsGrantSeconds + 1) * 1000)
  await refused(() => batch(header, 'download'), 401)
})

test('a ticket of a transfer is no grant', async () => {
  const objects = [{ oid: digestOf('x'), size: 1 }]
  const { header } = await grant('upload')
  const { href } = (await json<Batch>(batch(header, 'upload', objects))).objects[0]!.actions!['upload']!
  const ticket = new URL(href).searchParams.get('ticket')
  await refused(() => batch({ Authorization: `RemoteAuth ${ticket}` }, 'upload'), 401)
})
