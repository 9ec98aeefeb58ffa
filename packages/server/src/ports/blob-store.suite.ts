import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { sha256, type Digest } from '../kit/digest.ts'
import { isHubError } from '../kit/errors.ts'
import type { BlobStore, ByteRange } from './blob-store.ts'

export type StoreUnderTest = {
  store: BlobStore
  /** what unfinished uploads left in the store; must be nothing after every test */
  leftOvers: () => Promise<string[]>
  /** files or connections still held; must be none after every test */
  openHandles: () => Promise<string[]>
  remove: () => Promise<void>
}

/** What every blob store must do. An adapter's test calls this with a fresh store for each test. */
export function blobStoreSuite(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let under: StoreUnderTest
    let store: BlobStore

    beforeEach(async () => {
      under = await create()
      store = under.store
    })
    afterEach(async () => {
      try {
        assert.deepEqual(await under.leftOvers(), [])
        assert.deepEqual(await under.openHandles(), [])
      } finally {
        await under.remove()
      }
    })

    describe('writing', () => writing(() => store))
    describe('failing', () => failing(() => store))
    describe('reading', () => reading(() => store))
    describe('keeping house', () => housekeeping(() => store))
  })
}

function writing(store: () => BlobStore): void {
  it('gives back what it was given, under its SHA-256', async () => {
    const bytes = randomBytes(100_000)
    const put = await putBlob(store(), [bytes])
    assert.deepEqual(put, { digest: sha256(bytes), sizeBytes: 100_000 })
    assert.equal(await store().size(put.digest), 100_000)
    assert.deepEqual(await readBlob(store(), put.digest), bytes)
    await using blob = (await store().open(put.digest))!
    const some = Buffer.alloc(40_000)
    await blob.readInto(60_000, some)
    assert.deepEqual(some, bytes.subarray(60_000))
    await assert.rejects(async () => blob.readInto(60_001, some))
  })

  it('keeps an empty blob', async () => {
    const { digest, sizeBytes } = await putBlob(store(), [])
    assert.equal(digest, sha256(''))
    assert.equal(sizeBytes, 0)
    assert.equal(await store().size(digest), 0)
    assert.equal((await readBlob(store(), digest)).length, 0)
  })

  for (const [partBytes, totalBytes] of [
    [1, 5_000],
    [65_536, 9_000_001],
    [4_194_303, 13_000_000],
    [4_194_304, 12_582_912],
    [11_000_000, 33_000_000],
  ] as const) {
    it(`takes ${totalBytes} bytes in parts of ${partBytes}`, async () => {
      const bytes = randomBytes(totalBytes)
      const put = await putBlob(store(), cut(bytes, partBytes), { digest: sha256(bytes), sizeBytes: totalBytes })
      assert.equal(put.digest, sha256(bytes))
      assert.equal(await digestOf(store(), put.digest), put.digest)
    })
  }

  it('lets the writer reuse its buffer after each write', async () => {
    const bytes = randomBytes(10_000_000)
    const buffer = Buffer.alloc(300_000)
    await using staged = await store().stage()
    for (const part of cut(bytes, buffer.length)) {
      part.copy(buffer)
      await staged.write(buffer.subarray(0, part.length))
      buffer.fill(0)
    }
    const { digest } = await staged.commit({ digest: sha256(bytes) })
    assert.deepEqual(await readBlob(store(), digest), bytes)
  })

  it('takes the same blob several times at once', async () => {
    const bytes = randomBytes(6_000_000)
    const expected = { digest: sha256(bytes), sizeBytes: bytes.length }
    const puts = await Promise.all([1, 2, 3, 4].map(() => putBlob(store(), cut(bytes, 500_000), expected)))
    for (const put of puts) assert.deepEqual(put, expected)
    assert.equal((await listAll(store())).length, 1)
    assert.deepEqual(await readBlob(store(), expected.digest), bytes)
  })

  it('goes on serving an open blob while the same is uploaded again', async () => {
    const bytes = randomBytes(3_000_000)
    const { digest } = await putBlob(store(), [bytes])
    await using blob = (await store().open(digest))!
    const parts = blob.read()[Symbol.asyncIterator]()
    const first = Buffer.from((await parts.next()).value)
    await putBlob(store(), [bytes])
    assert.deepEqual(first, bytes.subarray(0, first.length))
    let seen = first.length
    for (let next = await parts.next(); !next.done; next = await parts.next()) seen += next.value.length
    assert.equal(seen, bytes.length)
  })

  it('shows nothing before commit', async () => {
    const bytes = randomBytes(5_000_000)
    await using staged = await store().stage()
    await staged.write(bytes)
    assert.equal(await store().size(sha256(bytes)), null)
    assert.deepEqual(await listAll(store()), [])
  })
}

