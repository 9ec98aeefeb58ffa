import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changingNothing } from '../../../testing/footprint.ts'
import { startGitClient, workIn, type GitClient, type Work } from '../../../testing/git-client.ts'
import { makeOrganization } from '../../../testing/people.ts'
import { commitOk, createRepo, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let bob: Person
let client: GitClient
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  await makeOrganization(hub, 'lab', { admin: 'alice', members: { bob: 'write' } })
  client = await startGitClient(hub)
})
after(async () => {
  await client[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

/** A repo of both with files of which bob has locked two, and alice's clone of it. */
async function begin(name: string): Promise<Work & { refused: (...refs: string[]) => Promise<string> }> {
  await createRepo(hub, alice, name, { organization: 'lab' })
  const work = workIn(client, await client.clone(name, `lab/${name}`, alice))
  await work.commit({ 'locked.bin': '1', 'dir/locked.bin': '1', free: '1' })
  await work.git('push', '--quiet', 'origin', 'main')
  for (const path of ['locked.bin', 'dir/locked.bin'])
    assert.equal((await send(hub, 'POST', locks(name), { as: bob, json: { path } })).status, 201)
  const refused = (...refs: string[]) =>
    changingNothing(hub, () => client.refusal(work.where, 'push', '--force', 'origin', ...refs))
  return { ...work, refused }
}

const locks = (name: string) => `/lab/${name}.git/info/lfs/locks`

test('a locked file is changed, moved and deleted by its owner alone', async () => {
  const { git, commit, refused } = await begin('files')
  const again = () => git('reset', '--quiet', '--hard', 'origin/main')
  await commit({ 'locked.bin': '2' })
  assert.match(await refused('main'), /"locked\.bin" is locked by bob/)
  assert.match(await refused('main:new'), /is locked by bob/)
  await again()
  await git('rm', '--quiet', '-r', 'dir')
  await git('commit', '--quiet', '--message', 'gone')
  assert.match(await refused('main'), /"dir\/locked\.bin" is locked by bob/)
  await again()
  await git('mv', 'locked.bin', 'elsewhere')
  await git('commit', '--quiet', '--message', 'moved')
  assert.match(await refused('main'), /is locked by bob/)
  await again()
  await commit({ free: '2' })
  await git('push', '--quiet', 'origin', 'main')
  await client.git(client.folder, 'clone', '--quiet', client.remote('lab/files', bob), 'of-bob')
  const his = workIn(client, client.at('of-bob'))
  await his.commit({ 'locked.bin': 'by bob' })
  await his.git('push', '--quiet', 'origin', 'main')
})

test('a branch that leaves locked files alone is taken, whatever became of them on the default branch', async () => {
  const { git, commit, refused } = await begin('branches')
  await git('checkout', '--quiet', '-b', 'feature')
  await commit({ mine: '1' })
  await git('push', '--quiet', 'origin', 'feature')
  await commitOk(hub, 'lab/branches', [header('by bob'), file('locked.bin', '2')], { as: bob })
  await commit({ mine: '2' })
  await git('push', '--quiet', 'origin', 'feature', 'feature:behind')
  await git('fetch', '--quiet')
  await git('merge', '--quiet', '--message', 'merged', 'origin/main')
  await git('push', '--quiet', 'origin', 'feature')
  await commit({ 'locked.bin': '3' })
  assert.match(await refused('feature'), /is locked by bob/)
  assert.match(await refused('feature:other'), /is locked by bob/)
})

test('what was pushed to a branch before the lock does not come to the default branch after it', async () => {
  const { git, commit, refused } = await begin('before')
  const { locks: held } = await json<{ locks: { id: string }[] }>(send(hub, 'GET', locks('before'), { as: bob }))
  for (const { id } of held) await send(hub, 'POST', `${locks('before')}/${id}/unlock`, { as: bob, json: {} })
  await commit({ 'locked.bin': 'early' })
  await git('push', '--quiet', 'origin', 'main:early')
  await send(hub, 'POST', locks('before'), { as: bob, json: { path: 'locked.bin' } })
  assert.match(await refused('main'), /is locked by bob/)
})

test('one’s own lock is no reason to refuse', async () => {
  const { git, commit } = await begin('own')
  assert.equal((await send(hub, 'POST', locks('own'), { as: alice, json: { path: 'mine.bin' } })).status, 201)
  await commit({ 'mine.bin': '1' })
  await git('push', '--quiet', 'origin', 'main')
})

test('a branch is not overwritten with what a tag brought in', async () => {
  const { git, commit } = await begin('overwritten')
  await commit({ 'locked.bin': '2' })
  await git('push', '--quiet', 'origin', 'HEAD:refs/tags/around')
  await commit({ free: '2' })
  for (const wanted of ['around', undefined]) {
    const answer = await overwriteMain(wanted)
    assert.equal(answer.status, 409, await answer.clone().text())
    assert.match(await answer.text(), /is locked by bob/)
  }
})

const overwriteMain = (startingPoint: string | undefined) =>
  changingNothing(hub, () =>
    send(hub, 'POST', '/api/models/lab/overwritten/branch/main', {
      as: alice,
      json: { overwrite: true, ...(startingPoint ? { startingPoint } : { emptyBranch: true }) },
    }),
  )
