import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../testing/footprint.ts'
import { beginWork, gitLeftovers, startGitClient, workIn, type GitClient } from '../../../testing/git-client.ts'
import { json, pointerText, send, uploadObject } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// What a push must keep to, and that the person at the terminal reads why.

let hub: TestHub
let alice: Person
let bob: Person
let client: GitClient
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  client = await startGitClient(hub)
})
after(async () => {
  await client[Symbol.asyncDispose]()
  assert.deepEqual(await gitLeftovers(hub), [])
  await hub[Symbol.asyncDispose]()
})

const begin = (name: string) => beginWork(hub, client, alice, name)
const MiB = 1024 * 1024

/** What the terminal says of a push that changes nothing. */
const refusal = (where: string, ...refs: string[]): Promise<string> =>
  changingNothing(hub, () => client.refusal(where, 'push', '--force', 'origin', ...(refs.length > 0 ? refs : ['main'])))

describe('a large file outside LFS', () => {
  test('is refused with its name and a way out', async () => {
    const { where, commit } = await begin('large')
    await commit({ 'deep/large model.bin': Buffer.alloc(10 * MiB + 1) })
    const said = await refusal(where)
    assert.match(said, /remote: Files larger than 10 MiB must go through Git LFS or Xet:/)
    assert.match(said, /remote: {3}deep\/large model\.bin \(10\.0 MiB\)/)
    assert.match(said, /remote: {3}git lfs migrate import --include="deep\/large model\.bin" --everything/)
    assert.match(said, /\[remote rejected\] main -> main \(Files larger than 10 MiB/)
  })

  test('is refused in an old commit, too, and on tags and new branches', async () => {
    const { where, git, commit } = await begin('large-before')
    await commit({ large: Buffer.alloc(11 * MiB) })
    await git('rm', '--quiet', 'large')
    await commit({ small: '1' })
    for (const refs of [['main'], ['main:new'], ['main:refs/tags/v1'], ['main', 'main:new', '--atomic']])
      assert.match(await refusal(where, ...refs), /remote: {3}large \(11\.0 MiB\)/)
  })

  test('of exactly the limit is taken', async () => {
    const { git, commit } = await begin('just-small')
    await commit({ fits: Buffer.alloc(10 * MiB) })
    await git('push', '--quiet', 'origin', 'main')
    const answer = await send(hub, 'HEAD', '/alice/just-small/resolve/main/fits')
    assert.equal(answer.headers.get('content-length'), String(10 * MiB))
  })

  test('that came many at once is told of ten', async () => {
    const { where, commit } = await begin('large-many')
    const files = Array.from({ length: 11 }, (_, i) => [`f${i}`, Buffer.alloc(10 * MiB + 1 + i)])
    await commit(Object.fromEntries(files))
    assert.match(await refusal(where), /remote: {3}and 1 more/)
  })
})

describe('an LFS pointer', () => {
  const content = randomBytes(1000)

  test('whose object the repo does not have is refused', async () => {
    const { where, commit } = await begin('pointers')
    await commit({ 'deep/w.bin': pointerText(content) })
    const said = await refusal(where)
    assert.match(said, /remote: These files are LFS pointers, but their content is not in this repository:/)
    assert.match(said, /remote: {3}deep\/w\.bin: LFS object [0-9a-f]{64}/)
    assert.match(said, /git lfs push --all/)
    // Whoever knows a digest does not own it: somebody else's object is as good as none.
    await beginWork(hub, client, bob, 'owner')
    await uploadObject(hub, 'bob/owner', content, bob)
    assert.match(await refusal(where), /LFS pointers/)
    await uploadObject(hub, 'alice/pointers', content, alice)
    await client.git(where, 'push', '--quiet', 'origin', 'main')
    const answer = await send(hub, 'GET', '/alice/pointers/resolve/main/deep/w.bin')
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(content))
  })

  test('in an old commit or on a tag needs its object, too', async () => {
    const { where, git, commit } = await begin('pointers-before')
    await commit({ 'w.bin': pointerText(content), 'x.bin': pointerText(Buffer.from('other')) })
    await git('rm', '--quiet', 'w.bin', 'x.bin')
    await commit({ a: '1' })
    for (const refs of [['main'], ['main:refs/tags/v1'], ['main:new']])
      assert.match(await refusal(where, ...refs), /w\.bin: LFS object/)
    await uploadObject(hub, 'alice/pointers-before', content, alice)
    assert.doesNotMatch(await refusal(where), /w\.bin/)
  })

  test('that says another size is refused', async () => {
    const { where, commit } = await begin('pointer-sizes')
    await uploadObject(hub, 'alice/pointer-sizes', content, alice)
    await commit({ 'w.bin': pointerText(content).replace('size 1000', 'size 999') })
    assert.match(await refusal(where), /w\.bin: a pointer that says 999 bytes for an LFS object of 1000/)
  })

  test('that is none is a file like any other', async () => {
    const { git, commit } = await begin('no-pointers')
    const text = pointerText(content)
    await commit({
      'no-size': text.replace(/size .*/, ''),
      'short-oid': text.replace(/sha256:../, 'sha256:'),
      longer: `${text}${'x'.repeat(1100)}`,
      'docs.md': `An example:\n\n${text}`,
    })
    await git('push', '--quiet', 'origin', 'main')
  })

  test('that a symbolic link holds is a link', async () => {
    const { where, git, commit } = await begin('link-pointers')
    await symlink('somewhere/else', join(where, 'link'))
    await commit({ a: '1' })
    await git('push', '--quiet', 'origin', 'main')
  })
})

