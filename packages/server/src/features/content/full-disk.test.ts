import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { changingNothing, filesUnder, openFilesUnder } from '../../testing/footprint.ts'
import {
  commit,
  commitOk,
  createRepo,
  digestOf,
  file,
  header,
  json,
  lfsBatch,
  send,
  uploadObject,
} from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

// The storage of this hub is 4 MiB of memory: it runs full in an instant. The database lies elsewhere.

const MiB = 1024 * 1024
let folder: string
let mounted = false
let hub: TestHub
let alice: Person
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaihub-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${4 * MiB}`, 'none', folder], { stdio: 'pipe' })
    mounted = true
  } catch {
    // only root may
  }
  hub = await startTestHub({ storageFolder: folder })
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'full')
})
after(async () => {
  await hub[Symbol.asyncDispose]()
  if (mounted) execFileSync('umount', [folder])
  await rm(folder, { recursive: true, force: true })
})

/** The answer is 507 in clear words, and afterwards everything is as it was. */
async function refusedForWantOfRoom(t: TestContext, work: () => Promise<Response>): Promise<void> {
  if (!mounted) return t.skip('mounting a small tmpfs is not permitted here')
  const before = await filesUnder(folder)
  await changingNothing(hub, async () => {
    const answer = await work()
    assert.equal(answer.status, 507, await answer.clone().text())
    assert.match((await json<{ error: string }>(answer)).error, /storage of this hub is full/)
  })
  assert.deepEqual(await filesUnder(folder), before)
  assert.deepEqual(await openFilesUnder(folder), [])
}

test('an LFS object that does not fit', async (t) => {
  const content = randomBytes(9 * MiB)
  const wish = { as: alice, operation: 'upload', objects: [{ oid: digestOf(content), size: content.length }] }
  const { objects } = await lfsBatch(hub, 'alice/full', wish)
  await refusedForWantOfRoom(t, () => fetch(objects[0]!.actions!['upload']!.href, { method: 'PUT', body: content }))
})

test('a part of one', async (t) => {
  const wish = {
    as: alice,
    operation: 'upload',
    transfers: ['multipart'],
    objects: [{ oid: digestOf('x'), size: 100 * MiB }],
  }
  const { objects } = await lfsBatch(hub, 'alice/full', wish)
  const href = objects[0]!.actions!['upload']!.header!['00001']!
  await refusedForWantOfRoom(t, () => fetch(href, { method: 'PUT', body: randomBytes(16 * MiB) }))
})

test('a commit of many files, of which the first fit', async (t) => {
  const files = Array.from({ length: 60 }, (_, i) => file(`large-${i}.txt`, randomBytes(100_000)))
  await refusedForWantOfRoom(t, () => commit(hub, 'alice/full', [header(), ...files], { as: alice }))
})

test('a commit that is refused for another reason keeps no bytes either', async () => {
  const before = await filesUnder(folder)
  const files = [
    file('one.txt', randomBytes(100_000)),
    file('two.txt', randomBytes(100_000)),
    file('a', ''),
    file('A', ''),
  ]
  for (const lines of [files, [...files.slice(0, 2), { key: 'nonsense' }], [...files.slice(0, 2), file('../x', '')]])
    await changingNothing(hub, async () => {
      const answer = await commit(hub, 'alice/full', [header(), ...lines], { as: alice })
      assert.ok([400, 422].includes(answer.status))
    })
  assert.deepEqual(await filesUnder(folder), before)
  assert.deepEqual(await openFilesUnder(folder), [])
})

test('the hub goes on with what fits', async () => {
  const content = randomBytes(MiB)
  await uploadObject(hub, 'alice/full', content, alice)
  await commitOk(hub, 'alice/full', [header(), file('medium.txt', randomBytes(100_000)), file('small', 's')], {
    as: alice,
  })
  assert.equal((await send(hub, 'GET', '/alice/full/resolve/main/medium.txt')).status, 200)
})
