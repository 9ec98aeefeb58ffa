import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RepoId } from '../../../kit/ids.ts'
import { beginWork, gitLeftovers, startGitClient, workIn, type GitClient } from '../../../testing/git-client.ts'
import { commitOk, createRepo, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let client: GitClient
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  client = await startGitClient(hub)
})
after(async () => {
  await client[Symbol.asyncDispose]()
  assert.deepEqual(await gitLeftovers(hub), [])
  await hub[Symbol.asyncDispose]()
})

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
const commitTo = (name: string, files: unknown[], title = 'a commit') =>
  commitOk(hub, `alice/${name}`, [header(title), ...files], { as: alice })

async function repoId(name: string): Promise<RepoId> {
  const { rows } = await hub.db.pool.query<{ id: string }>('select id from repos where name = $1', [name])
  return Number(rows[0]!.id) as RepoId
}
const repack = async (name: string) => hub.services.content.git.repack(await repoId(name))

type Packs = { packs: { number: number; objects: number }[]; loose: number }
async function packsOf(name: string): Promise<Packs> {
  const id = await repoId(name)
  const packs = await hub.db.pool.query<{ number: string; object_count: number }>(
    'select number, object_count from git_packs where repo_id = $1 order by number',
    [id],
  )
  const loose = await hub.db.pool.query<{ count: string }>(
    'select count(*) from git_objects where repo_id = $1 and pack is null',
    [id],
  )
  return {
    packs: packs.rows.map((row) => ({ number: Number(row.number), objects: row.object_count })),
    loose: Number(loose.rows[0]!.count),
  }
}

async function expectWhole(): Promise<void> {
  const damage: unknown[] = []
  await hub.services.content.checkStorage((found) => damage.push(found))
  assert.deepEqual(damage, [])
}

async function expectSoundClone(name: string, into: string): Promise<string> {
  await client.git(client.folder, 'clone', '--quiet', '--mirror', client.remote(`alice/${name}`), into)
  assert.equal(await client.git(client.at(into), 'fsck', '--full', '--strict'), '')
  return client.git(client.at(into), 'rev-parse', 'main')
}

const contentOf = async (name: string, revision: string, path: string) =>
  (await send(hub, 'GET', `/alice/${name}/resolve/${revision}/${path}`)).text()

test('after hundreds of commits over HTTP and a repack all is as it was, for git and for the Hub API', async () => {
  await createRepo(hub, alice, 'many')
  await commitTo('many', [
    ...numbers(100).map((i) => file(`flat/${i}.txt`, `${i}\n`.repeat(20))),
    file('large', Buffer.alloc(100_000, 'x')),
  ])
  const ids: string[] = []
  for (const i of numbers(200))
    ids.push(await commitTo('many', [file(`flat/${i % 100}.txt`, `edit ${i}`)], `edit ${i}`))
  const listing = () => json(send(hub, 'GET', '/api/models/alice/many/tree/main?recursive=1'))
  const history = () => json(send(hub, 'GET', '/api/models/alice/many/commits/main?limit=1000'))
  const before = [await listing(), await history()]
  await hub.drain()
  await repack('many')
  const { packs, loose } = await packsOf('many')
  assert.equal(loose, 0)
  assert.ok(packs.length <= 3, `${packs.length} packs`)
  assert.deepEqual([await listing(), await history()], before)
  for (const i of [0, 50, 150, 199]) assert.equal(await contentOf('many', ids[i]!, `flat/${i % 100}.txt`), `edit ${i}`)
  assert.equal((await contentOf('many', 'main', 'large')).length, 100_000)
  assert.equal(await expectSoundClone('many', 'many.git'), ids.at(-1))
  assert.equal(await client.git(client.at('many.git'), 'rev-list', '--count', 'main'), '202')
  await expectWhole()
  assert.equal(await repack('many'), 0)
  // It goes on from there.
  const next = await commitTo('many', [file('flat/0.txt', 'again')])
  assert.equal(await expectSoundClone('many', 'many-again.git'), next)
  assert.equal(await contentOf('many', 'main', 'flat/0.txt'), 'again')
})