function failing(store: () => BlobStore): void {
  const bytes = randomBytes(5_000_000)

  for (const [what, expected] of [
    ['digest', { digest: sha256('other bytes') }],
    ['size', { sizeBytes: 4_999_999 }],
    ['size, though the digest is right', { digest: sha256(bytes), sizeBytes: 5_000_001 }],
  ] as const) {
    it(`keeps nothing of a blob with the wrong ${what}`, async () => {
      const staged = await store().stage()
      await staged.write(bytes)
      await assert.rejects(staged.commit(expected), (error) => isHubError(error, 'DigestMismatch'))
      assert.equal(await store().size(sha256(bytes)), null)
      assert.deepEqual(await listAll(store()), [])
    })
  }

  it('can be cancelled at any moment, also twice', async () => {
    const untouched = await store().stage()
    await untouched.cancel()
    await untouched.cancel()
    const staged = await store().stage()
    await staged.write(bytes)
    await staged.cancel()
    await assert.rejects(staged.commit())
    await assert.rejects(staged.write(bytes))
    assert.deepEqual(await listAll(store()), [])
  })

  it('can be cancelled while a write is under way', async () => {
    const staged = await store().stage()
    const write = staged.write(randomBytes(40_000_000)).catch(() => {})
    await staged.cancel()
    await write
  })

  it('holds nothing open for a sealed blob, which is named or given up later', async () => {
    const bytes = randomBytes(3_000_000)
    const [kept, given] = [await store().stage(), await store().stage()]
    for (const staged of [kept, given]) {
      await staged.write(bytes)
      assert.deepEqual(await staged.seal(), { digest: sha256(bytes), sizeBytes: bytes.length })
    }
    assert.equal(await store().size(sha256(bytes)), null)
    assert.deepEqual(await kept.commit(), { digest: sha256(bytes), sizeBytes: bytes.length })
    await given.cancel()
    await kept.cancel()
    assert.deepEqual(await readBlob(store(), sha256(bytes)), bytes)
  })

  it('names a sealed blob only when it is what was expected', async () => {
    await using staged = await store().stage()
    await staged.write(Buffer.from('test'))
    await staged.seal()
    await assert.rejects(staged.commit({ sizeBytes: 5 }), (error) => isHubError(error, 'DigestMismatch'))
    assert.equal(await store().size(sha256('test')), null)
  })

  it('keeps a committed blob that is cancelled too late', async () => {
    const staged = await store().stage()
    await staged.write(bytes)
    const { digest } = await staged.commit()
    await staged.cancel()
    assert.deepEqual(await readBlob(store(), digest), bytes)
  })

  it('cancels when the block ends before commit', async () => {
    {
      await using staged = await store().stage()
      await staged.write(bytes)
    }
    assert.deepEqual(await listAll(store()), [])
  })
}

