import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../testing/footprint.ts'
import {
  commit,
  commitOk,
  copyFile,
  createRepo,
  deletedFile,
  digestOf,
  file,
  header,
  json,
  lfsFile,
  pointerFile,
  pointerText,
  refused,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'plain')
  await commitOk(hub, 'alice/plain', [header(), file('README.md', '# hi'), file('dir/Inner.txt', 'in')], { as: alice })
})
after(() => hub[Symbol.asyncDispose]())

describe('what an LFS pointer may point at:', () => {
  const weights = Buffer.from('weights of somebody else')

  test('an object of another repo is not there, however it is named', async () => {
    await createRepo(hub, alice, 'owner', { private: true })
    await uploadObject(hub, 'alice/owner', weights, alice)
    for (const line of [lfsFile('w.bin', weights), pointerFile('w.bin', weights), pointerFile('notes.txt', weights)])
      await changingNothing(hub, () =>
        refused(commit(hub, 'alice/plain', [header(), line], { as: alice }), { status: 400, says: /not uploaded/ }),
      )
  })

  test('nor in the first files of a new repo', () =>
    changingNothing(hub, () => {
      const files = [{ path: 'w.bin', content: Buffer.from(pointerText(weights)).toString('base64') }]
      const answer = send(hub, 'POST', '/api/repos/create', { as: alice, json: { name: 'thief', files } })
      return refused(answer, { status: 400, says: /"w.bin".*not uploaded/ })
    }))

  test('the size is what was stored, not what is claimed', async () => {
    await createRepo(hub, alice, 'sizes')
    await uploadObject(hub, 'alice/sizes', weights, alice)
    const oid = digestOf(weights)
    const lies = [
      { key: 'lfsFile', value: { path: 'w.bin', algo: 'sha256', oid, size: 1 } },
      file('w.bin', pointerText(weights).replace(/size \d+/, 'size 1')),
    ]
    for (const line of lies)
      await changingNothing(hub, () =>
        refused(commit(hub, 'alice/sizes', [header(), line], { as: alice }), {
          status: 400,
          says: /"w.bin" has 24 bytes/,
        }),
      )
    const unsized = { key: 'lfsFile', value: { path: 'w.bin', algo: 'sha256', oid: oid.toUpperCase() } }
    await commitOk(hub, 'alice/sizes', [header(), unsized], { as: alice })
    const [entry] = await json<{ size: number; lfs: unknown }[]>(
      send(hub, 'POST', '/api/models/alice/sizes/paths-info/main', { json: { paths: ['w.bin'] } }),
    )
    assert.deepEqual(entry?.lfs, { oid, size: 24, pointerSize: pointerText(weights).length })
    assert.equal(entry?.size, 24)
  })

  test('a pointer written by hand works like one of ours, and tells its own length', async () => {
    await createRepo(hub, alice, 'by-hand')
    await uploadObject(hub, 'alice/by-hand', weights, alice)
    const text = pointerText(weights).replace('https://git-lfs.github.com', 'https://hawser.github.com')
    await commitOk(hub, 'alice/by-hand', [header(), file('old.bin', text)], { as: alice })
    assert.equal(await (await send(hub, 'GET', '/alice/by-hand/resolve/main/old.bin')).text(), weights.toString())
    assert.equal(await (await send(hub, 'GET', '/alice/by-hand/raw/main/old.bin')).text(), text)
    const entries = await json<{ path: string; lfs?: { pointerSize: number } }[]>(
      send(hub, 'GET', '/api/models/alice/by-hand/tree/main'),
    )
    assert.equal(entries.find(({ path }) => path === 'old.bin')?.lfs?.pointerSize, text.length)
  })
})

