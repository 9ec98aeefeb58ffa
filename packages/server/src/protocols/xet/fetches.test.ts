import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../config/limits.ts'
import type { Reader } from '../../features/content/index.ts'
import { holderOf } from '../../kit/actor.ts'
import { createRepo, json } from '../../testing/requests.ts'
import { openFilesUnder } from '../../testing/footprint.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'
import { xetContent } from '../../testing/xet-content.ts'
import { uploadChunks } from '../../testing/xet-requests.ts'

let hub: TestHub
let alice: Person
let reader: Reader
const start = new Date('2026-11-22T10:00:00.000Z')
let now = start
const content = randomBytes(1_500_000)
const packed = xetContent(content)
const bytes = packed.xorbBytes
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'xet', { private: true })
  await uploadChunks(hub, 'alice/xet', content, { as: alice })
  const { accounts, repos } = hub.services
  const person = await accounts.actorNamed('alice')
  const { id } = await repos.getReadable(person, { type: 'model', namespace: 'alice', name: 'xet' })
  reader = { repoId: id, ...holderOf(person) }
})
after(() => hub[Symbol.asyncDispose]())

/** Both ends counted in, as in the address. */
type Ranges = [first: number, last: number][]

function address(ranges: Ranges): string {
  const extents = ranges.map(([first, last]) => ({ start: first, end: last + 1 }))
  const query = hub.services.content.xet.signFetch(reader, { xorb: packed.xorb, ranges: extents })
  return `${hub.url}/cas/fetch/${packed.xorb}?${query}`
}

const written = (ranges: Ranges): string => `bytes=${ranges.map((range) => range.join('-')).join(',')}`
const get = (url: string, range?: string, method = 'GET') =>
  fetch(url, { method, ...(range ? { headers: { Range: range } } : {}) })
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const slice = ([first, last]: [number, number]) => bytes.subarray(first, last + 1)

/** The parts of a multipart answer: where each lies, and its bytes. */
async function partsOf(answer: Response): Promise<{ place: string; content: Buffer }[]> {
  const type = answer.headers.get('Content-Type') ?? ''
  const [, boundary = ''] = /^multipart\/byteranges; boundary=([\w-]{24,70})$/.exec(type) ?? []
  assert.ok(boundary, type)
  let body = await bytesOf(answer)
  assert.equal(answer.headers.get('Content-Length'), String(body.length))
  const parts = []
  const [open, close] = [`--${boundary}\r\n`, `--${boundary}--\r\n`]
  while (!body.equals(Buffer.from(close))) {
    assert.equal(body.subarray(0, open.length).toString('latin1'), open)
    const end = body.indexOf('\r\n\r\n')
    const head = body.subarray(open.length, end).toString('latin1')
    const [, place = '', length] =
      /^Content-Type: application\/octet-stream\r\nContent-Range: (bytes (\d+-\d+)\/\d+)$/.exec(head) ?? []
    const [first = 0, last = 0] = (length ?? '').split('-').map(Number)
    const content = body.subarray(end + 4, end + 4 + last - first + 1)
    parts.push({ place, content })
    body = body.subarray(end + 4 + content.length)
    assert.equal(body.subarray(0, 2).toString('latin1'), '\r\n')
    body = body.subarray(2)
  }
  return parts
}

