import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { BrokenAssertion } from '../assert.ts'
import { FormatError } from '../../errors/index.ts'
import { seededRandom } from '../../testing/random.ts'
import { chunkHash, createFileHasher, hashUnderKey, verificationHash, xorbHash } from '../hash/names.ts'
import { hashFromText, hashToText } from '../hash/text.ts'
import type { Xorb } from '../xorb/chunk-index.ts'
import { encodeDedupAnswer } from './dedup-answer.ts'
import { readDedupAnswer } from './dedup-reader.ts'
import { readShard } from './reader.ts'
import type { ShardFile, ShardXorb } from './reader.ts'
import { encodeShard } from './writer.ts'

const lines = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')

/** As hf_xet posts it for a file of `hello world`. */
const upload = lines(`
48465265706f4d6574614461746100556967456a7b815783a5bdd95ccdd14aa902000000000000000000000000000000
fd5ce8b743dd5ef19fb913fe8f75e225f6d9e817a8df09dd7fdb26a1a7228754000000c0010000000000000000000000
119f359d8b37394e0213441f7a559081d97ba0cf5f4ea519b151e66f460bf56c000000000b0000000000000001000000
30ea5cffdc2fef220c8aed157ead426e5846c32e7d9e785eda47689458270dc100000000000000000000000000000000
083e4d93b9274db9faab7ddad7522ea5ee80537ae3ef84c4e9cdefe2acf7889000000000000000000000000000000000
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000000000000000000000000000
119f359d8b37394e0213441f7a559081d97ba0cf5f4ea519b151e66f460bf56c00000000010000000b00000000000000
119f359d8b37394e0213441f7a559081d97ba0cf5f4ea519b151e66f460bf56c000000000b0000000000000000000000
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000000000000000000000000000`)

/** An answer that hf_xet accepts and uses. */
const answer = lines(`
48465265706f4d6574614461746100556967456a7b815783a5bdd95ccdd14aa90200000000000000c800000000000000
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000000000000000000000000000
119f359d8b37394e0213441f7a559081d97ba0cf5f4ea519b151e66f460bf56c00000000010000000b00000013000000
1e2e095bd30c548f14a16904f1c313e6d01c3faccf3ebc0b02a505efa0572dc9000000000b0000000000000000000000
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000000000000000000000000000
119f359d8b37394e00000000
1e2e095bd30c548f0000000000000000
0100000000000000 3000000000000000 6000000000000000
f000000000000000 0000000000000000
f000000000000000 0100000000000000
fc00000000000000 0100000000000000
1111111111111111111111111111111111111111111111111111111111111111
267e026b00000000 a6b80b6b00000000
${'00'.repeat(48)} ${'00'.repeat(24)} 0c01000000000000`)

const sha256 = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'
const hello = chunkHash(Buffer.from('hello world'))
const helloXorb = (storedBytes: number): Xorb => ({
  hash: hello,
  chunks: { hashes: hello, storedEnds: Uint32Array.of(storedBytes), contentEnds: Uint32Array.of(11) },
})
const helloTerm = { xorbHash: hello, contentBytes: 11, start: 0, end: 1, verification: verificationHash(hello) }
const helloFile = {
  hash: hashFromText('f15edd43b7e85cfd25e2758ffe13b99fdd09dfa817e8d9f6548722a7a126db7f'),
  terms: [helloTerm],
  sha256: Buffer.from(sha256, 'hex'),
}

const plainFile = (file: ShardFile) => ({
  hash: file.hash,
  terms: Array.from({ length: file.termCount }, (_, at) => ({ ...file.term(at), verification: file.verification(at) })),
  sha256: file.sha256,
})
const plainXorb = ({ hash, chunkCount, contentBytes, storedBytes, chunk }: ShardXorb) => ({
  hash,
  contentBytes,
  storedBytes,
  chunks: Array.from({ length: chunkCount }, (_, at) => chunk(at)),
})
const readAll = (bytes: Uint8Array) => {
  const shard = readShard(bytes)
  return { files: [...shard.files()].map(plainFile), xorbs: [...shard.xorbs()].map(plainXorb) }
}