describe('what a commit does to a tree:', () => {
  test('deletions come first, whatever the order of the lines', async () => {
    await createRepo(hub, alice, 'order')
    const at = { as: alice }
    await commitOk(hub, 'alice/order', [header(), file('a/one', '1'), file('a/two', '2'), file('b', 'b')], at)
    const folderGone = { key: 'deletedFolder', value: { path: 'a/' } }
    await commitOk(
      hub,
      'alice/order',
      [header(), file('a', 'now a file'), folderGone, file('b/c', 'c'), deletedFile('b')],
      at,
    )
    assert.deepEqual(await pathsOf('alice/order'), ['.gitattributes', 'a', 'b', 'b/c'])
    const back = [header(), file('a/one', '1'), { key: 'deletedEntry', value: { path: 'a' } }]
    await commitOk(hub, 'alice/order', back, at)
    assert.deepEqual(await pathsOf('alice/order'), ['.gitattributes', 'a', 'a/one', 'b', 'b/c'])
  })

  test('a name may change its case, and a file its place', async () => {
    await createRepo(hub, alice, 'rename')
    await commitOk(hub, 'alice/rename', [header(), file('Read.me', 'r'), file('x/y', 'y')], { as: alice })
    const moved = { key: 'file', value: { path: 'z/y', content: 'eQ==', encoding: 'base64', oldPath: 'x/y' } }
    await commitOk(hub, 'alice/rename', [header(), deletedFile('Read.me'), file('read.ME', 'r'), moved], { as: alice })
    assert.deepEqual(await pathsOf('alice/rename'), ['.gitattributes', 'read.ME', 'z', 'z/y'])
  })

  test('the last of two contents for one path counts', async () => {
    await createRepo(hub, alice, 'twice')
    await commitOk(hub, 'alice/twice', [header(), file('a', '1'), file('a', '2')], { as: alice })
    assert.equal(await (await send(hub, 'GET', '/alice/twice/resolve/main/a')).text(), '2')
  })

  test('a commit without a change is the head again', async () => {
    await createRepo(hub, alice, 'same')
    const first = await commitOk(hub, 'alice/same', [header(), file('a', '1')], { as: alice })
    await changingNothing(hub, async () => {
      assert.equal(await commitOk(hub, 'alice/same', [header(), file('a', '1')], { as: alice }), first)
      assert.equal(await commitOk(hub, 'alice/same', [header()], { as: alice }), first)
    })
  })

  test('a commit sent again, as its answer was lost, is what landed the first time', async () => {
    await createRepo(hub, alice, 'again')
    const parentCommit = await commitOk(hub, 'alice/again', [header(), file('a', '1'), file('b', '1')], { as: alice })
    const lines = [header('second', { parentCommit }), file('a', '2'), deletedFile('b')]
    const landed = await commitOk(hub, 'alice/again', lines, { as: alice })
    await changingNothing(hub, async () => {
      assert.equal(await commitOk(hub, 'alice/again', lines, { as: alice }), landed)
      const other = [header('other', { parentCommit }), file('a', '3')]
      await refused(commit(hub, 'alice/again', other, { as: alice }), { status: 412, says: /branch was updated/ })
    })
    await commitOk(hub, 'alice/again', [header(), file('c', '1')], { as: alice })
    await refused(commit(hub, 'alice/again', lines, { as: alice }), { status: 412, says: /branch was updated/ })
  })

  test('a repo may become empty and full again', async () => {
    await createRepo(hub, alice, 'empty')
    await commitOk(hub, 'alice/empty', [header(), deletedFile('.gitattributes')], { as: alice })
    assert.deepEqual(await pathsOf('alice/empty'), [])
    await commitOk(hub, 'alice/empty', [header(), file('a/b/c', '')], { as: alice })
    assert.deepEqual(await pathsOf('alice/empty'), ['a', 'a/b', 'a/b/c'])
  })

  test('an LFS file that no rule covers brings its rule along', async () => {
    const weights = Buffer.from('uncovered')
    await createRepo(hub, alice, 'rules')
    await uploadObject(hub, 'alice/rules', weights, alice)
    await commitOk(hub, 'alice/rules', [header(), lfsFile('odd name.xyz', weights), lfsFile('w.bin', weights)], {
      as: alice,
    })
    const rules = await (await send(hub, 'GET', '/alice/rules/resolve/main/.gitattributes')).text()
    assert.match(rules, /\n"\/odd name\.xyz" filter=lfs diff=lfs merge=lfs -text\n$/)
    assert.doesNotMatch(rules, /w\.bin/)
  })

  test('and so it does when the same commit takes the rules away', async () => {
    const weights = Buffer.from('rules gone')
    await createRepo(hub, alice, 'rules-gone')
    await uploadObject(hub, 'alice/rules-gone', weights, alice)
    await commitOk(hub, 'alice/rules-gone', [header(), deletedFile('.gitattributes'), lfsFile('w.bin', weights)], {
      as: alice,
    })
    const rules = await (await send(hub, 'GET', '/alice/rules-gone/resolve/main/.gitattributes')).text()
    assert.equal(rules, '/w.bin filter=lfs diff=lfs merge=lfs -text\n')
  })

  test('a rule that a folder overrules is added once, not with every commit', async () => {
    const weights = [Buffer.from('first'), Buffer.from('second')]
    await createRepo(hub, alice, 'overruled')
    for (const content of weights) {
      await uploadObject(hub, 'alice/overruled', content, alice)
      const lines = [header(), file('sub/.gitattributes', '*.bin -filter\n'), lfsFile('sub/w.bin', content)]
      await commitOk(hub, 'alice/overruled', lines, { as: alice })
    }
    const rules = await (await send(hub, 'GET', '/alice/overruled/resolve/main/.gitattributes')).text()
    assert.equal(rules.split('/sub/w.bin ').length, 2)
  })

  test('rules too large for a row are read and added to all the same', async () => {
    const weights = Buffer.from('beside large rules')
    await createRepo(hub, alice, 'large-rules')
    await uploadObject(hub, 'alice/large-rules', weights, alice)
    const rules = `${'# a comment\n'.repeat(5000)}*.bin filter=lfs\n`
    const lines = [header(), file('.gitattributes', rules), lfsFile('w.bin', weights), lfsFile('w.odd', weights)]
    await commitOk(hub, 'alice/large-rules', lines, { as: alice })
    const kept = await (await send(hub, 'GET', '/alice/large-rules/resolve/main/.gitattributes')).text()
    assert.equal(kept, `${rules}/w.odd filter=lfs diff=lfs merge=lfs -text\n`)
  })

  test('rules too long to be read are left as they are', async () => {
    const weights = Buffer.from('beside long rules')
    await createRepo(hub, alice, 'long-rules')
    await uploadObject(hub, 'alice/long-rules', weights, alice)
    const rules = `${'# a comment\n'.repeat(100_000)}*.bin filter=lfs\n`
    const at = { as: alice }
    await commitOk(hub, 'alice/long-rules', [header(), file('.gitattributes', rules), lfsFile('w.bin', weights)], at)
    await commitOk(hub, 'alice/long-rules', [header(), lfsFile('v.bin', weights)], at)
    assert.equal(await (await send(hub, 'GET', '/alice/long-rules/resolve/main/.gitattributes')).text(), rules)
  })

  test('a copied LFS file is the same file', async () => {
    const weights = Buffer.from('copied')
    await createRepo(hub, alice, 'copies')
    await uploadObject(hub, 'alice/copies', weights, alice)
    const first = await commitOk(hub, 'alice/copies', [header(), lfsFile('a.bin', weights), file('t', '1')], {
      as: alice,
    })
    await commitOk(hub, 'alice/copies', [header(), deletedFile('a.bin'), file('t', '2')], { as: alice })
    const lines = [
      header(),
      copyFile('a.bin', 'b/c.bin', first),
      copyFile('t', 'u'),
      copyFile('t', 'v', first.slice(0, 10)),
    ]
    await commitOk(hub, 'alice/copies', [...lines, copyFile('a.bin', 'odd.xyz', first)], { as: alice })
    assert.match(
      await (await send(hub, 'GET', '/alice/copies/resolve/main/.gitattributes')).text(),
      /\n\/odd\.xyz filter=lfs/,
    )
    assert.equal(await (await send(hub, 'GET', '/alice/copies/resolve/main/b/c.bin')).text(), 'copied')
    assert.equal(await (await send(hub, 'GET', '/alice/copies/resolve/main/u')).text(), '2')
    assert.equal(await (await send(hub, 'GET', '/alice/copies/resolve/main/v')).text(), '1')
  })
})

async function pathsOf(repo: string): Promise<string[]> {
  const tree = await json<{ path: string }[]>(send(hub, 'GET', `/api/models/${repo}/tree/main?recursive=true`))
  return tree.map(({ path }) => path)
}
