import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../../config/limits.ts'
import {
  commitOk,
  createRepo,
  deletedFile,
  digestOf,
  file,
  header,
  json,
  lfsFile,
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
})
after(() => hub[Symbol.asyncDispose]())

type Entry = {
  type: string
  path: string
  oid: string
  size: number
  lfs?: { oid: string; size: number; pointerSize: number }
  lastCommit?: { id: string; title: string; date: string }
}

/** Every page from the first on, following the links as clients do. */
async function pages(first: string): Promise<Entry[][]> {
  const found: Entry[][] = []
  for (let next: string | null = hub.url + first; next !== null;) {
    const answer: Response = await fetch(next)
    assert.equal(answer.status, 200, await answer.clone().text())
    found.push(await json<Entry[]>(answer))
    assert.notEqual(found.at(-1)!.length, 0, 'an empty page')
    next = /^<(http[^>]+)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1] ?? null
  }
  return found
}
const listing = async (path: string) => (await pages(path)).flat().map((entry) => entry.path)
const tree = (repo: string, rest: string) => `/api/models/alice/${repo}/tree/${rest}`
const info = (repo: string, paths: string[], more: object = {}) =>
  json<Entry[]>(send(hub, 'POST', `/api/models/alice/${repo}/paths-info/main`, { json: { paths, ...more } }))

describe('the order of a tree', () => {
  const files = [
    'a',
    'a-b',
    'a.b',
    'ab/x',
    'a0',
    'C',
    'b',
    'dir-1',
    'dir/x',
    'dir.x',
    'dir/sub/y',
    'dir/sub.z',
    'é',
    '😀',
    'z/z/z',
  ]
  before(async () => {
    await createRepo(hub, alice, 'order', { files: [{ path: '.gitattributes', content: '' }] })
    await commitOk(hub, 'alice/order', [header(), ...files.map((path) => file(path, path))], { as: alice })
  })

  const top = ['.gitattributes', 'C', 'a', 'a-b', 'a.b', 'a0', 'ab', 'b', 'dir-1', 'dir.x', 'dir', 'z', 'é', '😀']

  test('is that of git, where a folder sorts as if it ended with a slash', async () => {
    assert.deepEqual(await listing(tree('order', 'main')), top)
    const all = await listing(tree('order', 'main?recursive=true'))
    const inside: Record<string, string[]> = {
      ab: ['ab/x'],
      dir: ['dir/sub.z', 'dir/sub', 'dir/sub/y', 'dir/x'],
      z: ['z/z', 'z/z/z'],
    }
    assert.deepEqual(
      all,
      top.flatMap((path) => [path, ...(inside[path] ?? [])]),
    )
    assert.deepEqual(
      await listing(tree('order', 'main/dir')),
      inside['dir']!.filter((path) => path !== 'dir/sub/y'),
    )
    assert.deepEqual(await listing(tree('order', 'main/dir/?recursive=1')), inside['dir'])
    assert.deepEqual(await listing(tree('order', 'main/dir%2Fsub')), ['dir/sub/y'])
  })

  test('is the same whatever the size of a page, and each entry comes once', async () => {
    for (const query of ['', 'recursive=true&', 'recursive=true&expand=true&'])
      for (const folder of ['', '/dir']) {
        const whole = await listing(tree('order', `main${folder}?${query}`))
        for (const limit of [1, 2, 3, 5, whole.length - 1, whole.length, whole.length + 1]) {
          const found = await pages(tree('order', `main${folder}?${query}limit=${limit}`))
          assert.deepEqual(
            found.flat().map(({ path }) => path),
            whole,
            `${query} ${limit}`,
          )
          assert.ok(found.every((page) => page.length <= limit))
        }
      }
  })

  test('holds while others push', async () => {
    const whole = await listing(tree('order', 'main?recursive=true'))
    let next: string | undefined = hub.url + tree('order', 'main?recursive=true&limit=4')
    const seen: string[] = []
    for (let i = 0; next; i++) {
      const answer: Response = await fetch(next)
      seen.push(...(await json<Entry[]>(answer)).map(({ path }) => path))
      next = /<([^>]+)>/.exec(answer.headers.get('Link') ?? '')?.[1]
      await commitOk(hub, 'alice/order', [header(), file(`${String.fromCodePoint(97 + i)}-pushed`, 'x')], { as: alice })
    }
    assert.deepEqual(seen, whole)
  })
})

