import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beginWork, startGitClient, type GitClient, type Work } from '../../../testing/git-client.ts'
import { commitOk, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// Histories with merges, as the Hub API tells them: what `git log` shows.

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
  await hub[Symbol.asyncDispose]()
})

/** All pages of so many commits; each page tells how many there are in all. */
async function told(name: string, branch: string, limit: number): Promise<string[]> {
  const ids: string[] = []
  for (let page = 0; ; page += 1) {
    const answer = await send(hub, 'GET', `/api/models/alice/${name}/commits/${branch}?limit=${limit}&p=${page}`)
    const total = Number(answer.headers.get('X-Total-Count'))
    ids.push(...(await json<{ id: string }[]>(answer)).map(({ id }) => id))
    if (ids.length >= total) return ids
  }
}

const logOf = async ({ git }: Work, ref: string) => (await git('log', '--format=%H', ref, '--')).split('\n')

test('a merged branch is in the history, once, and newer commits come first', async () => {
  const work = await beginWork(hub, client, alice, 'merged')
  const { git, commit } = work
  await commit({ base: '1' }, 'base')
  await git('checkout', '--quiet', '-b', 'side')
  await commit({ side: '1' }, 'on the side')
  await git('checkout', '--quiet', 'main')
  await commit({ main: '1' }, 'on main')
  await git('merge', '--quiet', '--no-ff', '--message', 'merged', 'side')
  await git('push', '--quiet', 'origin', 'main', 'side')
  for (const limit of [1, 2, 100]) assert.deepEqual(await told('merged', 'main', limit), await logOf(work, 'main'))
  const next = await commitOk(hub, 'alice/merged', [header('by HTTP'), file('http', '1')], { as: alice })
  await git('pull', '--quiet')
  assert.equal(await git('rev-parse', 'HEAD'), next)
  assert.deepEqual(await told('merged', 'main', 100), await logOf(work, 'main'))
  const tree = await json<{ path: string; lastCommit: { title: string } }[]>(
    send(hub, 'GET', '/api/models/alice/merged/tree/main?expand=1'),
  )
  const titles = Object.fromEntries(tree.map(({ path, lastCommit }) => [path, lastCommit.title]))
  assert.deepEqual(titles, {
    '.gitattributes': 'initial commit',
    base: 'base',
    http: 'by HTTP',
    main: 'on main',
    side: 'merged',
  })
})

/** The same each time. */
function createRandom(seed: number) {
  let state = seed
  return (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
}

/** Commits with up to four parents among those before, on three branches; many have the same time, some run backwards. */
function randomHistory(seed: number, count: number): string {
  const random = createRandom(seed)
  const lines: string[] = []
  for (let i = 1; i <= count; i += 1) {
    const branch = `refs/heads/r${seed}-${i % 3}`
    const time = 1_700_000_000 + Math.floor(i / 3) * 10 - random(30)
    const message = `commit ${i}`
    lines.push(`commit ${branch}`, `mark :${i}`, `committer Ada <ada@example.org> ${time} +0000`)
    lines.push(`data ${message.length}`, message)
    const parents = new Set(i > 3 ? [i - 3] : [])
    for (let n = i > 6 ? random(4) : 0; n > 0; n -= 1) parents.add(1 + random(i - 1))
    for (const [at, parent] of [...parents].entries()) lines.push(`${at === 0 ? 'from' : 'merge'} :${parent}`)
    lines.push(`M 100644 inline file-${random(5)}`, `data ${message.length}`, message)
  }
  return `${lines.join('\n')}\n`
}

test('histories made at random are told as git log tells them', async () => {
  const work = await beginWork(hub, client, alice, 'random')
  for (const seed of [1, 2, 3]) {
    await client.feed(work.where, ['fast-import', '--quiet'], { input: randomHistory(seed, 60) })
    const branches = [0, 1, 2].map((i) => `r${seed}-${i}`)
    await work.git('push', '--quiet', 'origin', ...branches)
    for (const branch of branches)
      for (const limit of [7, 1000]) assert.deepEqual(await told('random', branch, limit), await logOf(work, branch))
  }
  await work.git('checkout', '--quiet', '--orphan', 'own')
  await work.commit({ own: '1' })
  await work.git(
    'merge',
    '--quiet',
    '--allow-unrelated-histories',
    '--strategy=ours',
    '--no-edit',
    'r1-0',
    'r2-0',
    'r3-0',
  )
  await work.git('push', '--quiet', 'origin', 'own')
  assert.deepEqual(await told('random', 'own', 50), await logOf(work, 'own'))
  const damage: unknown[] = []
  await hub.services.content.checkStorage((found) => damage.push(found))
  assert.deepEqual(damage, [])
})