test('a pack that is large beside the rest stays as it is', async () => {
  const { git, commit } = await beginWork(hub, client, alice, 'geometric')
  await commit(Object.fromEntries(numbers(500).map((i) => [`f${i}`, `${i}`])))
  await git('push', '--quiet', 'origin', 'main')
  await repack('geometric')
  const [large] = (await packsOf('geometric')).packs
  assert.ok(large!.objects > 500)
  for (const round of numbers(4)) {
    for (const i of numbers(3)) await commitTo('geometric', [file(`g${round}-${i}`, `${i}`)])
    await repack('geometric')
    const { packs, loose } = await packsOf('geometric')
    assert.equal(loose, 0)
    assert.deepEqual(packs[0], large)
    assert.ok(packs.length <= 4)
  }
  await expectSoundClone('geometric', 'geometric.git')
  await expectWhole()
})

test('packs of many pushes become few, also when one came twice', async () => {
  const { git, commit } = await beginWork(hub, client, alice, 'pushes')
  for (const i of numbers(12)) {
    await commit({ [`f${i}`]: `${i}` })
    await git('push', '--quiet', 'origin', 'main')
  }
  await git('checkout', '--quiet', '-b', 'side')
  await commit({ side: '1' })
  for (let round = 0; round < 2; round += 1) {
    await git('push', '--quiet', 'origin', 'side')
    await git('push', '--quiet', 'origin', '--delete', 'side')
  }
  await hub.drain()
  for (let round = 0; round < 3; round += 1) await repack('pushes')
  const { packs, loose } = await packsOf('pushes')
  assert.ok(packs.length <= 3, `${packs.length} packs`)
  assert.equal(loose, 0)
  await expectSoundClone('pushes', 'pushes.git')
  await expectWhole()
})

test('nobody who clones, pushes, commits or duplicates meanwhile notices', async () => {
  const work = await beginWork(hub, client, alice, 'busy')
  await commitTo(
    'busy',
    numbers(60).map((i) => file(`f${i}`, `${i}`)),
  )
  await work.git('pull', '--quiet')
  await work.git('checkout', '--quiet', '-b', 'pushed')
  const over = new AbortController()
  const keepRepacking = async () => {
    while (!over.signal.aborted) await repack('busy')
  }
  const repacking = [keepRepacking(), keepRepacking()]
  const using = [
    ...numbers(2).map(async (one) => {
      for (const round of numbers(4)) await expectSoundClone('busy', `busy-${one}-${round}.git`)
    }),
    (async () => {
      for (const round of numbers(25)) await commitTo('busy', [file(`http-${round}`, `${round}`)])
    })(),
    (async () => {
      for (const round of numbers(6)) {
        await work.commit({ [`push-${round}`]: `${round}` })
        await work.git('push', '--quiet', 'origin', 'pushed')
      }
    })(),
    (async () => {
      for (const round of numbers(4)) {
        const json = { repository: `alice/busy-copy-${round}` }
        const answer = await send(hub, 'POST', '/api/models/alice/busy/duplicate', { as: alice, json })
        assert.equal(answer.status, 200, await answer.text())
      }
    })(),
  ]
  try {
    await Promise.all(using)
  } finally {
    over.abort()
    await Promise.all(repacking)
  }
  await expectSoundClone('busy', 'busy-last.git')
  for (const round of numbers(25)) assert.equal(await contentOf('busy', 'main', `http-${round}`), `${round}`)
  for (const round of numbers(6)) assert.equal(await contentOf('busy', 'pushed', `push-${round}`), `${round}`)
  for (const round of numbers(4)) await expectSoundClone(`busy-copy-${round}`, `busy-copy-${round}.git`)
  await expectWhole()
})

test('a duplicate of a pushed repo is one’s own: it outlives the first, and its packs are brought together apart', async () => {
  const { git, commit } = await beginWork(hub, client, alice, 'first')
  await commit({ a: 'first' })
  await git('tag', '--annotate', '--message', 'words', 'v1')
  await git('push', '--quiet', 'origin', 'main', 'v1')
  const json = { repository: 'alice/second' }
  assert.equal((await send(hub, 'POST', '/api/models/alice/first/duplicate', { as: alice, json })).status, 200)
  const second = workIn(client, await client.clone('second', 'alice/second', alice))
  assert.equal(await second.git('rev-parse', 'main', 'v1'), await git('rev-parse', 'main', 'v1'))
  await second.commit({ b: 'second' })
  await second.git('push', '--quiet', 'origin', 'main')
  await repack('first')
  const gone = await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'first' } })
  assert.equal(gone.status, 200)
  await repack('second')
  await hub.drain()
  assert.equal(await contentOf('second', 'main', 'a'), 'first')
  await expectSoundClone('second', 'second.git')
  await expectWhole()
})
