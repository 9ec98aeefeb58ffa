import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beginWork, startGitClient, type GitClient, type Work } from '../../../testing/git-client.ts'
import { commitOk, deletedFile, file, header, json, refused, send } from '../../../testing/requests.ts'
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
  await hub[Symbol.asyncDispose]()
})

async function told(name: string, branch: string, path: string, limit: number): Promise<string[]> {
  const ids: string[] = []
  const query = new URLSearchParams({ path, limit: String(limit) })
  for (let next: string | null = `${hub.url}/api/models/alice/${name}/commits/${branch}?${query.toString()}`; next;) {
    const answer: Response = await fetch(next)
    assert.equal(answer.status, 200, await answer.clone().text())
    ids.push(...(await json<{ id: string }[]>(answer)).map(({ id }) => id))
    next = /<([^>]+)>/.exec(answer.headers.get('Link') ?? '')?.[1] ?? null
  }
  return ids
}

const logOf = async ({ git }: Work, ref: string, path: string) =>
  (await git('log', '--format=%H', ref, '--', path)).split('\n').filter(Boolean)

/** The same each time. */
function createRandom(seed: number) {
  let state = seed
  return (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
}

/** Commits with up to three parents; times go on or, as where clocks differ, may run backwards. */
function randomHistory(seed: number, { count, backwards }: { count: number; backwards: number }): string {
  const random = createRandom(seed)
  const lines: string[] = []
  for (let i = 1; i <= count; i += 1) {
    const time = 1_700_000_000 + i * 10 - (backwards > 0 ? random(backwards) : 0)
    lines.push(`commit refs/heads/r${seed}`, `mark :${i}`, `committer Ada <ada@example.org> ${time} +0000`)
    lines.push('data 1', 'c')
    const parents = new Set(i > 3 ? [i - 3] : [])
    if (i > 1 && (i <= 3 || i === count)) parents.add(i - 1)
    for (let n = i > 6 ? random(3) : 0; n > 0; n -= 1) parents.add(1 + random(i - 1))
    for (const [at, parent] of [...parents].entries()) lines.push(`${at === 0 ? 'from' : 'merge'} :${parent}`)
    const content = String(random(4))
    const path = random(3) === 0 ? `dir/deep/${random(2)}` : `file-${random(3)}`
    if (random(6) === 0) lines.push(`D ${path}`)
    else lines.push(`M 100644 inline ${path}`, `data ${content.length}`, content)
  }
  return `${lines.join('\n')}\n`
}

const paths = ['file-0', 'file-1', 'file-2', 'dir', 'dir/deep/0', 'dir/deep/1', 'never']

test('the history of a path is what git log tells of it, with merges and deletions', async () => {
  const work = await beginWork(hub, client, alice, 'paths')
  for (const [seed, backwards] of [0, 0, 40, 1000].entries()) {
    const input = randomHistory(seed, { count: 80, backwards })
    await client.feed(work.where, ['fast-import', '--quiet'], { input })
    await work.git('push', '--quiet', 'origin', `r${seed}`)
    for (const path of paths) {
      const log = await logOf(work, `r${seed}`, path)
      assert.deepEqual(await told('paths', `r${seed}`, path, 1000), log, `${seed} ${path}`)
      assert.deepEqual(await told('paths', `r${seed}`, path, 3), log, `${seed} ${path} by pages`)
    }
  }
})

test('a file that was deleted still has its history; an unknown one has none', async () => {
  const work = await beginWork(hub, client, alice, 'gone')
  const first = await commitOk(hub, 'alice/gone', [header('add'), file('a/b', '1')], { as: alice })
  await commitOk(hub, 'alice/gone', [header('other'), file('c', '1')], { as: alice })
  const last = await commitOk(hub, 'alice/gone', [header('remove'), deletedFile('a/b')], { as: alice })
  assert.deepEqual(await told('gone', 'main', 'a/b', 1), [last, first])
  assert.deepEqual(await told('gone', 'main', '/a/', 10), [last, first])
  await work.git('pull', '--quiet')
  assert.deepEqual(await logOf(work, 'main', 'a/b'), [last, first])
  assert.deepEqual(await told('gone', 'main', 'a/b/c', 10), [])
})

const at = (cursor: unknown) =>
  send(
    hub,
    'GET',
    `/api/models/alice/gone/commits/main?path=c&cursor=${Buffer.from(JSON.stringify(cursor)).toString('base64url')}`,
  )

test('a cursor that is not ours is refused', async () => {
  await refused(at({ waiting: [], passed: [], hasEnded: false }), { status: 400, says: /cursor/ })
  await refused(at({ waiting: ['main'], passed: [], hasEnded: false }), { status: 400, says: /cursor/ })
  const foreign = at({ waiting: ['1'.repeat(40)], passed: [], hasEnded: false })
  await refused(foreign, { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ })
})
