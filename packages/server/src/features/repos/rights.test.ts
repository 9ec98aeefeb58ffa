import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TokenScope } from '../../kit/actor.ts'
import { changingNothing } from '../../testing/footprint.ts'
import { makeOrganization, tokenOf } from '../../testing/people.ts'
import { commit, createRepo, file, header, json, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
const people: Record<string, Person> = {}
before(async () => {
  hub = await startTestHub()
  for (const name of ['admin-a', 'writer', 'contributor', 'reader', 'outsider']) people[name] = await hub.person(name)
  await makeOrganization(hub, 'lab', {
    admin: 'admin-a',
    members: { writer: 'write', contributor: 'contributor', reader: 'read' },
  })
  await createRepo(hub, people['admin-a']!, 'lab/hidden', { private: true })
  await createRepo(hub, people['admin-a']!, 'lab/shown')
  await createRepo(hub, people['contributor']!, 'lab/contributed', { private: true })
})
after(() => hub[Symbol.asyncDispose]())

let count = 0
type Act = (repo: string, as: Person | undefined) => Promise<Response>
const read: Act = (repo, as) => send(hub, 'GET', `/api/models/${repo}/tree/main`, { as })
const download: Act = (repo, as) => send(hub, 'GET', `/${repo}/resolve/main/.gitattributes`, { as })
const write: Act = (repo, as) => commit(hub, repo, [header(), file('f.txt', String((count += 1)))], { as })
const branch: Act = (repo, as) => send(hub, 'POST', `/api/models/${repo}/branch/b${(count += 1)}`, { as, json: {} })
const preupload: Act = (repo, as) =>
  send(hub, 'POST', `/api/models/${repo}/preupload/main`, { as, json: { files: [] } })
const batch =
  (operation: string): Act =>
  (repo, as) =>
    send(hub, 'POST', `/${repo}.git/info/lfs/objects/batch`, { as, json: { operation, objects: [] } })
const settings: Act = (repo, as) =>
  send(hub, 'PUT', `/api/models/${repo}/settings`, { as, json: { discussionsDisabled: (count += 1) % 2 === 0 } })
const seeSettings: Act = (repo, as) => send(hub, 'GET', `/api/models/${repo}/settings`, { as })
const remove: Act = (repo, as) => send(hub, 'DELETE', '/api/repos/delete', { as, json: { name: repo } })
const create: Act = (repo, as) =>
  send(hub, 'POST', '/api/repos/create', { as, json: { name: `${repo.split('/')[0]}/made-${(count += 1)}` } })

const reads = { read, download, 'LFS download': batch('download') }
const writes = { write, branch, preupload, 'LFS upload': batch('upload') }

async function expectStatus(acts: Record<string, Act>, repo: string, as: Person | undefined, status: number) {
  for (const [what, act] of Object.entries(acts)) {
    const answer = status === 200 ? await act(repo, as) : await changingNothing(hub, () => act(repo, as))
    assert.equal(answer.status, status, `${what} ${repo} as ${as?.name}: ${await answer.clone().text()}`)
    if (status === 403) assert.match((await json<{ error: string }>(answer)).error, /don't have the rights/)
  }
}

describe('in an organisation', () => {
  test('an admin and a writer do everything to every repo', async () => {
    for (const name of ['admin-a', 'writer'])
      for (const repo of ['lab/hidden', 'lab/shown', 'lab/contributed'])
        await expectStatus({ ...reads, ...writes, settings, seeSettings, create }, repo, people[name], 200)
  })

  test('a contributor reads all, makes repos, and changes only their own', async () => {
    const { contributor } = people
    for (const repo of ['lab/hidden', 'lab/shown', 'lab/contributed']) await expectStatus(reads, repo, contributor, 200)
    await expectStatus({ ...writes, settings, create }, 'lab/contributed', contributor, 200)
    for (const repo of ['lab/hidden', 'lab/shown'])
      await expectStatus({ ...writes, settings, seeSettings, remove }, repo, contributor, 403)
  })

  test('a reader reads all and changes nothing', async () => {
    for (const repo of ['lab/hidden', 'lab/shown', 'lab/contributed']) {
      await expectStatus(reads, repo, people['reader'], 200)
      await expectStatus({ ...writes, settings, remove, create }, repo, people['reader'], 403)
    }
  })

  test('an outsider sees what is public and changes nothing', async () => {
    await expectStatus(reads, 'lab/shown', people['outsider'], 200)
    await expectStatus({ ...writes, settings, seeSettings, remove, create }, 'lab/shown', people['outsider'], 403)
    await expectStatus({ ...reads, ...writes, settings, seeSettings, remove }, 'lab/hidden', people['outsider'], 404)
    await expectStatus(reads, 'lab/shown', undefined, 200)
    await expectStatus({ ...reads, ...writes, settings, remove }, 'lab/hidden', undefined, 401)
    await expectStatus({ ...writes, settings, seeSettings }, 'lab/shown', undefined, 401)
  })

  test('who left it is an outsider at once', async () => {
    const leaver = await hub.person('leaver')
    await send(hub, 'PUT', '/api/organizations/lab/members/leaver/role', {
      as: people['admin-a'],
      json: { role: 'write' },
    })
    await expectStatus(writes, 'lab/hidden', leaver, 200)
    await send(hub, 'DELETE', '/api/organizations/lab/members/leaver', { as: people['admin-a'] })
    await expectStatus({ ...reads, ...writes }, 'lab/hidden', leaver, 404)
  })
})

const scoped = (entity: TokenScope['entity'], ...permissions: string[]) =>
  tokenOf(hub, 'admin-a', { role: 'fineGrained', scopes: [{ entity, permissions }] })

describe('an access token', () => {
  test('that reads, reads what its holder may and changes nothing', async () => {
    const token = await tokenOf(hub, 'admin-a', { role: 'read' })
    await expectStatus(reads, 'lab/hidden', token, 200)
    await expectStatus({ ...writes, settings, remove, create }, 'lab/hidden', token, 403)
  })

  test('for one repo works there, in that way, and nowhere else', async () => {
    const reader = await scoped({ type: 'model', name: 'LAB/hidden' }, 'repo.content.read')
    await expectStatus(reads, 'lab/hidden', reader, 200)
    await expectStatus({ ...writes, settings, remove, create }, 'lab/hidden', reader, 403)
    const writer = await scoped({ type: 'model', name: 'lab/hidden' }, 'repo.write')
    await expectStatus({ ...reads, ...writes }, 'lab/hidden', writer, 200)
    await expectStatus({ settings, remove, create }, 'lab/hidden', writer, 403)
    await expectStatus({ ...reads, ...writes }, 'lab/contributed', writer, 404)
    await expectStatus(reads, 'lab/shown', writer, 200)
    await expectStatus(writes, 'lab/shown', writer, 403)
    const sameName = await scoped({ type: 'dataset', name: 'lab/hidden' }, 'repo.admin')
    await expectStatus({ ...reads, ...writes, settings }, 'lab/hidden', sameName, 404)
  })

  test('for an organisation works in all its repos, up to what it says', async () => {
    const writer = await scoped({ type: 'org', name: 'lab' }, 'repo.write')
    await expectStatus({ ...reads, ...writes, create }, 'lab/hidden', writer, 200)
    await expectStatus({ settings, remove }, 'lab/hidden', writer, 403)
    const administrator = await scoped({ type: 'org', name: 'lab' }, 'repo.admin')
    await expectStatus({ ...reads, ...writes, settings, create }, 'lab/hidden', administrator, 200)
  })

  test('gives nobody more than they may do themselves', async () => {
    const scopes = [{ entity: { type: 'model' as const, name: 'lab/hidden' }, permissions: ['repo.admin'] }]
    const token = await tokenOf(hub, 'outsider', { role: 'fineGrained', scopes })
    await expectStatus({ ...reads, ...writes, settings }, 'lab/hidden', token, 404)
    const readers = await tokenOf(hub, 'reader', { role: 'fineGrained', scopes })
    await expectStatus({ ...writes, settings }, 'lab/hidden', readers, 403)
  })

  test('that is none is refused everywhere, also for what is public', async () => {
    const bad = { name: 'nobody', token: `hf_${'x'.repeat(34)}` }
    for (const act of Object.values({ ...reads, ...writes })) {
      const answer = await act('lab/shown', bad)
      assert.equal(answer.status, 401)
      assert.match(await answer.text(), /Invalid credentials in Authorization header/)
    }
  })
})
