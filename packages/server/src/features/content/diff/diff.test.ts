import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { z } from 'zod'
import { beginWork, startGitClient, type GitClient, type Work } from '../../../testing/git-client.ts'
import {
  commitOk,
  copyFile,
  createRepo,
  deletedFile,
  file,
  header,
  json,
  lfsFile,
  refused,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import type { commitWithChanges, comparison, fileDiff } from './wire.ts'

type Commit = z.output<typeof commitWithChanges>
type Comparison = z.output<typeof comparison>
type FileDiff = z.output<typeof fileDiff>

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

const get = <Body extends object>(repo: string, path: string, as?: Person) =>
  json<Body>(send(hub, 'GET', `/api/models/alice/${repo}/${path}`, { as }))
const commitTo = (repo: string, ...lines: unknown[]) =>
  commitOk(hub, `alice/${repo}`, [header('a title', { description: 'a body' }), ...lines], { as: alice })
const statuses = ({ files }: { files: Commit['files'] }) =>
  files.map(({ path, status, previousPath }) => [status, path, ...(previousPath === null ? [] : [previousPath])])

describe('a commit', () => {
  test('tells who, when, what, its parents and its files with sizes', async () => {
    await createRepo(hub, alice, 'one')
    const weights = Buffer.alloc(3000, 'w')
    await uploadObject(hub, 'alice/one', weights, alice)
    const first = await commitTo('one', file('a', '1'), file('b/c', 'two'), file('old', 'moves'), file('same', 's'))
    const second = await commitTo(
      'one',
      file('a', '22'),
      deletedFile('b/c'),
      copyFile('old', 'b/new'),
      deletedFile('old'),
      lfsFile('w.bin', weights),
    )
    const told = await get<Commit>('one', `commit/${second}`)
    assert.deepEqual([told.id, told.parents, told.base, told.head], [second, [first], first, second])
    assert.deepEqual([told.title, told.message, told.signedBy], ['a title', 'a body', 'hub'])
    assert.deepEqual(told.authors, [{ user: 'alice', avatar: `${hub.url}/api/users/alice/avatar` }])
    assert.deepEqual(statuses(told), [
      ['modified', 'a'],
      ['deleted', 'b/c'],
      ['renamed', 'b/new', 'old'],
      ['added', 'w.bin'],
    ])
    assert.deepEqual(told.summary, { added: 1, modified: 1, deleted: 1, renamed: 1 })
    const sizes = told.files.map(({ before, after }) => [before?.size ?? null, after?.size ?? null])
    assert.deepEqual(sizes, [
      [1, 2],
      [3, null],
      [5, 5],
      [null, 3000],
    ])
    assert.equal(told.files[3]!.after!.lfs!.size, 3000)
    assert.equal((await get<Commit>('one', `commit/${second.slice(0, 8)}`)).id, second)
  })

  test('without a parent has everything as new', async () => {
    const commits = await get<{ id: string }[]>('one', 'commits/main')
    const told = await get<Commit>('one', `commit/${commits.at(-1)!.id}`)
    assert.deepEqual([told.parents, told.base, statuses(told)], [[], null, [['added', '.gitattributes']]])
  })

  test('tells its files page by page', async () => {
    await createRepo(hub, alice, 'many')
    const id = await commitTo('many', ...Array.from({ length: 25 }, (_, i) => file(`dir-${i % 4}/${i}`, `${i}`)))
    const paths: string[] = []
    let pages = 0
    for (let query = '?limit=10'; query !== ''; pages += 1) {
      const told = await get<Commit>('many', `commit/${id}${query}`)
      assert.equal(told.summary.added, 25)
      paths.push(...told.files.map(({ path }) => path))
      query = told.next === null ? '' : `?limit=10&cursor=${told.next}`
    }
    assert.deepEqual([pages, paths.length, paths], [3, 25, paths.toSorted()])
    await refused(send(hub, 'GET', `/api/models/alice/many/commit/${id}?cursor=x`), { status: 400, says: /cursor/ })
  })

  test('of a private repo is nobody else’s business', async () => {
    await createRepo(hub, alice, 'hidden', { private: true })
    const id = await commitTo('hidden', file('a', '1'))
    for (const path of [`commit/${id}`, `compare/${id}..main`, 'diff/main?path=a'])
      await refused(send(hub, 'GET', `/api/models/alice/hidden/${path}`), {
        status: 401,
        code: 'RepoNotFound',
        says: /Invalid username/,
      })
    assert.equal((await get<Commit>('hidden', `commit/${id}`, alice)).id, id)
    const none = send(hub, 'GET', `/api/models/alice/one/commit/${'1'.repeat(40)}`)
    await refused(none, { status: 404, code: 'RevisionNotFound', says: /Invalid rev/ })
  })
})

const lines = async (work: Work, ...args: string[]) => (await work.git(...args)).split('\n').filter(Boolean)

describe('two revisions', () => {
  test('differ as git says, since they parted or at once', async () => {
    const work = await beginWork(hub, client, alice, 'parted')
    await work.commit({ base: '1', both: '1' }, 'base')
    await work.git('checkout', '--quiet', '-b', 'feature/x')
    await work.commit({ 'on/side': '1', both: '2' }, 'side')
    await work.git('checkout', '--quiet', 'main')
    await work.commit({ main: 'on main' }, 'on main')
    await work.git('merge', '--quiet', '--no-edit', 'feature/x')
    await work.git('checkout', '--quiet', 'feature/x')
    await work.commit({ later: 'later' }, 'later')
    await work.git('push', '--quiet', 'origin', 'main', 'feature/x')
    const mergeBase = await work.git('merge-base', 'main', 'feature/x')
    const [apart, direct] = [
      await get<Comparison>('parted', `compare/${encodeURIComponent('main...feature/x')}`),
      await get<Comparison>('parted', `compare/main..feature%2Fx`),
    ]
    assert.deepEqual([apart.mergeBase, apart.base], [mergeBase, mergeBase])
    assert.deepEqual(direct.base, await work.git('rev-parse', 'main'))
    const ahead = await lines(work, 'log', '--format=%H', 'main..feature/x')
    assert.deepEqual([apart.commits.map(({ id }) => id), apart.ahead], [ahead, ahead.length])
    for (const [told, dots] of [
      [apart, '...'],
      [direct, '..'],
    ] as const) {
      const names = await lines(work, 'diff', '--name-status', '--no-renames', `main${dots}feature/x`)
      const letters = { added: 'A', modified: 'M', deleted: 'D', renamed: 'R' }
      assert.deepEqual(
        told.files.map(({ status, path }) => `${letters[status]}\t${path}`),
        names,
      )
    }
    const bad = send(hub, 'GET', '/api/models/alice/parted/compare/main')
    await refused(bad, { status: 400, says: /base\.\.head/ })
  })

  test('without a common commit are compared as they are', async () => {
    const work = await beginWork(hub, client, alice, 'strangers')
    await work.git('checkout', '--quiet', '--orphan', 'own')
    await work.commit({ own: '1' }, 'own')
    await work.git('push', '--quiet', 'origin', 'own')
    const told = await get<Comparison>('strangers', 'compare/main...own')
    assert.deepEqual([told.mergeBase, told.ahead, statuses(told)], [null, 1, [['added', 'own']]])
  })
})

const longText = (word: string) => Array.from({ length: 30_000 }, (_, i) => `${word} ${i}`).join('\n')

describe('a file', () => {
  test('is compared line by line with what it was before, as git does', async () => {
    const work = await beginWork(hub, client, alice, 'text')
    const text = Array.from({ length: 40 }, (_, i) => `line ${i}\n`)
    await work.commit({ 'dir/f': text.join('') }, 'before')
    text[2] = 'second, changed\n'
    text.splice(30, 2)
    text.push('no end of line')
    const id = await work.commit({ 'dir/f': text.join('') }, 'after')
    await work.git('push', '--quiet', 'origin', 'main')
    const told = await get<FileDiff>('text', `diff/${id}?path=dir%2Ff`)
    assert.deepEqual([told.state, told.additions, told.deletions, told.truncated], ['text', 2, 3, false])
    const shown = told.hunks.flatMap((hunk) => [
      `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
      ...hunk.lines.flatMap(({ kind, text, noNewline }) => [
        { context: ' ', added: '+', removed: '-' }[kind] + text,
        ...(noNewline ? ['\\ No newline at end of file'] : []),
      ]),
    ])
    const said = await lines(work, 'diff', 'HEAD~1', 'HEAD')
    assert.deepEqual(
      shown,
      said.slice(4).map((line) => line.replace(/^(@@.*?@@).*/, '$1')),
    )
    const numbered = told.hunks[0]!.lines.map(({ oldNumber, newNumber }) => [oldNumber, newNumber])
    assert.deepEqual(numbered.slice(0, 5), [
      [1, 1],
      [2, 2],
      [3, null],
      [null, 3],
      [4, 4],
    ])
    const wide = await get<FileDiff>('text', `diff/${id}?path=dir%2Ff&context=1000`)
    assert.deepEqual([wide.hunks.length, wide.hunks[0]!.lines.length], [1, 42])
  })

  test('that is new, gone or moved is told as such', async () => {
    await createRepo(hub, alice, 'fates')
    const first = await commitTo('fates', file('a', 'one\ntwo\n'), file('b', 'three\n'))
    await commitTo('fates', deletedFile('a'), file('c', 'one\ntwo, too\n'))
    const added = await get<FileDiff>('fates', 'diff/main?path=c')
    assert.deepEqual([added.before, added.additions, added.deletions], [null, 2, 0])
    assert.deepEqual([added.hunks[0]!.oldStart, added.hunks[0]!.newStart], [0, 1])
    const gone = await get<FileDiff>('fates', 'diff/main?path=a')
    assert.deepEqual([gone.after, gone.additions, gone.deletions], [null, 0, 2])
    const moved = await get<FileDiff>('fates', `diff/main?path=c&base=${first}&basePath=a`)
    assert.deepEqual([moved.additions, moved.deletions, moved.hunks[0]!.lines[0]!.text], [1, 1, 'one'])
    assert.equal((await get<FileDiff>('fates', 'diff/main?path=b')).state, 'same')
    const none = send(hub, 'GET', '/api/models/alice/fates/diff/main?path=none')
    await refused(none, { status: 404, code: 'EntryNotFound', says: /Entry not found: none/ })
  })

  test('in LFS is compared by its content, and what is no text or too large is told so', async () => {
    await createRepo(hub, alice, 'lfs')
    const [old, now] = [Buffer.from('a\nb\n'), Buffer.from('a\nc\n')]
    for (const content of [old, now]) await uploadObject(hub, 'alice/lfs', content, alice)
    await commitTo('lfs', lfsFile('t.csv', old), file('z', Buffer.from([0, 1])), file('large', 'x'))
    await commitTo('lfs', lfsFile('t.csv', now), file('z', Buffer.from([0, 2])), file('large', 'x\n'.repeat(1_500_000)))
    const told = await get<FileDiff>('lfs', 'diff/main?path=t.csv')
    assert.deepEqual(
      told.hunks[0]!.lines.map(({ kind, text }) => [kind, text]),
      [
        ['context', 'a'],
        ['removed', 'b'],
        ['added', 'c'],
      ],
    )
    assert.equal((await get<FileDiff>('lfs', 'diff/main?path=z')).state, 'binary')
    assert.equal((await get<FileDiff>('lfs', 'diff/main?path=large')).state, 'too-large')
  })

  test('with nothing in common on very many lines is not compared for ever', async () => {
    await createRepo(hub, alice, 'apart')
    await commitTo('apart', file('f', longText('old')))
    await commitTo('apart', file('f', longText('new')), file('new', longText('line')))
    assert.equal((await get<FileDiff>('apart', 'diff/main?path=f')).state, 'too-different')
    const long = await get<FileDiff>('apart', 'diff/main?path=new')
    assert.deepEqual([long.state, long.truncated, long.additions], ['text', true, 30_000])
    assert.equal(long.hunks.flatMap(({ lines }) => lines).length, 10_000)
  })
})
