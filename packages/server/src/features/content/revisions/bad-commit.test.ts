import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../../config/limits.ts'
import { changingNothing, eventually, footprint, openFilesUnder } from '../../../testing/footprint.ts'
import { openSocket, requestHead, sendRaw } from '../../../testing/raw-request.ts'
import {
  commit,
  commitOk,
  copyFile,
  createRepo,
  deletedFile,
  file,
  header,
  json,
  lfsFile,
  pointerFile,
  refused,
  send,
  type Refusal,
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

const to = '/api/models/alice/plain/commit/main'
const ndjson = (lines: readonly unknown[]) => lines.map((line) => JSON.stringify(line)).join('\n')
const sendLines = (body: string | Uint8Array<ArrayBuffer>, type = 'application/x-ndjson') =>
  send(hub, 'POST', to, { as: alice, body, headers: { 'Content-Type': type } })

const invalid = (says: RegExp): Refusal => ({ status: 422, says })
const bad = (says: RegExp): Refusal => ({ status: 400, says })

const put = (path: string) => [header(), file('fine.txt', 'fine'), file(path, 'x')]

describe('a commit that cannot be is refused and changes nothing:', () => {
  const missing: Refusal = { status: 404, code: 'EntryNotFound', says: /A (file|folder) with this name doesn't exist/ }
  const foreign = Buffer.from('bytes that nobody uploaded')
  const cases: [string, unknown[], Refusal][] = [
    ['a path that climbs out', put('a/../../etc/passwd'), invalid(/"\.\."/)],
    ['an absolute path', put('/etc/passwd'), invalid(/slash/)],
    ['a path with NUL', put('a\0b'), invalid(/control/)],
    ['a path with a newline', put('a\nb'), invalid(/control/)],
    ['a path with a backslash', put('a\\b'), invalid(/backslash/)],
    ['a path inside .git', put('x/.Git/config'), invalid(/\.git/)],
    ['the short name of .git', put('GIT~1/config'), invalid(/\.git/)],
    ['an empty segment', put('a//b'), invalid(/empty segment/)],
    ['an empty path', put(''), invalid(/empty/)],
    ['half a surrogate pair', put('a\ud800'), invalid(/Unicode/)],
    ['a segment beyond 255 bytes', put('é'.repeat(128)), invalid(/255/)],
    ['a path beyond 4096 bytes', put(`${'ab/'.repeat(2000)}x`), invalid(/4096/)],
    ['a path beyond 100 folders', put(`${'a/'.repeat(120)}x`), invalid(/deeper/)],
    ['a deleted path that climbs out', [header(), deletedFile('../x')], invalid(/"\.\."/)],
    ['a copy from outside', [header(), copyFile('../x', 'y')], invalid(/"\.\."/)],
    ['a name that differs only in case', put('readme.md'), invalid(/upper and lower case/)],
    ['a folder that differs only in case', put('DIR/other.txt'), invalid(/upper and lower case/)],
    ['two new names that differ only in case', [header(), file('x', ''), file('X', '')], invalid(/upper and lower/)],
    ['a file where a folder is', put('dir'), invalid(/both a file and a folder/)],
    ['a folder where a file is', put('README.md/x'), invalid(/both a file and a folder/)],
    [
      'a new file that is also a folder',
      [header(), file('n', ''), file('n/m', '')],
      invalid(/both a file and a folder/),
    ],
    ['a file to delete that is not there', [header(), deletedFile('none.txt')], missing],
    ['a folder to delete as a file', [header(), deletedFile('dir')], missing],
    ['a file to delete as a folder', [header(), { key: 'deletedFolder', value: { path: 'README.md' } }], missing],
    [
      'a copy of what is not there',
      [header(), copyFile('none.txt', 'y')],
      { status: 404, code: 'EntryNotFound', says: /none/ },
    ],
    ['a copy of a folder', [header(), copyFile('dir', 'y')], { status: 404, code: 'EntryNotFound', says: /dir/ }],
    [
      'a copy from a revision that is not there',
      [header(), copyFile('README.md', 'y', 'none')],
      { status: 404, code: 'RevisionNotFound', says: /Invalid rev id: none/ },
    ],
    [
      'a copy from a revision with NUL',
      [header(), copyFile('README.md', 'y', 'a\0b')],
      { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ },
    ],
    ['an LFS object that was never uploaded', [header(), lfsFile('w.bin', foreign)], bad(/"w.bin".*not uploaded/)],
    [
      'the same as a pointer in a regular file',
      [header(), pointerFile('p.txt', foreign)],
      bad(/"p.txt".*not uploaded/),
    ],
    ['an oid that is none', [header(), { key: 'lfsFile', value: { path: 'w', oid: 'abc' } }], bad(/SHA-256/)],
    ['another algorithm', [header(), { key: 'lfsFile', value: { path: 'w', algo: 'md5', oid: 'a' } }], bad(/algo/)],
    ['wrong base64', [header(), raw('x', 'not base64!')], bad(/"x" is not valid base64/)],
    ['cut base64', [header(), raw('x', 'QUJDR')], bad(/"x" is not valid base64/)],
    ['base64 with a hole', [header(), raw('x', 'QU=JD')], bad(/"x" is not valid base64/)],
    ['text that is not Unicode', [header(), raw('x', 'a\ud800b', 'utf-8')], bad(/"x" is not valid/)],
    ['an encoding we do not know', [header(), raw('x', 'a', 'utf-16')], bad(/encoding/)],
    ['no header', [file('x', '')], bad(/first line .* header/)],
    ['a second header', [header(), file('x', ''), header()], bad(/one header/)],
    ['a header without a summary', [header(''), file('x', '')], bad(/summary/)],
    ['an unknown key', [header(), { key: 'rename', value: {} }], bad(/Line 2 .*"key".*lfsFile/)],
    ['a line without a value', [header(), { key: 'file' }], bad(/Line 2 .*value/)],
    ['a line that is a list', [header(), []], bad(/Line 2/)],
    ['a message beyond its limit', [header('m'.repeat(limits.commitMessageBytes + 1))], bad(/message has at most/)],
    ['a card that is not YAML', [header(), file('README.md', '---\na: [1\n---\n')], bad(/README.md is not valid/)],
    ['a card with a wrong field', [header(), file('README.md', '---\nlicense: 7\n---\n')], bad(/license/)],
    [
      'a parent that is not the head',
      [header('x', { parentCommit: '1'.repeat(40) }), file('x', '')],
      { status: 412, says: /The branch was updated since you opened this page/ },
    ],
    [
      'a file larger than a regular one may be',
      [header(), file('big', Buffer.alloc(limits.regularFileBytes + 1))],
      { status: 413, says: /LFS/ },
    ],
  ]
  for (const [what, lines, refusal] of cases)
    test(what, () => changingNothing(hub, () => refused(commit(hub, 'alice/plain', lines, { as: alice }), refusal)))
})

function raw(path: string, content: string, encoding = 'base64') {
  return { key: 'file', value: { path, content, encoding } }
}

describe('a body that cannot be is refused and changes nothing:', () => {
  const fine = ndjson([header(), file('x.txt', 'x')])
  const cases: [string, string | Uint8Array<ArrayBuffer>, Refusal][] = [
    ['nothing at all', '', bad(/header line is missing/)],
    ['blank lines only', '\n \r\n\t\n', bad(/header line is missing/)],
    ['a line that is no JSON', `${fine}\n{"key": "file"`, bad(/Line 3 .* not valid JSON/)],
    ['bytes that are not UTF-8', bytes(fine, Buffer.from([10, 0x22, 0xff, 0xfe, 0x22])), bad(/UTF-8/)],
    ['bytes that are not UTF-8 inside a file', brokenUtf8(), bad(/Line 2 .*UTF-8/)],
    ['a line longer than any file', bytes(fine, Buffer.alloc(16 * 1024 * 1024, 'a')), { status: 413, says: /at most/ }],
    ['the same without an end', bytes(fine, Buffer.alloc(40 * 1024 * 1024, 'a')), { status: 413, says: /at most/ }],
    ['JSON nested a hundred thousand deep', `${fine}\n${'['.repeat(100_000)}`, bad(/Line 3/)],
    [
      'more lines than a commit may have',
      `${ndjson([header()])}\n${'{"key":"deletedFile","value":{"path":"README.md"}}\n'.repeat(limits.commitOperations + 1)}`,
      { status: 413, says: /at most 25000 operations/ },
    ],
  ]
  for (const [what, body, refusal] of cases)
    test(what, () => changingNothing(hub, () => refused(sendLines(body), refusal)))

  const documents: [string, string, Refusal][] = [
    ['a document that is no object', '[]', bad(/not valid/)],
    ['a document without a summary', '{}', bad(/summary/)],
    ['a document with a wrong file', '{"summary":"s","files":[{"path":1}]}', bad(/files.0.path/)],
    [
      'a document with too many operations',
      JSON.stringify({ summary: 's', deletedFiles: Array.from({ length: 25_001 }, () => ({ path: 'README.md' })) }),
      { status: 413, says: /at most 25000 operations/ },
    ],
  ]
  for (const [what, body, refusal] of documents)
    test(what, () => changingNothing(hub, () => refused(sendLines(body, 'application/json'), refusal)))
})

function bytes(text: string, more: Uint8Array): Uint8Array<ArrayBuffer> {
  return Buffer.concat([Buffer.from(`${text}\n`), more])
}

function brokenUtf8(): Uint8Array<ArrayBuffer> {
  const line = Buffer.from('{"key":"file","value":{"path":"x","content":"é","encoding":"utf-8"}}')
  line[line.indexOf(0xc3)] = 0xff
  return bytes(ndjson([header()]), line)
}

describe('forms of a body that clients send:', () => {
  const cases: [string, (lines: unknown[]) => string][] = [
    ['with a newline at the end', (lines) => `${ndjson(lines)}\n`],
    ['without one', ndjson],
    ['with Windows line ends', (lines) => ndjson(lines).replaceAll('\n', '\r\n')],
    ['with blank lines', (lines) => `\n\n${ndjson(lines).replaceAll('\n', '\n\n  \n')}\n\n`],
    ['with spaces around', (lines) => ndjson(lines).replaceAll('\n', '  \n\t')],
  ]
  for (const [i, [what, body]] of cases.entries())
    test(what, async () => {
      const answer = await sendLines(body([header(), file(`form-${i}.txt`, what)]))
      assert.equal(answer.status, 200, await answer.clone().text())
      assert.equal(await textOf(`form-${i}.txt`), what)
    })

  test('one JSON document', async () => {
    const document = {
      summary: 'a document',
      description: 'with words',
      files: [{ path: 'doc/a.txt', content: 'YQ==', encoding: 'base64' }, raw('doc/b.txt', 'b', 'utf-8').value],
      deletedFiles: [],
      ignored: true,
    }
    const first = await sendLines(JSON.stringify(document), 'application/json; charset=utf-8')
    assert.equal(first.status, 200, await first.clone().text())
    assert.equal(await textOf('doc/b.txt'), 'b')
    const second = await sendLines(
      JSON.stringify({ summary: 's', deletedFolders: [{ path: 'doc/' }], files: [raw('doc2', '', 'utf-8').value] }),
      'application/json',
    )
    assert.equal(second.status, 200, await second.clone().text())
    assert.equal((await send(hub, 'HEAD', '/alice/plain/resolve/main/doc/a.txt')).status, 404)
  })

  test('in pieces that cut through lines and characters', async () => {
    const body = Buffer.from(`${ndjson([header(), raw('pieces.txt', 'é😀'.repeat(50), 'utf-8')])}\n`)
    const socket = await openSocket(hub)
    socket.write(requestHead({ method: 'POST', path: to, headers: { ...asAlice(), ...chunked, Connection: 'close' } }))
    for (let at = 0; at < body.length; at += 7) {
      const piece = body.subarray(at, at + 7)
      socket.write(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]))
    }
    socket.write('0\r\n\r\n')
    await socket.toArray()
    assert.equal(await textOf('pieces.txt'), 'é😀'.repeat(50))
  })
})