describe('shards as uploaded', () => {
  it('are written byte for byte as hf_xet writes them', () => {
    assert.deepEqual(encodeShard({ files: [helloFile], xorbs: [helloXorb(0)] }), upload)
  })

  it('are read, with the SHA-256 in its usual order', () => {
    const { files, xorbs } = readAll(upload)
    assert.deepEqual(files, [helloFile])
    assert.equal(files[0]?.sha256?.toString('hex'), sha256)
    assert.deepEqual(xorbs, [
      {
        hash: hello,
        contentBytes: 11,
        storedBytes: 0,
        chunks: [{ hash: hello, contentStart: 0, contentBytes: 11, isForDedup: false }],
      },
    ])
  })

  it('may carry a footer, or anything else after the second bookend', () => {
    const withFooter = Buffer.concat([upload, Buffer.alloc(200, 1)])
    withFooter.writeBigUInt64LE(200n, 40)
    assert.deepEqual(readAll(withFooter), readAll(upload))
    assert.deepEqual(readAll(Buffer.concat([upload, Buffer.from('x')])), readAll(upload))
    assert.deepEqual(readAll(Buffer.concat([Buffer.alloc(5), upload]).subarray(5)), readAll(upload))
  })

  it('may leave out proofs and SHA-256, and set bits nobody knows', () => {
    const bytes = Buffer.concat([upload.subarray(0, 144), upload.subarray(240)])
    bytes.writeUInt32LE(0x00000005, 48 + 32)
    bytes.fill(0xab, 48 + 40, 48 + 48)
    const [file] = [...readShard(bytes).files()]
    assert.ok(file)
    assert.equal(file.sha256, null)
    assert.equal(file.verification(0), null)
    assert.deepEqual(file.term(0).xorbHash, hello)
    bytes.writeUInt32LE(0x80000000, 240 + 40)
    assert.equal([...readShard(bytes).xorbs()][0]?.chunk(0).isForDedup, true)
    assert.throws(() => file.term(1), BrokenAssertion)
  })

  it('may hold nothing, or an empty file', () => {
    assert.deepEqual(readAll(encodeShard({ files: [], xorbs: [] })), { files: [], xorbs: [] })
    const empty = { hash: createFileHasher().digest(), terms: [], sha256: Buffer.alloc(32) }
    assert.deepEqual(readAll(encodeShard({ files: [empty], xorbs: [] })).files, [empty])
  })

  it('come back as they were written', () => {
    const hash = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.concat([bytes.subarray(1), Buffer.from([1])]))
    const plainObjects = { noNullPrototype: true }
    const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    const term = fc.record(
      { xorbHash: hash, contentBytes: u32, start: u32, end: u32, verification: hash },
      plainObjects,
    )
    const file = fc.record({ hash, terms: fc.array(term, { maxLength: 5 }), sha256: fc.option(hash) }, plainObjects)
    const xorb = fc
      .array(fc.tuple(hash, fc.integer({ min: 1, max: 131_072 })), { minLength: 1, maxLength: 5 })
      .map((chunks) => {
        let end = 0
        const contentEnds = Uint32Array.from(chunks, ([, length]) => (end += length))
        const list = { hashes: Buffer.concat(chunks.map(([hash]) => hash)), contentEnds, storedEnds: contentEnds }
        return { hash: xorbHash(list), chunks: list }
      })
    const shard = fc.record(
      { files: fc.array(file, { maxLength: 4 }), xorbs: fc.array(xorb, { maxLength: 4 }) },
      plainObjects,
    )
    fc.assert(
      fc.property(shard, (written) => {
        const { files, xorbs } = readAll(encodeShard(written))
        assert.deepEqual(files, written.files)
        for (const [at, { hash, chunks, contentBytes }] of xorbs.entries()) {
          assert.deepEqual(hash, written.xorbs[at]?.hash)
          assert.equal(contentBytes, written.xorbs[at]?.chunks.contentEnds.at(-1))
          assert.deepEqual(Buffer.concat(chunks.map((chunk) => chunk.hash)), written.xorbs[at]?.chunks.hashes)
          assert.deepEqual(
            chunks.map((chunk) => chunk.contentStart + chunk.contentBytes),
            [...(written.xorbs[at]?.chunks.contentEnds ?? [])],
          )
        }
      }),
      { numRuns: 200, seed: 1, interruptAfterTimeLimit: 2000 },
    )
  })
})

const refuses = (bytes: Uint8Array, reason: RegExp): void =>
  assert.throws(
    () => readShard(bytes),
    (error) => error instanceof FormatError && reason.test(error.message),
  )
const changed = (at: number, value: number): Buffer => {
  const bytes = Buffer.from(upload)
  bytes.writeUInt32LE(value, at)
  return bytes
}

