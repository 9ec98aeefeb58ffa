import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { sha256 } from '../../kit/digest.ts'
import { isHubError } from '../../kit/errors.ts'
import type { PartStore } from '../../ports/blob-store.ts'
import { createDiskPartStore } from './part-store.ts'

describe('pieces of uploads on local disk', () => {
  let folder: string
  let store: PartStore
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kaihub-parts-'))
    store = createDiskPartStore(folder)
  })
  afterEach(async () => {
    const waiting = await readdir(path.join(folder, 'tmp')).catch(() => [])
    await rm(folder, { recursive: true })
    assert.deepEqual(waiting, [])
  })

  it('come back as they were sent, in the order of their numbers', async () => {
    const pieces = [randomBytes(5_000_000), randomBytes(1), randomBytes(70_000)]
    for (const part of [10, 2, 1]) {
      const bytes = pieces[part % 3]!
      assert.deepEqual(await store.put('upload-1', part, oneByOne(bytes), 5_000_000), {
        digest: sha256(bytes),
        sizeBytes: bytes.length,
      })
    }
    const sizes = [1, 2, 10].map((part) => [part, pieces[part % 3]!.length] as const)
    assert.deepEqual([...(await store.list('upload-1'))], sizes)
    for (const [part] of sizes) assert.deepEqual(await collect(store.read('upload-1', part)), pieces[part % 3])
  })

  it('are replaced when they are sent again', async () => {
    await store.put('a', 1, oneByOne(randomBytes(100)), 100)
    const bytes = randomBytes(50)
    await store.put('a', 1, oneByOne(bytes), 100)
    assert.deepEqual(await collect(store.read('a', 1)), bytes)
  })

  it('are not kept when too large or interrupted', async () => {
    await assert.rejects(store.put('a', 1, oneByOne(randomBytes(101)), 100), (error) =>
      isHubError(error, 'BodyTooLarge'),
    )
    await assert.rejects(store.put('a', 1, broken(), 100), /gone/)
    assert.deepEqual([...(await store.list('a'))], [])
    await assert.rejects(collect(store.read('a', 1)), (error) => isHubError(error, 'UploadIncomplete'))
  })

  it('go with their upload', async () => {
    await store.put('a', 1, oneByOne(randomBytes(10)), 100)
    await store.put('b', 1, oneByOne(randomBytes(10)), 100)
    assert.deepEqual((await store.uploads()).toSorted(), ['a', 'b'])
    await store.remove('a')
    await store.remove('never-was')
    assert.deepEqual(await store.uploads(), ['b'])
  })

  it('stay inside their folder', async () => {
    for (const upload of ['..', '.', '', 'a/b', '../x', 'a\0b', 'x'.repeat(129)]) {
      await assert.rejects(store.put(upload, 1, oneByOne(Buffer.of(1)), 10), (error) => isHubError(error, 'BadRequest'))
      await assert.rejects(store.list(upload), (error) => isHubError(error, 'BadRequest'))
      await assert.rejects(
        async () => store.remove(upload),
        (error) => isHubError(error, 'BadRequest'),
      )
    }
  })
})

async function* oneByOne(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Buffer[] = []
  for await (const part of parts) copies.push(Buffer.from(part))
  return Buffer.concat(copies)
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield randomBytes(10)
  throw new Error('gone')
}