function reading(store: () => BlobStore): void {
  const bytes = randomBytes(3_333_333)
  let digest: Digest
  beforeEach(async () => {
    digest = (await putBlob(store(), [bytes])).digest
  })

  it('knows nothing of a blob it does not have', async () => {
    assert.equal(await store().open(sha256('missing')), null)
    assert.equal(await store().size(sha256('missing')), null)
  })

  for (const [first, last] of [
    [0, 0],
    [0, 3_333_332],
    [3_333_332, 3_333_332],
    [262_143, 262_144],
    [524_288, 1_048_575],
    [1_048_575, 2_097_153],
    [17, 3_000_000],
  ] as const) {
    it(`reads bytes ${first} to ${last}`, async () => {
      assert.deepEqual(await readBlob(store(), digest, { first, last }), bytes.subarray(first, last + 1))
    })
  }

  it('refuses ranges that are not in the blob: they are our own mistake', async () => {
    await using blob = (await store().open(digest))!
    for (const [first, last] of [
      [0, bytes.length],
      [-1, 3],
      [5, 4],
      [0.5, 4],
      [bytes.length, bytes.length],
    ] as const) {
      assert.throws(() => blob.read({ first, last }), assert.AssertionError)
    }
    const empty = await putBlob(store(), [])
    await using none = (await store().open(empty.digest))!
    assert.throws(() => none.read({ first: 0, last: 0 }), assert.AssertionError)
  })

  it('keeps each part unchanged until the next is asked for', async () => {
    await using blob = (await store().open(digest))!
    const hash = createHash('sha256')
    for await (const part of blob.read()) {
      const before = sha256(part)
      // Long enough for the read-ahead to land in the wrong buffer, if it were the wrong one.
      await sleep(20)
      assert.equal(sha256(part), before)
      hash.update(part)
    }
    assert.equal(hash.digest('hex'), digest)
  })

  it('reads one blob several times at once', async () => {
    await using blob = (await store().open(digest))!
    const ranges = [0, 1, 2, 3, 4].map((first) => ({ first, last: bytes.length - 1 - first }))
    const read = await Promise.all(ranges.map((range) => collect(blob.read(range))))
    for (const [at, { first, last }] of ranges.entries()) assert.deepEqual(read[at], bytes.subarray(first, last + 1))
  })

  it('lets go of everything when the reader stops early', async () => {
    for (let round = 0; round < 20; round += 1) {
      await using blob = (await store().open(digest))!
      for await (const part of blob.read()) if (part.length > 0) break
      // A reader may also just forget the rest.
      await blob.read()[Symbol.asyncIterator]().next()
    }
    await nextTurn()
  })
}

function housekeeping(store: () => BlobStore): void {
  it('lists every blob with size and time', async () => {
    const started = Date.now() - 5_000
    const blobs = new Map<string, number>()
    for (const length of [0, 1, 1000, 70_000]) {
      const put = await putBlob(store(), [randomBytes(length)])
      blobs.set(put.digest, put.sizeBytes)
    }
    const listed = await listAll(store())
    assert.deepEqual(new Map(listed.map((blob) => [blob.digest, blob.sizeBytes])), blobs)
    for (const { modifiedAt } of listed) assert.ok(modifiedAt.getTime() >= started)
  })

  it('deletes a blob, also one that is not there', async () => {
    const { digest } = await putBlob(store(), [randomBytes(1000)])
    await store().delete(digest)
    await store().delete(digest)
    assert.equal(await store().open(digest), null)
    assert.deepEqual(await listAll(store()), [])
  })

  it('sweeps old interrupted uploads and nothing else', async () => {
    const kept = await putBlob(store(), [randomBytes(1000)])
    await using staged = await store().stage()
    await staged.write(randomBytes(5_000_000))
    assert.equal(await store().sweep(new Date(Date.now() - 60_000)), 0)
    assert.equal(await store().sweep(new Date(Date.now() + 60_000)), 1)
    assert.equal(await store().size(kept.digest), 1000)
  })

  it('has nothing to list or sweep when new', async () => {
    assert.deepEqual(await listAll(store()), [])
    assert.equal(await store().sweep(new Date(Date.now() + 60_000)), 0)
  })
}

type Put = { digest: Digest; sizeBytes: number }

async function putBlob(store: BlobStore, parts: Iterable<Uint8Array>, expected?: Partial<Put>): Promise<Put> {
  await using staged = await store.stage()
  for (const part of parts) await staged.write(part)
  return await staged.commit(expected)
}

type Listed = Put & { modifiedAt: Date }

async function listAll(store: BlobStore): Promise<Listed[]> {
  const blobs: Listed[] = []
  for await (const blob of store.list()) blobs.push(blob)
  return blobs
}

async function readBlob(store: BlobStore, digest: Digest, range?: ByteRange): Promise<Buffer> {
  await using blob = await store.open(digest)
  assert.ok(blob, 'the blob is missing')
  return await collect(blob.read(range))
}

async function digestOf(store: BlobStore, digest: Digest): Promise<string> {
  await using blob = await store.open(digest)
  assert.ok(blob, 'the blob is missing')
  const hash = createHash('sha256')
  for await (const part of blob.read()) hash.update(part)
  return hash.digest('hex')
}

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Buffer[] = []
  for await (const part of parts) copies.push(Buffer.from(part))
  return Buffer.concat(copies)
}

function* cut(bytes: Buffer, partBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes)
}