describe('broken shards', () => {
  it('are refused when cut off anywhere', () => {
    for (let length = 0; length < upload.length; length += 1)
      refuses(upload.subarray(0, length), /tag|does not end|announced/)
  })

  it('are refused for another tag or version', () => {
    refuses(changed(0, 0), /tag/)
    refuses(changed(28, 0), /tag/)
    refuses(changed(32, 1), /version 1 /)
    refuses(changed(36, 1), /version 4294967298 /)
  })

  it('are refused when a count lies, before anything is made for it', () => {
    for (const count of [4, 9, 2 ** 31, 2 ** 32 - 1]) {
      refuses(changed(48 + 36, count), /more records|does not end/)
      refuses(changed(288 + 36, count), /more records|does not end/)
    }
    refuses(Buffer.alloc(64 * 1024 * 1024 + 1), /longer than/)
  })

  it('never fail but with FormatError', () => {
    const random = seededRandom(9)
    for (let round = 0; round < 3000; round += 1) {
      const bytes = Buffer.from(round % 2 === 0 ? upload : answer)
      for (let n = 1 + random.below(3); n > 0; n -= 1)
        bytes[48 + random.below(bytes.length - 48)] = random.pick([0, 1, 2, 128, 255])
      try {
        readAll(bytes)
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error))
      }
    }
  })

  it('of a million records are read one at a time', () => {
    const terms = Array.from({ length: 690_000 }, () => helloTerm)
    const body = encodeShard({ files: [{ ...helloFile, terms }], xorbs: [helloXorb(0)] })
    const shard = readShard(body)
    const [file] = [...shard.files()]
    assert.equal(file?.termCount, 690_000)
    assert.equal(file.term(689_999).end, 1)
    assert.deepEqual(file.verification(689_999), helloTerm.verification)
    assert.equal(shard.xorbCount, 1)
  })
})

describe('dedup answers', () => {
  it('are read by who asked: xorbs, and the key that hides their chunks', () => {
    const hints = readDedupAnswer(answer)
    const [xorb] = hints.xorbs
    assert.deepEqual(hints.key, answer.subarray(answer.length - 128, answer.length - 96))
    assert.deepEqual(xorb?.chunk(0).hash, hashUnderKey(hints.key)(hello))
    assert.throws(() => readDedupAnswer(upload.subarray(0, 100)), FormatError)
  })

  const key = Buffer.alloc(32, 0x11)

  it('are byte for byte what hf_xet is known to use', () => {
    const [createdSeconds, expiresSeconds] = [0x6b027e26, 0x6b0bb8a6]
    assert.deepEqual(encodeDedupAnswer({ xorbs: [helloXorb(19)], key, createdSeconds, expiresSeconds }), answer)
  })

  it('tell keyed chunks, and where each stands, in sorted tables', () => {
    const xorbs = [3, 1, 5].map((count, at): Xorb => {
      const hashes = Buffer.concat(Array.from({ length: count }, (_, n) => chunkHash(Buffer.from([at, n]))))
      const ends = Uint32Array.from({ length: count }, (_, n) => (n + 1) * 100)
      const list = { hashes, contentEnds: ends, storedEnds: ends }
      return { hash: xorbHash(list), chunks: list }
    })
    const bytes = encodeDedupAnswer({ xorbs, key, createdSeconds: 1, expiresSeconds: 2 })
    const read = [...readShard(bytes).xorbs()]
    const hashOf = hashUnderKey(key)
    assert.deepEqual(
      read.map(({ hash }) => hash),
      xorbs.map(({ hash }) => hash),
    )
    const footer = bytes.subarray(-200)
    const at = (place: number): number => Number(footer.readBigUInt64LE(place))
    assert.equal(at(192), bytes.length - 200)
    assert.deepEqual([at(0), at(8), at(16), at(24), at(32)], [1, 48, 96, 96 + 13 * 48, 0])
    assert.deepEqual([at(40), at(48), at(56), at(64)], [96 + 13 * 48, 3, 96 + 13 * 48 + 36, 9])
    let last = 0n
    const seen = new Set<string>()
    for (let entry = at(56); entry < at(192); entry += 16) {
      const start = bytes.readBigUInt64LE(entry)
      assert.ok(start > last)
      last = start
      const headerAt = 96 + bytes.readUInt32LE(entry + 8) * 48
      const chunk = bytes.readUInt32LE(entry + 12)
      assert.equal(bytes.readBigUInt64LE(headerAt + (chunk + 1) * 48), start)
      seen.add(`${headerAt} ${chunk}`)
    }
    assert.equal(seen.size, 9)
    assert.deepEqual(read[1]?.chunk(0).hash, hashOf(chunkHash(Buffer.from([1, 0]))))
  })

  it('with a key of zeros show the hashes themselves, and may be empty', () => {
    const open = { xorbs: [helloXorb(19)], key: Buffer.alloc(32), createdSeconds: 1, expiresSeconds: 2 }
    const [xorb] = [...readShard(encodeDedupAnswer(open)).xorbs()]
    assert.equal(hashToText(xorb?.chunk(0).hash ?? Buffer.alloc(0)), hashToText(hello))
    assert.equal(readShard(encodeDedupAnswer({ ...open, xorbs: [] })).xorbCount, 0)
  })
})