describe('names', () => {
  const names: Record<string, RegExp> = {
    'back\\slash': /backslash/,
    'control\u0007': /control character/,
    ['x'.repeat(256)]: /longer than 255 bytes/,
  }
  for (const [name, says] of Object.entries(names))
    test(`such as ${JSON.stringify(name.slice(0, 20))} are refused`, async () => {
      const work = await begin(`names-${Buffer.from(name).toString('hex', 0, 8)}`)
      await addByName(work.where, Buffer.from(name))
      assert.match(await refusal(work.where), says)
    })

  test('that are no UTF-8 are refused', async () => {
    const { where } = await begin('latin')
    await addByName(where, Buffer.from('caf\xe9', 'latin1'))
    assert.match(await refusal(where), /caf.* is not valid UTF-8/)
  })

  test('that differ only in case from another are refused', async () => {
    const { where, git, commit } = await begin('cases')
    await commit({ 'dir/Name': '1' })
    await git('push', '--quiet', 'origin', 'main')
    await commit({ 'dir/name': '1' })
    assert.match(await refusal(where), /"dir\/name" differs only in upper and lower case/)
    await git('mv', 'dir/name', 'DIR')
    await git('commit', '--quiet', '--all', '--amend', '--message', 'otherwise')
    assert.match(await refusal(where), /"DIR" differs only in/)
  })

  test('of many kinds are taken, with executable bits, links and empty files', async () => {
    const { where, git, commit } = await begin('many-names')
    const paths = [
      'sp ace',
      'é/ü',
      'u\u0308',
      '😀',
      '"q"',
      "it's",
      '-dash',
      'a:b',
      'a*?',
      '$HOME',
      'CON',
      'x.',
      '~',
      '#',
    ]
    await commit(Object.fromEntries(paths.map((path) => [path, path])))
    await symlink('sp ace', join(where, 'link'))
    await chmod(join(where, '-dash'), 0o755)
    await commit({ empty: '' })
    await git('push', '--quiet', 'origin', 'main')
    const tree = await json<{ path: string; type: string }[]>(
      send(hub, 'GET', '/api/models/alice/many-names/tree/main?recursive=1'),
    )
    const listed = (await git('ls-tree', '-r', '-z', '--name-only', 'HEAD')).split('\0').filter(Boolean)
    assert.deepEqual(
      tree.filter(({ type }) => type === 'file').map(({ path }) => path),
      listed,
    )
    for (const path of paths) {
      const answer = await send(hub, 'GET', `/alice/many-names/resolve/main/${encodeURIComponent(path)}`)
      assert.equal(await answer.text(), path)
    }
    const other = workIn(client, await client.clone('many-names-again', 'alice/many-names'))
    assert.match(await other.git('ls-tree', 'HEAD', '--', 'link', '-dash'), /^100755 .*-dash\n120000 .*link$/)
  })
})

