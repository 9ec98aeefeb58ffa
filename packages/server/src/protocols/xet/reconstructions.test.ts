import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  createFileHasher,
  createXorbReader,
  encodeShard,
  hashToText,
  verificationHash,
  type Xorb,
} from '@kaihub/formats/xet'
import { limits } from '../../config/limits.ts'
import type { Fetch, XetHash } from '../../features/content/index.ts'
import type { NamespaceId, RepoId } from '../../kit/ids.ts'
import { createRepo, json } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'
import { xetContent, type XetContent } from '../../testing/xet-content.ts'
import { askCas, uploadChunks, xetToken, type XetToken } from '../../testing/xet-requests.ts'
import { presentV2, type AddressOf } from './reconstruction.ts'

type Extent = { start: number; end: number }
type Term = { hash: string; unpacked_length: number; range: Extent }
type V1Fetch = { range: Extent; url: string; url_range: Extent }
type V1 = { offset_into_first_range: number; terms: Term[]; fetch_info: Record<string, V1Fetch[]> }
type V2Fetch = { url: string; ranges: { chunks: Extent; bytes: Extent }[] }
type V2 = { offset_into_first_range: number; terms: Term[]; xorbs: Record<string, V2Fetch[]> }
type Batch = { files: Record<string, Term[]>; fetch_info: Record<string, V1Fetch[]> }

let hub: TestHub
let alice: Person
let read: XetToken
const content = randomBytes(2_000_000)
const packed = xetContent(content)
const xorb = readXorb(packed)
/** Chunks 12 to 15, then 2 to 5, then 2 to 4 of the same xorb. */
const patchwork = patchworkOf([
  [12, 15],
  [2, 5],
  [2, 4],
])
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'xet')
  await uploadChunks(hub, 'alice/xet', content, { as: alice })
  const write = await xetToken(hub, 'alice/xet', 'write', alice)
  const answer = await askCas(write, '/v1/shards', { body: patchwork.shard })
  assert.equal(answer.status, 200, await answer.text())
  read = await xetToken(hub, 'alice/xet', 'read')
})
after(() => hub[Symbol.asyncDispose]())

function readXorb({ xorbBytes }: XetContent): Xorb {
  const reader = createXorbReader()
  reader.write(xorbBytes)
  return reader.end()
}

function startOf(chunk: number): number {
  return chunk === 0 ? 0 : xorb.chunks.contentEnds[chunk - 1]!
}

function patchworkOf(pieces: [start: number, end: number][]) {
  const hasher = createFileHasher()
  const parts: Buffer[] = []
  const terms = pieces.map(([start, end]) => {
    hasher.addRange(xorb.chunks, start, end)
    const part = content.subarray(startOf(start), startOf(end))
    parts.push(part)
    const verification = verificationHash(xorb.chunks.hashes.subarray(start * 32, end * 32))
    return { xorbHash: xorb.hash, contentBytes: part.length, start, end, verification }
  })
  const bytes = Buffer.concat(parts)
  const hash = hasher.digest()
  const sha256 = createHash('sha256').update(bytes).digest()
  const shard = Buffer.from(encodeShard({ files: [{ hash, terms, sha256 }], xorbs: [] }))
  return { file: hashToText(hash) as XetHash, bytes, shard }
}

const ask = (file: string, range?: string, version = 'v2', token = read) =>
  askCas(token, `/${version}/reconstructions/${file}`, range ? { headers: { Range: range } } : {})

type Get = (term: Term) => Promise<{ bytes: Buffer; firstChunk: number }>

/** The file as a client makes it of an answer. */
async function rebuild({ offset_into_first_range, terms }: V1 | V2, get: Get): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const { hash, range, unpacked_length } of terms) {
    const { bytes, firstChunk } = await get({ hash, range, unpacked_length })
    const chunks: Buffer[] = []
    createXorbReader((chunk) => chunks.push(Buffer.from(chunk.content))).write(bytes)
    const part = Buffer.concat(chunks.slice(range.start - firstChunk, range.end - firstChunk))
    assert.equal(part.length, unpacked_length)
    parts.push(part)
  }
  return Buffer.concat(parts).subarray(offset_into_first_range)
}

const isWithin = (inner: Extent, outer: Extent) => outer.start <= inner.start && inner.end <= outer.end

async function fetchRange(url: string, { start, end }: Extent): Promise<Buffer> {
  const answer = await fetch(url, { headers: { Range: `bytes=${start}-${end}` } })
  assert.equal(answer.status, 206)
  return Buffer.from(await answer.arrayBuffer())
}

const fromV2 =
  ({ xorbs }: V2): Get =>
  async ({ hash, range }) => {
    for (const { url, ranges } of xorbs[hash]!)
      for (const { chunks, bytes } of ranges)
        if (isWithin(range, chunks)) return { bytes: await fetchRange(url, bytes), firstChunk: chunks.start }
    throw new Error('a term is nowhere')
  }

const fromV1 =
  ({ fetch_info }: Pick<V1, 'fetch_info'>): Get =>
  async ({ hash, range }) => {
    const found = fetch_info[hash]!.find((each) => isWithin(range, each.range))!
    return { bytes: await fetchRange(found.url, found.url_range), firstChunk: found.range.start }
  }

