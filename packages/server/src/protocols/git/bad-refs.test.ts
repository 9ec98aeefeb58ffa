import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { hashObject } from '@kaihub/formats/git'
import { footprint, type Footprint } from '../../testing/footprint.ts'
import { gitLeftovers, startGitClient, type GitClient } from '../../testing/git-client.ts'
import { packOf, postPush, pushBody, readReport, zeroId, type Update } from '../../testing/git-packs.ts'
import { commitOk, createRepo, file, header } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

// Refs that no push may make, move or delete.

let hub: TestHub
let alice: Person
let client: GitClient
let head: string
let asItWas: Footprint
const repo = 'alice/wire'
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  client = await startGitClient(hub)
  await createRepo(hub, alice, 'wire')
  head = await commitOk(hub, repo, [header(), file('a', 'a')], { as: alice })
  await client.clone('first', repo)
  asItWas = await footprint(hub)
})
afterEach(async () => {
  assert.deepEqual(await footprint(hub), asItWas)
  assert.deepEqual(await gitLeftovers(hub), [])
})
after(async () => {
  await client[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

const other = 'c'.repeat(40)

/** What the report says of each ref of a push. */
async function reasonsFor(updates: readonly Update[], pack = packOf([])): Promise<string[]> {
  const { report } = await readReport(await postPush(hub, repo, alice, pushBody(updates, pack)))
  assert.equal(report[0], 'unpack ok')
  assert.equal(report.length, updates.length + 1)
  return report.slice(1)
}

const reasonFor = async (update: Update, pack?: Buffer): Promise<string> => (await reasonsFor([update], pack))[0]!

async function allRefused(names: readonly string[], says: RegExp): Promise<void> {
  const reasons = await reasonsFor(names.map((name) => ({ name, to: head })))
  for (const [i, reason] of reasons.entries()) {
    assert.ok(reason.startsWith(`ng ${names[i]}`), reason)
    assert.match(reason, says)
  }
}

const tagOf = (object: string, type: string) =>
  Buffer.from(`object ${object}\ntype ${type}\ntag x\ntagger Ada <ada@example.org> 1700000000 +0000\n\nwords\n`)

test('names that git would not take', async () => {
  const names = [
    'a..b',
    'a b',
    'x.lock',
    '.x',
    'a//b',
    'x/',
    'a~1',
    'a^',
    'a:b',
    'a\\b',
    '@{1}',
    '-x',
    'é\u0001',
    'HEAD',
  ]
  const all = [...names, 'a'.repeat(40), 'x'.repeat(300), '../../etc/passwd']
  for (const folder of ['refs/heads/', 'refs/tags/'])
    await allRefused(
      all.map((name) => folder + name),
      /Invalid reference for a/,
    )
})

test('places that are the hub’s', async () => {
  const names = [
    'HEAD',
    'main',
    'refs/heads',
    'refs/heads/',
    'refs/notes/x',
    'refs/convert/parquet',
    'refs/remotes/origin/main',
  ]
  await allRefused([...names, 'config', '../x', 'refs/../x', 'refs/replace/x'], /belong to the hub|Invalid reference/)
  await allRefused(['refs/pr/1', 'refs/pr/../heads/main', 'refs/pr/', 'refs/pr/1/head'], /open a pull request/)
})

test('ids of nothing, of trees and of files', async () => {
  const tree = await client.git(client.at('first'), 'rev-parse', 'HEAD^{tree}')
  const blob = await client.git(client.at('first'), 'rev-parse', 'HEAD:a')
  const updates = [other, tree, blob].flatMap((to) => [
    { name: `refs/heads/${to}-x`, to },
    { name: `refs/tags/${to}-x`, to },
  ])
  for (const reason of await reasonsFor(updates)) assert.match(reason, /leads to a (tree|blob|thing unknown)/)
})

test('a tag object as a branch, and a tag of a tree', async () => {
  const tree = await client.git(client.at('first'), 'rev-parse', 'HEAD^{tree}')
  for (const [name, body, says] of [
    ['refs/heads/x', tagOf(head, 'commit'), /a branch leads to a commit/],
    ['refs/tags/x', tagOf(tree, 'tree'), /leads to a tree/],
  ] as const) {
    const to = hashObject('tag', body)
    assert.match(await reasonFor({ name, to }, packOf([{ kind: 'tag', body }])), says)
  }
})

test('tags of tags beyond all measure', async () => {
  let object = head
  let type = 'commit'
  const bodies = Array.from({ length: 12 }, () => {
    const body = tagOf(object, type)
    object = hashObject('tag', body)
    type = 'tag'
    return body
  })
  const pack = packOf(bodies.map((body) => ({ kind: 'tag', body })))
  assert.match(await reasonFor({ name: 'refs/tags/deep', to: object }, pack), /deep at most/)
})

test('the end of a ref that is not there, or is elsewhere', async () => {
  assert.match(await reasonFor({ name: 'refs/heads/none', from: head, to: zeroId }), /fetch first/)
  assert.match(await reasonFor({ name: 'refs/heads/none', to: zeroId }), /no such ref/)
  assert.match(await reasonFor({ name: 'refs/heads/main', from: other, to: zeroId }), /fetch first/)
  assert.match(await reasonFor({ name: 'refs/heads/main', from: head, to: zeroId }), /Cannot delete/)
  assert.match(await reasonFor({ name: 'refs/heads/main', to: head }), /fetch first/)
  assert.match(await reasonFor({ name: 'refs/heads/main/below', to: head }), /in the way/)
})
