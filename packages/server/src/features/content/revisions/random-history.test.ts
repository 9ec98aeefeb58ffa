import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { commitOk, copyFile, createRepo, deletedFile, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// Whatever happens to a tree, the hub and a plain map of paths must agree on what is in it and who changed it last.

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
})
after(() => hub[Symbol.asyncDispose]())

/** The same numbers in every run. */
function createRandom(seed: number) {
  let state = seed
  const below = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
  return { below, pick: <Value>(values: readonly Value[]): Value => values[below(values.length)]! }
}
type Random = ReturnType<typeof createRandom>

const names = ['a', 'a-b', 'a.b', 'a0', 'b', 'dir', 'dir-1', 'é', '😀']
const randomPath = (random: Random): string =>
  Array.from({ length: 1 + random.below(3) }, () => random.pick(names)).join('/')

type Files = Map<string, string>
const foldersOf = (path: string): string[] => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))
const isFolder = (files: Files, path: string): boolean => [...files.keys()].some((one) => one.startsWith(`${path}/`))
const fits = (files: Files, path: string): boolean =>
  !isFolder(files, path) && !foldersOf(path).some((folder) => files.has(folder))

/** A few changes that can be, as lines of a commit; `files` becomes what they lead to. */
function randomChanges(random: Random, files: Files): unknown[] {
  const lines: unknown[] = []
  const old = new Map(files)
  for (let i = random.below(3); i > 0 && files.size > 1; i--) {
    const victim = random.pick([...files.keys()])
    const folder = foldersOf(victim)[0]
    if (
      folder &&
      random.below(4) === 0 &&
      [...files.keys()].every((path) => !path.startsWith(`${folder}/`) || old.has(path))
    ) {
      if (lines.some((line) => JSON.stringify(line).includes(`"${folder}/`))) continue
      lines.push({ key: 'deletedFolder', value: { path: `${folder}/` } })
      for (const path of files.keys()) if (path.startsWith(`${folder}/`)) files.delete(path)
    } else {
      lines.push(deletedFile(victim))
      files.delete(victim)
    }
  }
  const copies: [string, string][] = []
  for (let i = random.below(4); i > 0; i--) {
    const path = randomPath(random)
    if (!fits(files, path) || copies.some(([to]) => to === path)) continue
    if (random.below(5) > 0 || old.size === 0) {
      const content = `content ${random.below(6)}`
      lines.push(file(path, content))
      files.set(path, content)
    } else {
      const from = random.pick([...old.keys()])
      lines.push(copyFile(from, path))
      copies.push([path, old.get(from)!])
      files.set(path, old.get(from)!)
    }
  }
  return lines
}

/** What every entry holds, files and folders alike, so that a change of it can be seen. */
function entriesOf(files: Files): Map<string, string> {
  const entries = new Map<string, string>()
  for (const [path, content] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    entries.set(path, `file ${content}`)
    for (const folder of foldersOf(path)) entries.set(folder, `${entries.get(folder) ?? ''}${path}=${content}\n`)
  }
  return entries
}

type Entry = { path: string; type: string; lastCommit: { id: string } }

async function check(repo: string, files: Files, last: Map<string, string>): Promise<void> {
  const tree: Entry[] = []
  for (let next: string | null = `${hub.url}/api/models/${repo}/tree/main?recursive=true&expand=true`; next;) {
    const answer: Response = await fetch(next)
    tree.push(...(await json<Entry[]>(answer)))
    next = /<([^>]+)>/.exec(answer.headers.get('Link') ?? '')?.[1] ?? null
  }
  const told = tree.map(({ path, lastCommit }) => [path, lastCommit.id] as const)
  assert.deepEqual(new Map(told.toSorted()), new Map([...last].toSorted()))
  assert.deepEqual(
    tree
      .filter(({ type }) => type === 'file')
      .map(({ path }) => path)
      .toSorted(),
    [...files.keys()].toSorted(),
  )
  for (const [path, content] of files) {
    const answer = await send(hub, 'GET', `/${repo}/resolve/main/${path.split('/').map(encodeURIComponent).join('/')}`)
    assert.equal(await answer.text(), content)
  }
}

for (const seed of [1, 2])
  test(`a history of random changes stays true (${seed})`, async () => {
    const random = createRandom(seed)
    const repo = `alice/random-${seed}`
    await createRepo(hub, alice, `random-${seed}`, { files: [{ path: 'a', content: '' }] })
    const files: Files = new Map([['a', '']])
    let id = await commitOk(hub, repo, [header(), deletedFile('.gitattributes')], { as: alice })
    const commits = await json<{ id: string }[]>(send(hub, 'GET', `/api/models/${repo}/commits/main`))
    const last = new Map([['a', commits.at(-1)!.id]])
    let before = entriesOf(files)
    for (let step = 1; step <= 60; step++) {
      const lines = randomChanges(random, files)
      id = await commitOk(hub, repo, [header(`step ${step}`), ...lines], { as: alice })
      const now = entriesOf(files)
      for (const path of last.keys()) if (!now.has(path)) last.delete(path)
      for (const [path, holds] of now) if (before.get(path) !== holds) last.set(path, id)
      before = now
      if (step % 20 === 0) await check(repo, files, last)
    }
    const damage: string[] = []
    await hub.services.content.checkStorage(({ what }) => damage.push(what))
    assert.deepEqual(damage, [])
  })