describe('a reconstruction', () => {
  test('makes the file, in both shapes, whole and in ranges', async () => {
    for (const [file, bytes] of [
      [packed.file, content],
      [patchwork.file, patchwork.bytes],
    ] as const) {
      const size = bytes.length
      const ranges: [string | undefined, number, number][] = [
        [undefined, 0, size],
        ['bytes=0-', 0, size],
        ['bytes=0-0', 0, 1],
        [`bytes=${size - 1}-${size - 1}`, size - 1, size],
        [`bytes=${size >> 2}-${size >> 1}`, size >> 2, (size >> 1) + 1],
        ['bytes=100000-255999999', 100_000, size],
        [`bytes=${size - 70_000}-18446744073709551615`, size - 70_000, size],
      ]
      for (const [range, start, end] of ranges) {
        const v2 = await json<V2>(ask(file, range))
        const v1 = await json<V1>(ask(file, range, 'v1'))
        for (const made of [await rebuild(v2, fromV2(v2)), await rebuild(v1, fromV1(v1))])
          assert.ok(made.subarray(0, end - start).equals(bytes.subarray(start, end)), range)
      }
    }
  })

  test('asks for each chunk once, in ranges that ascend', async () => {
    const { terms, xorbs, offset_into_first_range } = await json<V2>(ask(patchwork.file))
    assert.deepEqual(
      terms.map(({ hash, range }) => [hash, range.start, range.end]),
      [
        [packed.xorb, 12, 15],
        [packed.xorb, 2, 5],
        [packed.xorb, 2, 4],
      ],
    )
    assert.equal(offset_into_first_range, 0)
    const [entry, ...more] = xorbs[packed.xorb]!
    assert.deepEqual(more, [])
    assert.deepEqual(
      entry!.ranges.map(({ chunks }) => chunks),
      [
        { start: 2, end: 5 },
        { start: 12, end: 15 },
      ],
    )
    const v1 = await json<V1>(ask(patchwork.file, undefined, 'v1'))
    const urls = v1.fetch_info[packed.xorb]!.map(({ url }) => url)
    assert.equal(new Set(urls).size, 2)
  })

  test('of a range beyond the end is refused with the size', async () => {
    for (const version of ['v1', 'v2'])
      for (const range of [`bytes=${content.length}-`, 'bytes=256000000-767999999']) {
        const answer = await ask(packed.file, range, version)
        assert.equal(answer.status, 416)
        assert.equal(answer.headers.get('Content-Range'), `bytes */${content.length}`)
      }
  })

  test('of what is no range is refused', async () => {
    for (const range of ['bytes=5-4', 'bytes=0-1,3-4', 'bytes=-5', 'bytes=a-b', 'items=0-1'])
      assert.equal((await ask(packed.file, range)).status, 400, range)
  })

  test('of several files at once has each chunk once', async () => {
    const files = [packed.file, patchwork.file]
    const body = JSON.stringify([...files, packed.file].map((hash) => ({ prefix: 'default', hash })))
    const answers = [
      await json<Batch>(askCas(read, '/v1/reconstructions', { body })),
      await json<Batch>(askCas(read, `/v1/reconstructions?file_id=${files.join('&file_id=')}`)),
    ]
    for (const batch of answers) {
      assert.deepEqual(Object.keys(batch.files).toSorted(), files.toSorted())
      assert.equal(batch.fetch_info[packed.xorb]!.length, 1)
      for (const [file, bytes] of [
        [packed.file, content],
        [patchwork.file, patchwork.bytes],
      ] as const) {
        const recipe = { offset_into_first_range: 0, terms: batch.files[file]!, fetch_info: batch.fetch_info }
        assert.ok((await rebuild(recipe, fromV1(recipe))).equals(bytes))
      }
    }
    assert.deepEqual(await json(askCas(read, '/v1/reconstructions', { body: '[]' })), { files: {}, fetch_info: {} })
  })

  test('of several files is refused when one is unknown or there are too many', async () => {
    const unknown = { hash: 'a'.repeat(64) }
    const status = async (files: object[]) =>
      (await askCas(read, '/v1/reconstructions', { body: JSON.stringify(files) })).status
    assert.equal(await status([{ hash: packed.file }, unknown]), 404)
    assert.equal(await status([{ hash: 'x' }]), 400)
    assert.equal(await status(Array.from({ length: limits.xetBatchFiles + 1 }, () => unknown)), 400)
    assert.equal((await askCas(read, '/v1/reconstructions')).status, 400)
  })

  test('has as many addresses as it takes to keep each short, and no two alike', () => {
    const xorbHash = packed.xorb
    const fetches = Array.from({ length: 4096 }, (_, i): Fetch => {
      const chunks = { start: i * 2, end: i * 2 + 1 }
      const start = 60_000_000 + i * 1000
      return { chunks, bytes: { start, end: start + 999 } }
    })
    const { signFetch } = hub.services.content.xet
    const reader = { repoId: 1_000_000 as RepoId, by: 1_000_000 as NamespaceId, tokenId: 1_000_000 }
    const addressOf: AddressOf = (ticket) =>
      `https://hub.example.org/cas/fetch/${ticket.xorb}?${signFetch(reader, ticket)}`
    const recipe = { offsetIntoFirstTerm: 0, terms: [], fetches: new Map([[xorbHash, fetches]]) }
    const entries = presentV2(recipe, addressOf).xorbs[xorbHash]!
    assert.equal(new Set(entries.map(({ url }) => url)).size, Math.ceil(4096 / 300))
    assert.ok(entries.every(({ url }) => url.length < 8 * 1024))
    assert.deepEqual(
      entries.flatMap(({ ranges }) => ranges.map(({ chunks }) => chunks.start)),
      fetches.map(({ chunks }) => chunks.start),
    )
  })
})