describe('a signed address', () => {
  test('gives the one range that it opens, or a part of it', async () => {
    const url = address([[1000, 199_999]])
    for (const [range, wanted] of [
      [undefined, [1000, 199_999]],
      ['bytes=1000-199999', [1000, 199_999]],
      ['bytes=50000-50000', [50_000, 50_000]],
    ] as [string | undefined, [number, number]][]) {
      const answer = await get(url, range)
      assert.equal(answer.status, 206)
      assert.equal(answer.headers.get('Content-Range'), `bytes ${wanted.join('-')}/${bytes.length}`)
      assert.equal(answer.headers.get('Content-Length'), String(wanted[1] - wanted[0] + 1))
      assert.equal(answer.headers.get('Content-Type'), 'application/octet-stream')
      assert.match(answer.headers.get('Cache-Control') ?? '', /^private, max-age=\d+, immutable$/)
      assert.equal(answer.headers.get('ETag'), `"${packed.xorb}"`)
      assert.ok((await bytesOf(answer)).equals(slice(wanted)))
      const head = await get(url, range, 'HEAD')
      assert.deepEqual([head.status, head.headers.get('Content-Length')], [206, answer.headers.get('Content-Length')])
      assert.equal((await bytesOf(head)).length, 0)
    }
  })

  test('gives several ranges as parts, in the order asked for, and single ones of them', async () => {
    const ranges: Ranges = [
      [0, 99],
      [100_000, 399_999],
      [bytes.length - 5, bytes.length - 1],
    ]
    const url = address(ranges)
    const [one, two, three] = ranges as [[number, number], [number, number], [number, number]]
    for (const [asked, wanted] of [
      [written(ranges), ranges],
      [undefined, ranges],
      [written([three, one]), [three, one]],
      [
        'bytes=0-9,10-19',
        [
          [0, 9],
          [10, 19],
        ],
      ],
    ] as [string | undefined, Ranges][]) {
      const answer = await get(url, asked)
      assert.equal(answer.status, 206)
      assert.equal(answer.headers.get('Content-Range'), null)
      const parts = await partsOf(answer)
      assert.deepEqual(
        parts.map(({ place }) => place),
        wanted.map((range) => `bytes ${range.join('-')}/${bytes.length}`),
      )
      assert.ok(parts.every(({ content }, i) => content.equals(slice(wanted[i]!))))
    }
    assert.ok((await bytesOf(await get(url, written([two])))).equals(slice(two)))
    assert.ok((await bytesOf(await get(url, `bytes=${three[0]}-`))).equals(slice(three)))
  })

  test('gives no bytes but those', async () => {
    const url = address([
      [100, 199],
      [300, 399],
    ])
    for (const range of [
      '0-99',
      '99-150',
      '150-200',
      '150-350',
      '200-299',
      '350-',
      '0-',
      '100-150,200-210',
      '9999999-',
    ])
      assert.equal((await get(url, `bytes=${range}`)).status, 403, range)
    const again = Array.from({ length: 3 }, () => '100-199').join(',')
    assert.equal((await get(url, `bytes=${again}`)).status, 416)
    const wide = address([[0, bytes.length - 1]])
    const many = Array.from({ length: limits.xetRequestRanges + 1 }, (_, i) => `${i * 2}-${i * 2}`).join(',')
    assert.equal((await get(wide, `bytes=${many}`)).status, 416)
  })

  test('cannot be made up or changed', async () => {
    const url = new URL(address([[0, 999]]))
    const names = [...url.searchParams.keys()]
    assert.ok(names.length >= 3)
    for (const name of names)
      for (const change of [
        (value: string) => `${value}0`,
        (value: string) => value.slice(0, -1),
        (value: string) => (value.startsWith('1') ? '2' : '1') + value.slice(1),
        () => '',
        () => null,
      ]) {
        const changed = new URL(url)
        const value = change(url.searchParams.get(name)!)
        if (value === null) changed.searchParams.delete(name)
        else changed.searchParams.set(name, value)
        const answer = await get(changed.href)
        assert.equal(answer.status, 403, changed.href)
        assert.match((await json<{ error: string }>(answer)).error, /not valid/)
      }
    const other = url.href.replace(packed.xorb, 'b'.repeat(64))
    assert.equal((await get(other)).status, 403)
    assert.equal((await get(`${hub.url}/cas/fetch/${packed.xorb}`)).status, 403)
    assert.equal((await get(`${hub.url}/cas/fetch/x${url.search}`)).status, 400)
    assert.equal((await get(url.href)).status, 206)
  })

  test('expires, and then says where to get another', async () => {
    const url = address([[0, 999]])
    now = new Date(start.getTime() + limits.xetFetchSeconds * 1000)
    assert.equal((await get(url)).status, 206)
    now = new Date(start.getTime() + (limits.xetFetchSeconds + 61) * 1000)
    const answer = await get(url)
    assert.equal(answer.status, 403)
    assert.match((await json<{ error: string }>(answer)).error, /expired/)
    now = start
  })

  test('needs no credential and looks at none', async () => {
    const url = address([[0, 999]])
    const answer = await fetch(url, { headers: { Authorization: 'Bearer nonsense' } })
    assert.ok((await bytesOf(answer)).equals(bytes.subarray(0, 1000)))
  })

  test('leaves no file open', async () => {
    const left = await get(address([[0, bytes.length - 1]]))
    await left.body!.cancel()
    assert.equal((await get(address([[0, 9]]), 'bytes=20-30')).status, 403)
    for (let tries = 0; tries < 100 && (await openFilesUnder(hub.storageFolder)).length > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual(await openFilesUnder(hub.storageFolder), [])
  })
})
