import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changingNothing } from '../../../testing/footprint.ts'
import { beginWork, startGitClient, type GitClient } from '../../../testing/git-client.ts'
import { commitOf, packOf, postPush, pushBody, readReport, treeOf, type Made } from '../../../testing/git-packs.ts'
import { createRepo } from '../../../testing/requests.ts'
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

/** Pushes made objects to one new ref; the lines of the report. */
async function push(repo: string, name: string, objects: readonly Made[]): Promise<string> {
  const body = pushBody([{ name, to: objects.at(-1)!.oid }], packOf(objects))
  const { report } = await readReport(await postPush(hub, repo, alice, body))
  return report.join('')
}

test('a merge of very many parents is refused before it costs anything', async () => {
  await createRepo(hub, alice, 'merges')
  const tree = treeOf([])
  const parents = Array.from({ length: 101 }, (_, i) => commitOf(tree.oid, [], `${i}`))
  const ids = parents.map(({ oid }) => oid)
  const told = await changingNothing(hub, () =>
    push('alice/merges', 'refs/heads/x', [tree, ...parents, commitOf(tree.oid, ids)]),
  )
  assert.match(told, /a merge has at most 100 parents/)
  assert.match(
    await push('alice/merges', 'refs/heads/x', [tree, ...parents.slice(1), commitOf(tree.oid, ids.slice(1))]),
    /ok refs\/heads\/x/,
  )
})

test('a tag keeps to the rules for files, as a branch may be made of it', async () => {
  const { git, commit, refusal } = await beginWork(hub, client, alice, 'tags')
  await commit({ 'README.md': '---\nlicense: [\n---\n' })
  await git('tag', 'bad-card')
  await git('reset', '--quiet', '--hard', 'HEAD~1')
  await commit({ A: '1' })
  await git('push', '--quiet', 'origin', 'main')
  await git('config', 'core.ignoreCase', 'false')
  await commit({ a: '2' })
  await git('tag', '--annotate', '--message', 'twins', 'twins')
  for (const [name, says] of [
    ['bad-card', /README\.md is not valid/],
    ['twins', /upper and lower case/],
  ] as const)
    assert.match(await changingNothing(hub, () => refusal('push', 'origin', name)), says)
})

test('the same pack, pushed again after its branch was deleted, is kept once', async () => {
  const { git, commit } = await beginWork(hub, client, alice, 'again')
  await commit({ file: '1' })
  for (let round = 0; round < 3; round += 1) {
    await git('push', '--quiet', 'origin', 'main:side')
    await git('push', '--quiet', 'origin', ':side')
  }
  const { rows } = await hub.db.pool.query('select from git_packs where repo_id = (select max(id) from repos)')
  assert.equal(rows.length, 1)
})