const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a tree', () => {
  before(() => createRepo(hub, alice, 'small'))

  test('says of each entry what it is', async () => {
    const weights = Buffer.alloc(1234, 'w')
    await uploadObject(hub, 'alice/small', weights, alice)
    const lines = [header(), file('a.txt', 'hello\n'), file('empty', ''), lfsFile('d/w.bin', weights)]
    await commitOk(hub, 'alice/small', lines, { as: alice })
    const entries = await json<Entry[]>(send(hub, 'GET', tree('small', 'main?recursive=true')))
    const byPath = new Map(entries.map((entry) => [entry.path, entry]))
    const hello = { type: 'file', path: 'a.txt', oid: 'ce013625030ba8dba906f756967f9e9ca394464a', size: 6 }
    assert.deepEqual(byPath.get('a.txt'), hello)
    assert.equal(byPath.get('empty')!.oid, 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391')
    assert.deepEqual(byPath.get('d/w.bin')!.lfs, { oid: digestOf(weights), size: 1234, pointerSize: 129 })
    assert.equal(byPath.get('d/w.bin')!.size, 1234)
    const { oid, ...folder } = byPath.get('d')!
    assert.deepEqual(folder, { type: 'directory', path: 'd', size: 0 })
    assert.match(oid, /^[0-9a-f]{40}$/)
  })

  test('of what is no folder is not there', async () => {
    for (const rest of ['main/none', 'main/a.txt', 'main/a.txt/x', 'main/d/none/x', 'main/D'])
      await refused(send(hub, 'GET', tree('small', encodeURI(rest))), {
        status: 404,
        code: 'EntryNotFound',
        says: /Entry not found/,
      })
    for (const rest of ['none', 'none/d', '0123456', 'refs/heads/none', 'refs%2Fpr%2F1'])
      await refused(send(hub, 'GET', tree('small', rest)), {
        status: 404,
        code: 'RevisionNotFound',
        says: /Invalid rev id/,
      })
  })

  test('refuses what it cannot make sense of', async () => {
    const bad = [
      'limit=0',
      'limit=-1',
      'limit=x',
      'limit=1.5',
      'recursive=maybe',
      'cursor=x',
      'cursor=bnVsbA',
      'cursor=eyJhIjoxfQ',
    ]
    for (const query of bad)
      await refused(send(hub, 'GET', tree('small', `main?${query}`)), { status: 400, says: /limit|recursive|cursor/ })
    const foreign = cursor({ commit: '1'.repeat(40), after: 'a' })
    const answer = send(hub, 'GET', tree('small', `main?cursor=${foreign}`))
    await refused(answer, { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ })
  })

  test('is found by every name of its revision', async () => {
    const head = await commitOk(hub, 'alice/small', [header(), file('feature.txt', '1')], { as: alice })
    await send(hub, 'POST', '/api/models/alice/small/branch/feature%2Fx', { as: alice, json: {} })
    await commitOk(hub, 'alice/small', [header(), file('main-only', '1')], { as: alice })
    await send(hub, 'POST', '/api/models/alice/small/tag/feature%2Fx', {
      as: alice,
      json: { tag: 'v1/rc', message: 'm' },
    })
    const whole = await listing(tree('small', `${head}?recursive=1`))
    assert.ok(!whole.includes('main-only'))
    const names = ['feature%2Fx', 'feature/x', 'refs%2Fheads%2Ffeature%2Fx', 'refs/heads/feature/x', 'v1%2Frc', 'v1/rc']
    for (const name of [...names, 'refs/tags/v1/rc', head.slice(0, 7), head.slice(0, 39), head.toUpperCase()]) {
      assert.deepEqual(await listing(tree('small', `${name}?recursive=1`)), whole, name)
      assert.deepEqual(await listing(tree('small', `${name}/d`)), ['d/w.bin'], name)
    }
    for (const name of ['main', 'HEAD', 'refs/heads/main'])
      assert.ok((await listing(tree('small', name))).includes('main-only'), name)
    assert.ok((await listing('/api/models/alice/small/tree')).includes('main-only'))
  })
})

test('ten thousand files in one folder come in one page, and one more than fits in two', async () => {
  await createRepo(hub, alice, 'wide', { files: [{ path: '.gitattributes', content: '' }] })
  const many = Array.from({ length: limits.treePageEntries }, (_, i) => file(`wide/${i}`, ''))
  await commitOk(hub, 'alice/wide', [header(), ...many], { as: alice })
  const found = await pages(tree('wide', 'main/wide'))
  assert.deepEqual(
    found.map((page) => page.length),
    [limits.treePageEntries],
  )
  assert.equal(new Set(found[0]!.map(({ path }) => path)).size, limits.treePageEntries)
  const recursive = await pages(tree('wide', 'main?recursive=true'))
  assert.deepEqual(
    recursive.map((page) => page.length),
    [limits.treePageEntries, 2],
  )
})

