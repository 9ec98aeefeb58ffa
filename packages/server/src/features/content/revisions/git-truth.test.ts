import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  commitOk,
  copyFile,
  createRepo,
  deletedFile,
  file,
  header,
  json,
  lfsFile,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// What the hub keeps is git's own: its objects, put into a real repository, pass git's own judgement.

let hub: TestHub
let alice: Person
let bare: string
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bare = await mkdtemp(path.join(tmpdir(), 'kaihub-git-'))
  await writeHistory()
  git(['init', '--quiet', '--bare', '--initial-branch=main'])
  await exportObjects()
})
after(async () => {
  await rm(bare, { recursive: true, force: true })
  await hub[Symbol.asyncDispose]()
})

const repo = 'alice/true'
const at = { as: () => alice }
const api = `/api/models/${repo}`
const commitTo = (lines: unknown[], branch = 'main') => commitOk(hub, repo, lines, { as: at.as(), branch })

async function writeHistory(): Promise<void> {
  await createRepo(hub, alice, 'true')
  const weights = Buffer.alloc(5000, 'w')
  await uploadObject(hub, repo, weights, alice)
  const names = [
    'a',
    'a-b',
    'a.b',
    'a0',
    'ab/x',
    'dir-1',
    'dir.x',
    'dir/x',
    'dir/y/z',
    'z',
    'é/ü',
    '😀',
    'sp ace',
    '"q"',
    '\u2028',
  ]
  await commitTo([
    header('first\nline two', { description: 'body\n\nmore — ünïcode 😀' }),
    ...names.map((name) => file(name, name)),
  ])
  await commitTo([header('lfs'), lfsFile('w.bin', weights), lfsFile('odd name.xyz', weights)])
  await commitTo([header('large'), file('large.txt', Buffer.alloc(200_000, 'large ')), file('empty', '')])
  for (let i = 0; i < 20; i++) await commitTo([header(`edit ${i}`), file(`dir/y/${i % 4}`, `${i}`)])
  await commitTo([header('delete'), deletedFile('dir/x'), { key: 'deletedFolder', value: { path: 'é' } }])
  await commitTo([header('rename'), copyFile('large.txt', 'copies/large.txt'), copyFile('w.bin', 'copies/odd.abc')])
  await commitTo([header('  padded title  ', { description: '\n\n' }), file('executable', '1')])
  const post = (verb: string, name: string, json: object) =>
    send(hub, 'POST', `${api}/${verb}/${name}`, { as: alice, json })
  await post('branch', 'feature%2Fx', {})
  await commitTo([header('on a branch'), file('only/here', '1')], 'feature/x')
  await post('branch', 'blank', { emptyBranch: true })
  await post('tag', 'main', { tag: 'light' })
  await post('tag', 'feature%2Fx', { tag: 'v1/annotated', message: 'title\n\nbody' })
  await post('branch', 'squashed', {})
  await post('super-squash', 'squashed', { message: 'one\n\nfor all' })
}

const git = (args: string[], input?: Buffer): string =>
  execFileSync('git', ['-C', bare, ...args], {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 2 ** 26,
    env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
  })

async function exportObjects(): Promise<void> {
  const { pool } = hub.db
  const objects = await pool.query<{ oid: Buffer; kind: number; data: Buffer | null; sha256: Buffer | null }>(
    'select oid, kind, data, sha256 from git_objects',
  )
  for (const { oid, kind, data, sha256 } of objects.rows) {
    const body = data ?? (await storedBytes(sha256!.toString('hex')))
    const type = ['commit', 'tree', 'blob', 'tag'][kind]!
    assert.equal(git(['hash-object', '-w', '-t', type, '--stdin'], body).trim(), oid.toString('hex'))
  }
  const refs = await pool.query<{ name: string; oid: Buffer }>('select name, oid from refs')
  for (const { name, oid } of refs.rows) git(['update-ref', name, oid.toString('hex')])
}