const chunked = { 'Transfer-Encoding': 'chunked' }
const asAlice = () => ({ Authorization: `Bearer ${alice.token}`, 'Content-Type': 'application/x-ndjson' })

async function textOf(path: string, revision = 'main'): Promise<string> {
  const answer = await send(hub, 'GET', `/alice/plain/resolve/${revision}/${path}`)
  assert.equal(answer.status, 200)
  return answer.text()
}

describe('a client that hangs up in the middle of a commit', () => {
  const large = ndjson([
    header(),
    file('half-a.bin', Buffer.alloc(200_000, 1)),
    file('half-b.bin', Buffer.alloc(90_000)),
  ])

  test('changes nothing and leaves nothing open', async () => {
    const before = await footprint(hub)
    const socket = await openSocket(hub)
    const length = { 'Content-Length': String(large.length + 1000) }
    socket.write(requestHead({ method: 'POST', path: to, headers: { ...asAlice(), ...length } }) + large)
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
    socket.destroy()
    await eventually(() => footprint(hub), before)
    await eventually(() => openFilesUnder(hub.storageFolder), [])
    assert.equal((await send(hub, 'GET', '/health')).status, 200)
  })

  test('after whole lines too', async () => {
    const before = await footprint(hub)
    const socket = await openSocket(hub)
    socket.write(requestHead({ method: 'POST', path: to, headers: { ...asAlice(), ...chunked } }))
    const whole = `${ndjson([header(), file('half-c.txt', 'c')])}\n`
    socket.end(`${whole.length.toString(16)}\r\n${whole}\r\n`)
    await eventually(() => footprint(hub), before)
  })
})

