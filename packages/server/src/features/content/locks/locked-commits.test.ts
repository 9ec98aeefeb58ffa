import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { RepoId } from '../../../kit/ids.ts'
import { changingNothing } from '../../../testing/footprint.ts'
import { makeOrganization } from '../../../testing/people.ts'
import {
  commit,
  commitOk,
  copyFile,
  createRepo,
  deletedFile,
  file,
  header,
  json,
  lfsFile,
  refused,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

const repo = 'lab/model'
const weights = Buffer.alloc(100, 'weights ')
let hub: TestHub
let alice: Person
let bob: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  await makeOrganization(hub, 'lab', { admin: 'alice', members: { bob: 'write' } })
  await createRepo(hub, alice, 'model', { organization: 'lab' })
  await uploadObject(hub, repo, weights, alice)
  const files = ['locked.bin', 'dir/sub/deep.bin', 'free.bin'].map((path) => lfsFile(path, weights))
  await commitOk(hub, repo, [header(), ...files, file('dir/sub-2.txt', 'x'), file('words.txt', 'x')], { as: alice })
  for (const path of ['locked.bin', 'dir/sub/deep.bin', 'to-be.bin']) await lock(bob, path)
})
after(() => hub[Symbol.asyncDispose]())

async function lock(as: Person, path: string): Promise<string> {
  const answer = await send(hub, 'POST', `/${repo}/info/lfs/locks`, { as, json: { path } })
  assert.equal(answer.status, 201)
  return (await json<{ lock: { id: string } }>(answer)).lock.id
}

const deletedFolder = (path: string) => ({ key: 'deletedFolder', value: { path } })
const deletedEntry = (path: string) => ({ key: 'deletedEntry', value: { path } })
const moved = (path: string, oldPath: string) => ({ key: 'file', value: { path, oldPath, content: '' } })

describe('a commit of somebody else is refused when it', () => {
  const cases: [string, unknown, string][] = [
    ['puts a file', file('locked.bin', 'x'), 'locked.bin'],
    ['puts a file that is not there yet', file('to-be.bin', 'x'), 'to-be.bin'],
    ['puts an LFS file', lfsFile('locked.bin', weights), 'locked.bin'],
    ['deletes', deletedFile('locked.bin'), 'locked.bin'],
    ['deletes what may be a folder', deletedEntry('locked.bin'), 'locked.bin'],
    ['copies over', copyFile('words.txt', 'locked.bin'), 'locked.bin'],
    ['moves away', moved('moved.bin', 'locked.bin'), 'locked.bin'],
    ['deletes the folder', deletedFolder('dir/sub'), 'dir/sub/deep.bin'],
    ['deletes a folder further up', deletedFolder('dir'), 'dir/sub/deep.bin'],
    ['deletes a folder as an entry', deletedEntry('dir'), 'dir/sub/deep.bin'],
  ]
  for (const [what, line, path] of cases)
    test(what, async () => {
      const says = new RegExp(
        `^"${path}" is locked by bob[.] Ask them to unlock it, or have an administrator force it: git lfs unlock --force ${path}$`,
      )
      await changingNothing(hub, () =>
        refused(commit(hub, repo, [header(), file('more.txt', what), line], { as: alice }), { status: 409, says }),
      )
    })

  test('is for another branch', async () => {
    const branch = await send(hub, 'POST', `/api/models/${repo}/branch/other`, { as: alice, json: {} })
    assert.equal(branch.status, 200)
    const lines = [header(), deletedFile('locked.bin')]
    await refused(commit(hub, repo, lines, { as: alice, branch: 'other' }), { status: 409, says: /locked by bob/ })
  })

  test('brings rules for LFS files while these are locked', async () => {
    const id = await lock(bob, '.gitattributes')
    const lines = [header(), lfsFile('without-a-rule.odd', weights)]
    await refused(commit(hub, repo, lines, { as: alice }), { status: 409, says: /^"[.]gitattributes" is locked/ })
    await send(hub, 'POST', `/${repo}/info/lfs/locks/${id}/unlock`, { as: bob, json: {} })
    await commitOk(hub, repo, lines, { as: alice })
  })
})

test('all else goes on: other files, folders beside, copies from a locked file', async () => {
  const lines = [
    header(),
    file('words.txt', 'other'),
    file('dir/new.txt', 'x'),
    file('dir/sub/deep.bin.txt', 'x'),
    deletedFile('dir/sub-2.txt'),
    deletedFile('free.bin'),
    copyFile('locked.bin', 'copy.bin'),
  ]
  await commitOk(hub, repo, lines, { as: alice })
})

test('the owner of a lock commits, and everybody once it is unlocked', async () => {
  const id = await lock(bob, 'taken.txt')
  await commitOk(hub, repo, [header(), file('taken.txt', 'by bob')], { as: bob })
  const lines = [header(), file('taken.txt', 'by alice')]
  await refused(commit(hub, repo, lines, { as: alice }), { status: 409, says: /locked by bob/ })
  const gone = await send(hub, 'POST', `/${repo}/info/lfs/locks/${id}/unlock`, { as: alice, json: { force: true } })
  assert.equal(gone.status, 200)
  await commitOk(hub, repo, lines, { as: alice })
})

test('nobody in particular is somebody else', async () => {
  const { rows } = await hub.db.pool.query<{ id: number }>(`select id from repos where name = 'model'`)
  const id = Number(rows[0]!.id) as RepoId
  const { requireUnlocked } = hub.services.content.locks
  await requireUnlocked(id, null, ['words.txt'], ['other'])
  await assert.rejects(requireUnlocked(id, null, ['words.txt', 'locked.bin']), { code: 'FileLocked' })
})
