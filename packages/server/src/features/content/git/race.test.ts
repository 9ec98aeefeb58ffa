import assert from 'node:assert/strict'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { eventually, filesUnder } from '../../../testing/footprint.ts'
import { gitLeftovers, startGitClient, workIn, type GitClient, type Work } from '../../../testing/git-client.ts'
import { commit, commitOk, createRepo, file, header } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// Many writers of one branch at once, by git and over HTTP: what was acknowledged is there, and nothing else.

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

type Outcome = { name: string; kind: 'push' | 'tied' | 'free'; commit: string | null; refusal: string }

/** A repo with one commit, and clones of it that have each one more that nobody else knows. */
async function begin(name: string, count: number): Promise<{ head: string; clones: (Work & { id: string })[] }> {
  await createRepo(hub, alice, name)
  const head = await commitOk(hub, `alice/${name}`, [header('first'), file('first', '1')], { as: alice })
  const clones = []
  for (let i = 0; i < count; i += 1) {
    const work = workIn(client, await client.clone(`${name}-${i}`, `alice/${name}`, alice))
    const id = await work.commit({ [`push-${i}`]: `${i}`, shared: `push ${i}` }, `push ${i}`)
    clones.push({ ...work, id })
  }
  return { head, clones }
}

/** Git asks for the refs, then its hook waits: so all of them push to the head that they all saw. */
async function startingLine(name: string) {
  const line = client.at(`${name}-line`)
  const hooks = client.at(`${name}-hooks`)
  for (const folder of [line, hooks]) await mkdir(folder)
  const hook = `#!/bin/sh\ntouch "${line}/$$"\nuntil [ -e "${line}/go" ]; do sleep 0.05; done\n`
  await writeFile(join(hooks, 'pre-push'), hook, { mode: 0o755 })
  return {
    hooks,
    count: async () => (await readdir(line)).length,
    go: () => writeFile(join(line, 'go'), ''),
  }
}

/** Waits until there are so many, however slow the machine is; none of those who bring them about may end before. */
async function untilThere(look: () => Promise<number>, wanted: number, work: readonly Promise<Outcome>[]) {
  const early: Outcome[] = []
  for (const each of work) void each.then((outcome) => early.push(outcome))
  while ((await look()) < wanted) {
    assert.deepEqual(early, [], 'a writer ended before the race began')
    await setTimeout(5)
  }
}

async function pushFrom({ git, id }: Work & { id: string }, hooks: string, name: string): Promise<Outcome> {
  const outcome = { name, kind: 'push' as const }
  try {
    await git('-c', `core.hooksPath=${hooks}`, 'push', 'origin', 'main')
    return { ...outcome, commit: id, refusal: '' }
  } catch (error) {
    return { ...outcome, commit: null, refusal: String(error) }
  }
}

/** A commit over HTTP, tied to the head it was made for or free to go on top of whatever is there. */
async function commitOver(repo: string, name: string, parentCommit?: string): Promise<Outcome> {
  const lines = [header(name, { parentCommit }), file(name, name), file('shared', name)]
  const answer = await commit(hub, repo, lines, { as: alice })
  const text = await answer.text()
  const id = answer.ok ? (JSON.parse(text) as { commitOid: string }).commitOid : null
  return { name, kind: parentCommit ? 'tied' : 'free', commit: id, refusal: `${answer.status} ${text}` }
}

const storedPacks = async () => (await filesUnder(join(hub.storageFolder, 'blobs'))).length

async function race(name: string, writers: { pushes: number; tied: number; free: number }) {
  const { head, clones } = await begin(name, writers.pushes)
  const line = await startingLine(name)
  const packsBefore = await storedPacks()
  const pushes = clones.map((clone, i) => pushFrom(clone, line.hooks, `push-${i}`))
  await untilThere(line.count, writers.pushes, pushes)
  await line.go()
  // A push takes longer than a commit over HTTP: it has a chance when its pack is stored as the others start.
  await untilThere(storedPacks, packsBefore + 1, pushes)
  const over = (kind: string, count: number, parent?: string) =>
    Array.from({ length: count }, (_, i) => commitOver(`alice/${name}`, `${kind}-${i}`, parent))
  const outcomes = await Promise.all([...over('tied', writers.tied, head), ...over('free', writers.free), ...pushes])
  await checkAfter(name, head, outcomes)
  return outcomes
}

/** The history is what was acknowledged, each on top of the other, and no loser left a trace. */
async function checkAfter(name: string, head: string, outcomes: readonly Outcome[]): Promise<void> {
  const winners = outcomes.filter((outcome) => outcome.commit !== null)
  for (const { name: loser, kind, refusal } of outcomes.filter((outcome) => outcome.commit === null)) {
    if (kind === 'push') assert.match(refusal, /\[(remote )?rejected\].*fetch first/, loser)
    else assert.match(refusal, /^412 /, loser)
  }
  const clone = await client.clone(`${name}-after`, `alice/${name}`)
  assert.equal(await client.git(clone, 'fsck', '--full', '--strict'), '')
  const history = (await client.git(clone, 'rev-list', '--parents', `${head}..main`)).split('\n')
  const added = history.map((text) => text.split(' ')[0])
  assert.deepEqual(added.toSorted(), winners.map((outcome) => outcome.commit).toSorted())
  assert.equal(history.filter((text) => text.endsWith(` ${head}`)).length, 1)
  assert.ok(history.every((text) => text.split(' ').length === 2))
  const files = (await client.git(clone, 'ls-tree', '--name-only', 'main')).split('\n')
  assert.deepEqual(files, ['.gitattributes', 'first', 'shared', ...winners.map((winner) => winner.name)].toSorted())
  await checkStorage()
}

async function checkStorage(): Promise<void> {
  const damage: unknown[] = []
  await hub.services.content.checkStorage((found) => damage.push(found))
  assert.deepEqual(damage, [])
  await eventually(() => gitLeftovers(hub), [])
}

test('32 writers of one branch: all that was acknowledged is in the history, and the others heard why not', async () => {
  const outcomes = await race('mixed', { pushes: 16, tied: 8, free: 8 })
  const sameParent = outcomes.filter(({ kind, commit: id }) => kind !== 'free' && id !== null)
  assert.ok(sameParent.length <= 1, sameParent.map(({ name }) => name).join(' '))
  assert.ok(outcomes.some(({ kind, commit: id }) => kind === 'free' && id !== null))
})

test('of 32 writers that all build on the same commit exactly one wins', async () => {
  const outcomes = await race('tied', { pushes: 16, tied: 16, free: 0 })
  assert.equal(outcomes.filter((outcome) => outcome.commit !== null).length, 1)
})

test('of 16 pushes at once exactly one wins', async () => {
  const outcomes = await race('pushes', { pushes: 16, tied: 0, free: 0 })
  assert.equal(outcomes.filter((outcome) => outcome.commit !== null).length, 1)
})