describe('who and where:', () => {
  test('a stranger reads in the body of a commit nothing at all', async () => {
    const path = '/api/models/alice/nothing/commit/main'
    const answer = await sendRaw(hub, { method: 'POST', path, headers: { 'Content-Length': '1000000' }, body: '{' })
    assert.equal(answer.status, 401)
    assert.match(answer.text, /X-Error-Code: RepoNotFound/i)
  })

  test('a pull request is refused in clear words', () =>
    changingNothing(hub, async () => {
      const lines = [header(), file('x', '')]
      const answer = send(hub, 'POST', `${to}?create_pr=1`, { as: alice, body: ndjson(lines) })
      await refused(answer, { status: 501, says: /no pull requests/ })
      const asked = { files: [{ path: 'x', size: 1, sample: '' }] }
      const ahead = send(hub, 'POST', '/api/models/alice/plain/preupload/main?create_pr=1', { as: alice, json: asked })
      await refused(ahead, { status: 501, says: /no pull requests/ })
    }))

  test('only a branch can be committed to', async () => {
    const head = await headOf('alice/plain')
    await send(hub, 'POST', '/api/models/alice/plain/tag/main', { as: alice, json: { tag: 'fixed' } })
    for (const branch of [
      'none',
      head,
      head.slice(0, 8),
      'fixed',
      'refs/tags/fixed',
      'refs/pr/1',
      'a\nb',
      'x'.repeat(300),
    ])
      await changingNothing(hub, () =>
        refused(commit(hub, 'alice/plain', [header(), file('x', 'y')], { as: alice, branch }), {
          status: 404,
          code: 'RevisionNotFound',
          says: /Invalid rev id/,
        }),
      )
    for (const branch of ['HEAD', 'refs/heads/main'])
      await commitOk(hub, 'alice/plain', [header(), file('by-name.txt', branch)], { as: alice, branch })
    assert.equal(await textOf('by-name.txt'), 'refs/heads/main')
  })
})

async function headOf(repo: string, branch = 'main'): Promise<string> {
  const refs = await json<{ branches: { name: string; targetCommit: string }[] }>(
    send(hub, 'GET', `/api/models/${repo}/refs`, { as: alice }),
  )
  return refs.branches.find(({ name }) => name === branch)!.targetCommit
}