describe('names that are awful but lawful', () => {
  const names = [
    'subpath/to/awful? filename%you:should,never.give',
    '#hash',
    '100%',
    '100%25',
    '%2e%2e',
    '%2F',
    'a+b',
    'a b ',
    ' a',
    "quote'",
    'dou"ble',
    'semi;colon',
    'a&b=c',
    '模型/权重 1.txt',
    'пример',
    '😀/🐢.md',
    'e\u0301',
    'tree/main',
    'resolve',
    'main',
    'refs/heads/main/x',
    '...',
    '-rf',
    '~tilde',
    'a*b',
    '[a]',
    '{b}',
    'a|b',
    '<c>',
    '$(d)',
    '`e`',
    '\u2028line',
    'nbsp\u00a0',
    '\u202ertl',
    'con',
    'x'.repeat(255),
    `${'d/'.repeat(98)}deep`,
  ]
  before(async () => {
    await createRepo(hub, alice, 'awful')
    await commitOk(hub, 'alice/awful', [header(), ...names.map((name) => file(`in/${name}`, `content of ${name}`))], {
      as: alice,
    })
  })

  test('come back from tree as they went in', async () => {
    const found = new Set(await listing(tree('awful', 'main?recursive=true')))
    for (const name of names) if (!name.startsWith('d/')) assert.ok(found.has(`in/${name}`), name)
    assert.deepEqual(await listing(tree('awful', `main/in/${encodeURIComponent('模型')}`)), ['in/模型/权重 1.txt'])
  })

  test('are looked up as JSON and as a form', async () => {
    const paths = names.map((name) => `in/${name}`)
    assert.deepEqual(
      (await info('awful', paths)).map(({ path }) => path),
      paths,
    )
    const form = new URLSearchParams([...paths.map((path): [string, string] => ['paths', path]), ['expand', 'True']])
    const answer = await hub.fetch('/api/models/alice/awful/paths-info/main', { method: 'POST', body: form })
    const entries = await json<Entry[]>(answer)
    assert.deepEqual(
      entries.map(({ path }) => path),
      paths,
    )
    assert.ok(entries.every(({ lastCommit }) => lastCommit?.title === 'a commit'))
  })

  test('are served by resolve and raw, with slashes encoded or not', async () => {
    for (const name of names)
      for (const verb of ['resolve', 'raw'])
        for (const path of [
          encodeURIComponent(`in/${name}`),
          `in/${name}`.split('/').map(encodeURIComponent).join('/'),
        ]) {
          const answer = await send(hub, 'GET', `/alice/awful/${verb}/main/${path}`)
          assert.equal(answer.status, 200, path)
          assert.equal(await answer.text(), `content of ${name}`)
          assert.match(
            answer.headers.get('Content-Disposition')!,
            /^inline; filename\*=UTF-8''[^;\s]+; filename="[ -~]*";$/,
          )
        }
  })
})

describe('paths-info', () => {
  before(async () => {
    await createRepo(hub, alice, 'info')
    await commitOk(hub, 'alice/info', [header(), file('a/b/c.txt', 'c'), file('top', 't')], { as: alice })
  })

  test('shows files and folders that are there, and is silent about the rest', async () => {
    const found = await info('info', ['a', 'none', 'a/b/c.txt', 'a/b/', './top', '/top', 'top/x', '', '/', 'A', '..'])
    assert.deepEqual(
      found.map(({ type, path }) => `${type} ${path}`),
      ['directory a', 'file a/b/c.txt', 'directory a/b', 'file top', 'file top'],
    )
    assert.deepEqual(await info('info', []), [])
  })

  test('has a limit and a form', async () => {
    const paths = Array.from({ length: limits.pathsInfoPaths + 1 }, () => 'top')
    assert.equal((await info('info', paths.slice(1))).length, limits.pathsInfoPaths)
    for (const body of [{ paths }, { paths: 'top' }, { paths: [1] }]) {
      const answer = send(hub, 'POST', '/api/models/alice/info/paths-info/main', { json: body })
      await refused(answer, { status: 400, says: /paths/ })
    }
    const answer = send(hub, 'POST', '/api/models/alice/info/paths-info/none', { json: { paths: ['top'] } })
    await refused(answer, { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ })
  })
})

describe('the last commit of an entry', () => {
  test('is that of git, right after edits, renames and deletions, over 300 commits', async () => {
    await createRepo(hub, alice, 'busy')
    const wanted = new Map<string, string>()
    const edit = async (title: string, lines: unknown[], touched: string[]) => {
      await commitOk(hub, 'alice/busy', [header(title), ...lines], { as: alice })
      for (const path of touched)
        for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) wanted.set(path.slice(0, end), title)
    }
    const check = async (limit: string) => {
      const entries = (await pages(tree('busy', `main?recursive=true&expand=true&${limit}`))).flat()
      const told = entries
        .filter(({ path }) => path !== '.gitattributes')
        .map(({ path, lastCommit }) => [path, lastCommit?.title])
      assert.deepEqual(Object.fromEntries(told), Object.fromEntries([...wanted].filter(([path]) => wanted.has(path))))
    }
    await edit(
      'start',
      [file('top', '0'), file('dir/old', '0'), file('dir/sub/leaf', '0'), file('other/x', '0')],
      ['top', 'dir/old', 'dir/sub/leaf', 'other/x'],
    )
    for (let i = 0; i < 300; i++) await edit(`edit ${i}`, [file(`many/${i % 20}`, String(i))], [`many/${i % 20}`])
    await check('limit=100')
    const moved = { key: 'file', value: { path: 'dir/new', content: 'MA==', oldPath: 'dir/old' } }
    await edit('renamed', [moved], ['dir/new'])
    wanted.delete('dir/old')
    await check('limit=7')
    await edit('deleted', [deletedFile('many/3')], ['many'])
    wanted.delete('many/3')
    await edit('same again', [file('many/4', 'x')], ['many/4'])
    await edit('and back', [file('many/3', '303')], ['many/3'])
    await check('limit=100')
  })
})
