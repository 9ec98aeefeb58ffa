import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sendRaw } from '../../../testing/raw-request.ts'
import {
  commitOk,
  createRepo,
  deletedFile,
  digestOf,
  file,
  header,
  lfsFile,
  pointerText,
  refused,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let first: string
let head: string
const weights = Buffer.alloc(100_000, 'weights ')
const large = Buffer.alloc(90_000, 'text that does not fit in a row ')
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'files')
  await uploadObject(hub, 'alice/files', weights, alice)
  const lines = [
    file('small.txt', '0123456789'),
    file('large.txt', large),
    file('empty', ''),
    lfsFile('w.bin', weights),
  ]
  first = await commitOk(hub, 'alice/files', [header(), ...lines, file('gone', '1')], { as: alice })
  head = await commitOk(hub, 'alice/files', [header(), deletedFile('gone'), file('page.html', '<script>')], {
    as: alice,
  })
})
after(() => hub[Symbol.asyncDispose]())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(hub, method, `/alice/files/${path}`, { headers })
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const contents: Record<string, Buffer> = {
  'small.txt': Buffer.from('0123456789'),
  'large.txt': large,
  'w.bin': weights,
  empty: Buffer.alloc(0),
}
const etags: Record<string, string> = {
  'small.txt': 'ad471007bd7f5983d273b9584e5629230150fd54',
  empty: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  'w.bin': digestOf(weights),
}

const headersOf = ({ headers }: Response) => {
  const { date: _, 'x-request-id': __, connection: ___, 'keep-alive': ____, ...rest } = Object.fromEntries(headers)
  return rest
}

describe('resolve', () => {
  test('answers HEAD as GET, without a body', async () => {
    for (const [path, content] of Object.entries(contents)) {
      const whole = await get(`resolve/main/${path}`)
      const only = await get(`resolve/main/${path}`, {}, 'HEAD')
      assert.deepEqual(headersOf(only), headersOf(whole))
      assert.deepEqual(await bytesOf(whole), content)
      assert.equal((await bytesOf(only)).length, 0)
      assert.equal(only.headers.get('Content-Length'), String(content.length))
      assert.equal(only.headers.get('X-Repo-Commit'), head)
      assert.equal(only.headers.get('Accept-Ranges'), 'bytes')
      assert.equal(only.headers.get('Content-Encoding'), null)
    }
  })

  test('names bytes by one ETag, in every revision that holds them', async () => {
    for (const [path, etag] of Object.entries(etags))
      for (const revision of ['main', head, first, first.slice(0, 10), 'HEAD']) {
        const answer = await get(`resolve/${revision}/${path}`, {}, 'HEAD')
        assert.equal(answer.headers.get('ETag'), `"${etag}"`)
        assert.equal(answer.headers.get('X-Linked-Etag'), path === 'w.bin' ? `"${etag}"` : null)
      }
    await createRepo(hub, alice, 'again')
    await commitOk(hub, 'alice/again', [header(), file('other-name', '0123456789')], { as: alice })
    const answer = await send(hub, 'HEAD', '/alice/again/resolve/main/other-name')
    assert.equal(answer.headers.get('ETag'), `"${etags['small.txt']}"`)
  })

  test('says 304 to who has these bytes, with the headers that tell so', async () => {
    for (const [path, etag] of Object.entries(etags)) {
      for (const has of [`"${etag}"`, `W/"${etag}"`, `"x", "${etag}"`, '*'])
        for (const method of ['GET', 'HEAD']) {
          const answer = await get(`resolve/main/${path}`, { 'If-None-Match': has }, method)
          assert.equal(answer.status, 304, `${path} ${has}`)
          assert.equal(answer.headers.get('ETag'), `"${etag}"`)
          assert.equal(answer.headers.get('X-Repo-Commit'), head)
          assert.equal((await bytesOf(answer)).length, 0)
        }
      assert.equal((await get(`resolve/main/${path}`, { 'If-None-Match': '"x"' })).status, 200)
    }
  })

  test('sends one range, of every kind of file', async () => {
    for (const path of ['small.txt', 'large.txt', 'w.bin']) {
      const content = contents[path]!
      const size = content.length
      for (const [range, from, to] of [
        ['bytes=0-0', 0, 1],
        ['bytes=3-5', 3, 6],
        ['bytes=5-', 5, size],
        ['bytes=-4', size - 4, size],
        [`bytes=${size - 1}-${size + 100}`, size - 1, size],
        [`bytes=-${size + 100}`, 0, size],
      ] as const) {
        const answer = await get(`resolve/main/${path}`, { Range: range })
        assert.equal(answer.status, 206, range)
        assert.equal(answer.headers.get('Content-Range'), `bytes ${from}-${to - 1}/${size}`)
        assert.equal(answer.headers.get('X-Linked-Size'), String(size))
        assert.deepEqual(await bytesOf(answer), content.subarray(from, to))
      }
      for (const range of [`bytes=${size}-`, 'bytes=-0']) {
        const answer = await get(`resolve/main/${path}`, { Range: range })
        assert.equal(answer.status, 416)
        assert.equal(answer.headers.get('Content-Range'), `bytes */${size}`)
      }
      for (const range of ['bytes=0-1,3-4', 'bytes=5-3', 'bytes=x', 'lines=1-2'])
        assert.equal((await get(`resolve/main/${path}`, { Range: range })).status, 200, range)
    }
  })

  test('goes on with a download only when the bytes are still the same', async () => {
    const same = await get('resolve/main/w.bin', { Range: 'bytes=10-', 'If-Range': `"${etags['w.bin']}"` })
    assert.equal(same.status, 206)
    assert.equal((await get('resolve/main/w.bin', { Range: 'bytes=10-', 'If-Range': '"x"' })).status, 200)
  })

  test('tells the size of an empty file to whoever probes for it', async () => {
    const probe = await get('resolve/main/empty', { Range: 'bytes=0-0' })
    assert.equal(probe.status, 200)
    assert.equal(probe.headers.get('Content-Range'), 'bytes */0')
    for (const range of ['bytes=0-', 'bytes=5-9', 'bytes=-1'])
      assert.equal((await get('resolve/main/empty', { Range: range })).status, 200)
  })

  test('lets nothing that a repo holds run as a page of the hub', async () => {
    const answer = await get('resolve/main/page.html')
    assert.equal(answer.headers.get('Content-Type'), 'text/plain; charset=utf-8')
    assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff')
    assert.match(answer.headers.get('Content-Security-Policy')!, /default-src 'none';.* sandbox/)
    assert.match(
      (await get('resolve/main/page.html?download=true')).headers.get('Content-Disposition')!,
      /^attachment;/,
    )
    assert.equal((await get('resolve/main/page.html?noContentDisposition=1')).headers.get('Content-Disposition'), null)
  })

  test('of what is not there says what is missing, and from which commit', async () => {
    for (const path of ['none', 'gone', 'small.txt/x', 'SMALL.TXT', '%20small.txt', 'small.txt%20'])
      for (const verb of ['resolve', 'raw']) {
        const answer = await get(`${verb}/main/${path}`)
        assert.equal(answer.headers.get('X-Repo-Commit'), head)
        await refused(answer, { status: 404, code: 'EntryNotFound', says: /^Entry not found/ })
      }
    assert.equal((await get(`resolve/${first}/gone`)).status, 200)
    for (const path of ['resolve/main/', 'resolve/main'])
      await refused(get(path), { status: 404, code: 'EntryNotFound', says: /^Entry not found/ })
    for (const revision of ['none', 'refs%2Fpr%2F1', '0'.repeat(40), first.slice(0, 6), `${first}0`])
      await refused(get(`resolve/${revision}/small.txt`), {
        status: 404,
        code: 'RevisionNotFound',
        says: /Invalid rev id/,
      })
  })

  test('of an id without a namespace is of no repo', async () => {
    for (const path of [
      '/gpt2/resolve/main/config.json',
      '/datasets/squad/resolve/main/README.md',
      '/api/models/gpt2',
      '/api/datasets/squad/revision/main',
    ]) {
      const hidden = { status: 401, code: 'RepoNotFound', says: /Repository not found/ }
      await refused(send(hub, 'GET', path), hidden)
      await refused(send(hub, 'GET', path, { as: alice }), { status: 404, code: 'RepoNotFound', says: /not found/ })
      assert.equal((await send(hub, 'HEAD', path)).headers.get('X-Error-Code'), 'RepoNotFound')
    }
  })
})

