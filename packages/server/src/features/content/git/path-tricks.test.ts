import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changingNothing } from '../../../testing/footprint.ts'
import { gitLeftovers } from '../../../testing/git-client.ts'
import {
  commitOf,
  objectOf,
  packOf,
  postPush,
  pushBody,
  readReport,
  treeOf,
  type Made,
} from '../../../testing/git-packs.ts'
import { createRepo } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// Trees that would write where they should not on somebody's machine: .git by any name, ways up, links to elsewhere.

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'target')
})
after(() => hub[Symbol.asyncDispose]())

const blob = objectOf('blob', 'content')

async function refused(made: readonly Made[], tip: string, ref = 'refs/heads/new'): Promise<void> {
  const { told, report } = await changingNothing(hub, async () =>
    readReport(await postPush(hub, 'alice/target', alice, pushBody([{ name: ref, to: tip }], packOf(made)))),
  )
  assert.match(report[1] ?? '', /^ng /, told)
  assert.deepEqual(await gitLeftovers(hub), [])
}

/** As a file and as a folder, at the top and below. */
async function refusedEverywhere(name: string | Uint8Array): Promise<void> {
  const folder = treeOf([{ name: 'a', oid: blob.oid }])
  const asFile = treeOf([{ name, oid: blob.oid }])
  const asFolder = treeOf([{ mode: '40000', name, oid: folder.oid }])
  const below = treeOf([{ mode: '40000', name: 'deep', oid: asFile.oid }])
  for (const tree of [asFile, asFolder, below]) {
    const tip = commitOf(tree.oid)
    await refused([blob, folder, asFile, asFolder, below, tip], tip.oid)
  }
}

const everywhere: Record<string, string[]> = {
  'git’s own folder': ['.git', '.GIT', '.Git'],
  'git’s own folder as NTFS knows it': [
    'git~1',
    'GIT~1',
    '.git.',
    '.git ',
    '.git...',
    '.git. .',
    '.git::$INDEX_ALLOCATION',
    '.git:x',
  ],
  'git’s own folder as HFS+ knows it': ['.g\u200cit', '.\u200egit', '\ufeff.git', '.gi\u206ft'],
  'ways up and to nowhere': ['.', '..', '', 'a/b', '../x', '/etc', 'a/../../b'],
  'what Windows splits': ['..\\x', '.git\\config', 'a\\b'],
}
for (const [what, names] of Object.entries(everywhere))
  test(what, async () => {
    for (const name of names) await refusedEverywhere(name)
  })

test('the same in an old commit, which nobody checks out, and on a tag', async () => {
  const clean = treeOf([{ name: 'a', oid: blob.oid }])
  for (const name of ['.git', '..', 'a/b', '', '.git::$INDEX_ALLOCATION']) {
    const dirty = treeOf([{ name, oid: blob.oid }])
    const old = commitOf(dirty.oid)
    const tip = commitOf(clean.oid, [old.oid])
    await refused([blob, clean, dirty, old, tip], tip.oid)
    await refused([blob, dirty, old], old.oid, 'refs/tags/v1')
  }
})

test('trees in which a name stands twice, or out of order', async () => {
  const folder = treeOf([{ name: 'a', oid: blob.oid }])
  const trees = [
    treeOf([
      { name: 'a', oid: blob.oid },
      { name: 'a', oid: blob.oid },
    ]),
    treeOf([
      { name: 'a', oid: blob.oid },
      { mode: '40000', name: 'a', oid: folder.oid },
    ]),
    treeOf([
      { name: 'b', oid: blob.oid },
      { name: 'a', oid: blob.oid },
    ]),
    treeOf([
      { mode: '40000', name: 'a', oid: folder.oid },
      { name: 'a.x', oid: blob.oid },
    ]),
  ]
  for (const tree of trees) {
    const tip = commitOf(tree.oid)
    await refused([blob, folder, tree, tip], tip.oid)
  }
})

test('modes that are no numbers', async () => {
  for (const mode of ['', 'abc', '-1', '100648', '0x1a4']) {
    const tree = treeOf([{ mode, name: 'a', oid: blob.oid }])
    const tip = commitOf(tree.oid)
    await refused([blob, tree, tip], tip.oid)
  }
})

test('submodules and links that would make git run or write something', async () => {
  const evil = [
    '[submodule "x"]\n\tpath = x\n\turl = --upload-pack=touch /tmp/x\n',
    '[submodule "../../x"]\n\tpath = x\n\turl = https://example.org/x\n',
    '[submodule "x"]\n\tpath = -x\n\turl = https://example.org/x\n',
    '[submodule "x"]\n\tpath = x\n\turl = https://example.org/x\n\tupdate = !touch /tmp/x\n',
  ]
  for (const text of evil) {
    const modules = objectOf('blob', text)
    const tree = treeOf([{ name: '.gitmodules', oid: modules.oid }])
    const tip = commitOf(tree.oid)
    await refused([modules, tree, tip], tip.oid)
  }
  const target = objectOf('blob', '/etc/passwd')
  const tree = treeOf([{ mode: '120000', name: '.gitmodules', oid: target.oid }])
  const tip = commitOf(tree.oid)
  await refused([target, tree, tip], tip.oid)
})