async function storedBytes(digest: string): Promise<Buffer> {
  await using blob = await hub.services.blobs.open(digest as never)
  const parts: Buffer[] = []
  for await (const part of blob!.read()) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

type Commit = { id: string; title: string; message: string; date: string; authors: { user: string }[] }
const historyOf = (revision: string) =>
  json<Commit[]>(send(hub, 'GET', `${api}/commits/${encodeURIComponent(revision)}?limit=1000`))
const linesOf = (text: string) => text.split('\0').filter((line) => line !== '')
const branches = ['main', 'feature/x', 'blank', 'squashed']

describe('git itself', () => {
  test('finds nothing wrong with the objects', () => {
    assert.equal(git(['fsck', '--strict', '--full', '--no-dangling', '--no-progress']), '')
    assert.equal(git(['for-each-ref', '--format=%(refname)']).trim().split('\n').length, branches.length + 2)
  })

  test('reads the same history', async () => {
    for (const branch of branches) {
      const format = '--format=%H%x1f%s%x1f%b%x1f%an%x1f%aI'
      const told = linesOf(git(['log', '-z', '--first-parent', format, `refs/heads/${branch}`])).map((line) =>
        line.split('\x1f'),
      )
      const ours = await historyOf(branch)
      assert.deepEqual(
        told.map(([id, title, body, author, date]) => [id, title, body!.trim(), author, Date.parse(date!)]),
        ours.map(({ id, title, message, authors, date }) => [id, title, message, authors[0]!.user, Date.parse(date)]),
      )
    }
  })

  test('lists the same files, in the same order', async () => {
    for (const branch of branches) {
      const told = linesOf(git(['ls-tree', '-z', '-r', '-t', `refs/heads/${branch}`])).map((line) =>
        line.split(' ').slice(2).join(' '),
      )
      const tree = await json<{ oid: string; path: string }[]>(
        send(hub, 'GET', `${api}/tree/${encodeURIComponent(branch)}?recursive=true`),
      )
      assert.deepEqual(
        tree.map(({ oid, path: name }) => `${oid}\t${name}`),
        told,
      )
    }
  })

  test('names the same last commit of every path', async () => {
    const tree = await json<{ path: string; lastCommit: { id: string } }[]>(
      send(hub, 'GET', `${api}/tree/main?recursive=true&expand=true`),
    )
    assert.ok(tree.length > 25)
    for (const { path: name, lastCommit } of tree)
      assert.equal(
        git(['log', '-1', '--format=%H', 'refs/heads/main', '--', `:(top,literal)${name}`]).trim(),
        lastCommit.id,
        name,
      )
  })

  test('reads the annotated tag', () => {
    const text = git(['cat-file', 'tag', 'refs/tags/v1/annotated'])
    assert.match(
      text,
      /^object [0-9a-f]{40}\ntype commit\ntag v1\/annotated\ntagger alice <alice@[^>]+> \d+ \+0000\n\ntitle\n\nbody\n$/,
    )
    assert.equal(git(['rev-parse', 'v1/annotated^{commit}']), git(['rev-parse', 'refs/heads/feature/x']))
    assert.equal(git(['cat-file', '-t', 'refs/tags/light']).trim(), 'commit')
  })

  test('keeps in LFS what is in LFS', () => {
    git(['read-tree', 'refs/heads/main'])
    const told = git([
      'check-attr',
      '--cached',
      'filter',
      'w.bin',
      'odd name.xyz',
      'copies/odd.abc',
      'a.b',
      'large.txt',
    ])
    assert.deepEqual(
      told
        .trim()
        .split('\n')
        .map((line) => line.split(': ').at(-1)),
      ['lfs', 'lfs', 'lfs', 'unspecified', 'unspecified'],
    )
  })

  test('clones it whole', async () => {
    const clone = await mkdtemp(path.join(tmpdir(), 'kaihub-clone-'))
    try {
      git(['-c', 'transfer.fsckObjects=true', 'clone', '--quiet', '--no-local', bare, clone])
      assert.equal(git(['-C', clone, 'status', '--porcelain']), '')
      assert.equal(git(['-C', clone, 'rev-parse', 'HEAD']).trim(), (await historyOf('main'))[0]!.id)
    } finally {
      await rm(clone, { recursive: true, force: true })
    }
  })
})