/** Puts a file by that name into the tip, without a file system between. */
async function addByName(where: string, name: Buffer): Promise<void> {
  const oid = await client.feed(where, ['hash-object', '-w', '--stdin'], { input: 'content' })
  const input = Buffer.concat([Buffer.from(`100644 blob ${oid}\t`), name, Buffer.of(0)])
  const tree = await client.feed(where, ['mktree', '-z'], { input })
  const commit = await client.git(where, 'commit-tree', '-p', 'HEAD', '-m', 'odd name', tree)
  await client.git(where, 'update-ref', 'refs/heads/main', commit)
}

test('a card that cannot be read is refused, on whichever branch', async () => {
  const { where, git, commit } = await begin('card')
  await commit({ 'README.md': '---\nlicense: [\n---\n' })
  assert.match(await refusal(where), /README\.md is not valid/)
  assert.match(await refusal(where, 'main:other'), /README\.md is not valid/)
  await commit({ 'README.md': '---\nlicense: mit\n---\n# Words' })
  await git('push', '--quiet', 'origin', 'main')
  await hub.drain()
  const info = await json<{ cardData: { license: string } }>(send(hub, 'GET', '/api/models/alice/card'))
  assert.equal(info.cardData.license, 'mit')
})

describe('protected branches', () => {
  test('take commits, and lose none', async () => {
    const { where, git, commit } = await begin('protected')
    const settings = { protectedBranches: ['main', 'release/*'] }
    const set = await send(hub, 'PUT', '/api/models/alice/protected/settings', { as: alice, json: settings })
    assert.equal(set.status, 200, await set.clone().text())
    await commit({ a: '1' })
    await git('push', '--quiet', 'origin', 'main', 'main:release/1', 'main:free')
    await git('commit', '--quiet', '--amend', '--message', 'otherwise')
    for (const branch of ['main', 'release/1']) {
      assert.match(await refusal(where, `main:${branch}`), new RegExp(`refs/heads/${branch} is protected`))
      assert.match(await refusal(where, `:${branch}`), /is protected|default branch/)
    }
    assert.match(await refusal(where, 'main:release/1'), /\(protectedBranches\)/)
    await git('push', '--quiet', '--force', 'origin', 'main:free')
    await git('push', '--quiet', 'origin', ':free')
    await git('reset', '--quiet', '--hard', 'origin/main')
    await commit({ b: '1' })
    await git('push', '--quiet', 'origin', 'main', 'main:release/1')
  })

  test('are no reason to refuse the others', async () => {
    const { where, git, commit } = await begin('protected-some')
    const json = { protectedBranches: ['main'] }
    await send(hub, 'PUT', '/api/models/alice/protected-some/settings', { as: alice, json })
    await commit({ a: '1' })
    await git('push', '--quiet', 'origin', 'main')
    await git('commit', '--quiet', '--amend', '--message', 'otherwise')
    const said = await client.refusal(where, 'push', '--force', 'origin', 'main', 'main:other')
    assert.match(said, /\[new branch\] +main -> other/)
    assert.match(said, /\[remote rejected\] main -> main/)
    assert.match(await refusal(where, ':main'), /Cannot delete refs\/heads\/main: it is the default branch/)
  })
})

test('the refusal of one ref leaves the others alone, but for what all bring', async () => {
  const { where, git, commit } = await begin('partly')
  await commit({ good: '1' })
  await git('checkout', '--quiet', '-b', 'bad')
  await writeFile(join(where, 'README.md'), '---\nlicense: [\n---\n')
  await commit({})
  const said = await client.refusal(where, 'push', 'origin', 'main', 'bad')
  assert.match(said, /main -> main\n/)
  assert.match(said, /\[remote rejected\] bad -> bad \(README\.md is not valid/)
  assert.match(await client.git(where, 'ls-remote', 'origin', 'main'), /refs\/heads\/main/)
})