describe('raw', () => {
  test('shows a file as git has it: an LFS file is its pointer', async () => {
    const answer = await get('raw/main/w.bin')
    assert.equal(await answer.text(), pointerText(weights))
    assert.notEqual(answer.headers.get('ETag'), `"${etags['w.bin']}"`)
    assert.equal(answer.headers.get('X-Linked-Etag'), null)
    assert.equal(answer.headers.get('Content-Length'), String(pointerText(weights).length))
    assert.equal(await (await get('raw/main/small.txt')).text(), '0123456789')
    assert.equal((await get('raw/main/small.txt', {}, 'HEAD')).status, 200)
  })
})

const raw = (path: string) => sendRaw(hub, { method: 'GET', path })

describe('an address that is none', () => {
  test('is refused before anybody looks for it', async () => {
    const bad = ['%ff', '%c3%28', 'a%00b', '%', '%zz', '%ed%a0%80', 'x'.repeat(20_000)]
    for (const path of bad) {
      const answer = await raw(`/alice/files/resolve/main/${path}`)
      assert.equal(answer.status, 400, path.slice(0, 20))
      assert.match(answer.text, /\{"error":"The address/)
    }
  })

  test('or leads nowhere', async () => {
    for (const path of ['..', '../../small.txt', '%2e%2e%2fsmall.txt', '/small.txt', '.git/config']) {
      const answer = await raw(`/alice/files/resolve/main/${path}`)
      assert.equal(answer.status, 404, path)
    }
    for (const path of [
      '//alice/files/resolve/main/small.txt',
      '/alice%2Ffiles/resolve/main/small.txt',
      '/.',
      '/%2e%2e/%2e%2e/resolve/main/x',
    ])
      assert.ok([401, 404].includes((await raw(path)).status), path)
  })

  test('whatever host it is asked of', async () => {
    for (const host of ['', '[', 'a b', 'x'.repeat(300), '%00', '"><script>']) {
      const answer = await sendRaw(hub, {
        method: 'GET',
        path: '/api/models/alice/files/tree/main?limit=1',
        headers: { Host: host },
      })
      assert.ok([200, 400].includes(answer.status), `${host} ${answer.status}`)
    }
  })
})
