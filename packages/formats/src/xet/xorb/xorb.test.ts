import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { BrokenAssertion } from '../assert.ts'
import { FormatError } from '../../errors/index.ts'
import { seededRandom } from '../../testing/random.ts'
import { splitMixBytes } from '../../testing/split-mix.ts'
import { createChunker } from '../chunker/chunker.ts'
import { chunkHash, xorbHash } from '../hash/names.ts'
import { hashToText } from '../hash/text.ts'
import { maxXorbBytes } from '../limits.ts'
import { encodeFrame } from '../lz4/encode.ts'
import { createXorbBuilder } from './builder.ts'
import { contentRange, decodeChunkIndex, encodeChunkIndex, findChunk, storedRange } from './chunk-index.ts'
import type { Xorb } from './chunk-index.ts'
import { compressChunk } from './compress.ts'
import { createXorbReader, decodeRecords } from './reader.ts'
import { encodeRecordHeader, schemes } from './record.ts'
import type { Scheme } from './record.ts'

type Read = { xorb: Xorb; contents: Buffer[]; schemes: number[] }

/** Reads a xorb in parts of the lengths given, over and over. */
function read(bytes: Uint8Array, partBytes: readonly number[] = [bytes.length]): Read {
  const contents: Buffer[] = []
  const schemes: number[] = []
  const reader = createXorbReader(({ content, scheme }) => {
    contents.push(Buffer.from(content))
    schemes.push(scheme)
  })
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (partBytes[turn % partBytes.length] as number)
    reader.write(bytes.subarray(at, end))
    at = end
  }
  return { xorb: reader.end(), contents, schemes }
}

const refuses = (bytes: Uint8Array, reason: RegExp): void =>
  assert.throws(
    () => read(bytes),
    (error) => error instanceof FormatError && reason.test(error.message),
  )

const hello = Buffer.from('000b0000000b000068656c6c6f20776f726c64', 'hex')

const record = (scheme: Scheme, stored: Uint8Array, contentBytes: number): Buffer =>
  Buffer.concat([encodeRecordHeader({ scheme, storedBytes: stored.length, contentBytes }), stored])

const header = (bytes: number[]): Buffer => Buffer.concat([Buffer.from(bytes), Buffer.alloc(300_000)])

const u32s = (values: Iterable<number>): Buffer => Buffer.from(Uint32Array.from(values).buffer)

function footerOf({ hash, chunks }: Xorb, version: 0 | 1): Buffer {
  const { hashes, storedEnds, contentEnds } = chunks
  const count = storedEnds.length
  const head = Buffer.concat([Buffer.from('XETBLOB'), Buffer.from([version]), hash])
  const sections =
    version === 0
      ? [u32s([count]), u32s(storedEnds), hashes, Buffer.alloc(16)]
      : [
          Buffer.from('XBLBHSH\0'),
          u32s([count]),
          hashes,
          Buffer.from('XBLBBND\x01'),
          u32s([count]),
          u32s(storedEnds),
          u32s(contentEnds),
          u32s([count, 52 + 40 * count, 40 + 8 * count]),
          Buffer.alloc(16, 7),
        ]
  const body = Buffer.concat([head, ...sections])
  assert.equal(body.length, version === 0 ? 60 + 36 * count : 92 + 40 * count)
  return Buffer.concat([body, u32s([body.length])])
}

/** Small chunks of every scheme, also one that gained nothing and one that occurs twice. */
function sample(): { bytes: Buffer; contents: Buffer[] } {
  const random = seededRandom(11)
  const numbers = Buffer.concat(Array.from({ length: 500 }, () => Buffer.from([random.below(256), 1, 2, 3])))
  const contents = [
    Buffer.from('hello world'),
    Buffer.alloc(5000, 'abc'),
    numbers,
    random.bytes(777),
    Buffer.alloc(5000, 'abc'),
  ]
  const builder = createXorbBuilder()
  return { bytes: Buffer.concat(contents.map((content) => builder.add(content))), contents }
}

describe('xorb reader', () => {
  it('names xorbs as hf_xet does', () => {
    const { xorb, contents } = read(hello)
    assert.equal(hashToText(xorb.hash), '4e39378b9d359f118190557a1f44130219a54e5fcfa07bd96cf50b466fe651b1')
    assert.deepEqual(contents, [Buffer.from('hello world')])
    assert.deepEqual([...xorb.chunks.storedEnds], [19])
    assert.deepEqual([...xorb.chunks.contentEnds], [11])
    const builder = createXorbBuilder()
    const bytes: Buffer[] = []
    const chunker = createChunker((chunk) => bytes.push(builder.add(chunk)))
    chunker.write(splitMixBytes(0, 1_000_000))
    chunker.end()
    const name = '6f2ce16ca5e317f0100ff0e7e5bf40a0de9032e9ee1ad04b6b8ff4e36cdfbf6c'
    assert.equal(hashToText(builder.finish().hash), name)
    assert.equal(hashToText(read(Buffer.concat(bytes)).xorb.hash), name)
  })

  it('names the xorbs of repeating bytes as published', () => {
    for (const [step, start, length, root] of [
      [7, 13, 200_000, 'f0755d96ee199d4f01e83da9fe2c38353de7fd38fb79a320a7d50be510026f74'],
      [13, 37, 1_000_000, '7be289d851485c40dcde52dbcf37a7823a5ef0bfcdf1ca1c5a32ad9594c71571'],
      [0, 59, 1_000_000 - 6 * 131_072, /^df348c6e/],
    ] as const) {
      const builder = createXorbBuilder()
      const chunker = createChunker((chunk) => builder.add(chunk))
      chunker.write(
        Buffer.alloc(
          length,
          Uint8Array.from({ length: 256 }, (_, at) => step * at + start),
        ),
      )
      chunker.end()
      assert.match(hashToText(builder.finish().hash), new RegExp(root))
    }
  })

  it('reads every scheme, however the bytes are split', () => {
    const { bytes, contents } = sample()
    const whole = read(bytes)
    assert.deepEqual(whole.contents, contents)
    assert.deepEqual(whole.schemes, [0, 1, 2, 0, 1])
    for (const parts of [[1], [7], [8], [9], [1, 2000], [4096], [8, 3]]) assert.deepEqual(read(bytes, parts), whole)
    const hashes = contents.map(chunkHash)
    assert.equal(Buffer.compare(whole.xorb.chunks.hashes, Buffer.concat(hashes)), 0)
    assert.deepEqual(whole.xorb.hash, xorbHash(whole.xorb.chunks))
  })

  it('steps over footers of both versions and says what to keep', () => {
    const { bytes } = sample()
    const plain = read(bytes)
    for (const version of [0, 1] as const) {
      const footer = footerOf(plain.xorb, version)
      const whole = Buffer.concat([bytes, footer])
      for (const parts of [[whole.length], [1], [100]]) assert.deepEqual(read(whole, parts), plain)
      const reader = createXorbReader()
      assert.equal(reader.write(whole.subarray(0, bytes.length - 10)), bytes.length - 10)
      assert.equal(reader.write(whole.subarray(bytes.length - 10, bytes.length + 10)), 10)
      assert.equal(reader.write(whole.subarray(bytes.length + 10)), 0)
      assert.deepEqual(reader.end(), plain.xorb)
      for (let length = bytes.length + 1; length < whole.length; length += 1)
        refuses(whole.subarray(0, length), /footer/)
      refuses(Buffer.concat([whole, Buffer.from([0])]), /footer/)
      refuses(Buffer.concat([bytes, hello, footer]), /footer/)
    }
    refuses(Buffer.concat([hello, Buffer.from('XETBLOB\x02'), Buffer.alloc(300)]), /footer of version 2/)
    refuses(Buffer.concat([hello, Buffer.from('XETBLOX\x01'), Buffer.alloc(300)]), /no footer/)
    refuses(Buffer.concat([hello, Buffer.from('XETBLOB\x01'), Buffer.alloc(400_000)]), /too many bytes/)
    refuses(footerOf(plain.xorb, 1), /no chunks/)
  })

  it('refuses records that break a limit or lie', () => {
    const lz4 = encodeFrame as NonNullable<typeof encodeFrame>
    refuses(Buffer.alloc(0), /no chunks/)
    refuses(header([1, 1, 0, 0, 0, 1, 0, 0]), /version 1/)
    refuses(header([0, 1, 0, 0, 3, 1, 0, 0]), /scheme 3/)
    refuses(header([0, 2, 0, 0, 0, 1, 0, 0]), /differ/)
    refuses(header([0, 0, 0, 0, 1, 1, 0, 0]), /stored in 0 bytes/)
    refuses(header([0, 1, 0, 4, 1, 1, 0, 0]), /stored in 262145 bytes/)
    refuses(header([0, 1, 0, 0, 1, 0, 0, 0]), /chunk of 0 bytes/)
    refuses(header([0, 1, 0, 2, 0, 1, 0, 2]), /chunk of 131073 bytes/)
    refuses(record(1, lz4(Buffer.alloc(100)), 99), /longer than announced/)
    refuses(record(1, lz4(Buffer.alloc(100)), 101), /100 bytes, 101 announced/)
    refuses(record(2, lz4(Buffer.alloc(100)), 101), /100 bytes, 101 announced/)
    refuses(record(1, Buffer.from('no frame'), 11), /magic/)
    refuses(record(1, lz4(Buffer.alloc(60_000_000)).subarray(0, 262_144), 131_072), /lz4/)
    const chunk = Buffer.from('000100000001000061', 'hex')
    assert.equal(read(Buffer.alloc(8192 * 9, chunk)).xorb.chunks.storedEnds.length, 8192)
    refuses(Buffer.alloc(8193 * 9, chunk), /more than 8192 chunks/)
  })

  it('refuses xorbs cut off inside a chunk, and none that are cut between chunks', () => {
    const { bytes, contents } = sample()
    const ends = new Set<number>(read(bytes).xorb.chunks.storedEnds)
    for (let length = 1; length < bytes.length; length += 1)
      if (!ends.has(length)) refuses(bytes.subarray(0, length), /cut off/)
    for (const [at, end] of [...ends].entries())
      assert.deepEqual(read(bytes.subarray(0, end)).contents, contents.slice(0, at + 1))
  })

  it('refuses a body beyond its limit as soon as it comes', () => {
    const reader = createXorbReader()
    const chunk = Buffer.concat([Buffer.from([0, 0, 0, 2, 0, 0, 0, 2]), Buffer.alloc(131_072)])
    let sent = 0
    assert.throws(() => {
      for (; sent < 2 * maxXorbBytes; sent += chunk.length) reader.write(chunk)
    }, /longer than 71303168/)
    assert.ok(sent <= maxXorbBytes)
  })

  it('never fails but with FormatError', () => {
    const { bytes, contents } = sample()
    const whole = Buffer.concat([bytes, footerOf(read(bytes).xorb, 1)])
    const total = contents.reduce((sum, { length }) => sum + length, 0)
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), fc.integer({ min: 1, max: 6000 }), (changes, partBytes) => {
        const broken = Buffer.from(whole)
        for (const [at, value] of changes) broken[at] = value
        try {
          const { xorb } = read(broken, [partBytes])
          assert.ok((xorb.chunks.contentEnds.at(-1) ?? 0) <= total + 131_072)
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
        }
      }),
      { numRuns: 1000, seed: 1, interruptAfterTimeLimit: 2000 },
    )
  })
})

const fails = (records: Uint8Array, length: number, reason: RegExp): void =>
  assert.throws(() => decodeRecords(records, Buffer.alloc(length)), reason)

describe('decodeRecords', () => {
  it('decodes any run of chunks that the index cuts out', () => {
    const { bytes, contents } = sample()
    const { chunks } = read(bytes).xorb
    for (let start = 0; start < contents.length; start += 1)
      for (let end = start + 1; end <= contents.length; end += 1) {
        const stored = storedRange(chunks, start, end)
        const range = contentRange(chunks, start, end)
        const content = Buffer.alloc(range.end - range.start)
        decodeRecords(bytes.subarray(stored.start, stored.end), content)
        assert.ok(content.equals(Buffer.concat(contents.slice(start, end))))
      }
  })

  it('and the reader take memory that threads share', () => {
    const { bytes, contents } = sample()
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
    shared.set(bytes)
    assert.deepEqual(read(shared, [100]), read(bytes))
    assert.deepEqual(read(shared), read(bytes))
    const expected = Buffer.concat(contents)
    const content = new Uint8Array(new SharedArrayBuffer(expected.length))
    decodeRecords(shared, content)
    assert.equal(Buffer.compare(content, expected), 0)
  })

  it('refuses records that do not fill the memory exactly', () => {
    fails(hello, 10, /more than was asked/)
    fails(hello, 12, /less than was asked/)
    fails(hello.subarray(0, 18), 11, /cut off/)
    fails(Buffer.concat([hello, Buffer.from('XETBLOB')]), 11, /footer/)
  })
})

describe('chunk index', () => {
  it('takes 40 bytes a chunk and comes back', () => {
    const { chunks } = read(sample().bytes).xorb
    const packed = encodeChunkIndex(chunks)
    assert.equal(packed.length, 5 * 40)
    const back = decodeChunkIndex(Buffer.concat([Buffer.alloc(3), packed]).subarray(3))
    assert.equal(Buffer.compare(back.hashes, chunks.hashes), 0)
    assert.deepEqual(back.storedEnds, chunks.storedEnds)
    assert.deepEqual(back.contentEnds, chunks.contentEnds)
  })

  it('refuses bytes that are none', () => {
    const packed = encodeChunkIndex(read(sample().bytes).xorb.chunks)
    for (const bytes of [Buffer.alloc(0), packed.subarray(1), Buffer.alloc(40), Buffer.alloc(8193 * 40, 1)])
      assert.throws(() => decodeChunkIndex(bytes), FormatError)
    const swapped = Buffer.from(packed)
    swapped.writeUInt32LE(1, 5 * 32 + 4)
    assert.throws(() => decodeChunkIndex(swapped), /do not ascend/)
  })

  it('finds the chunk that holds a byte', () => {
    const { chunks } = read(sample().bytes).xorb
    const ends = [...chunks.contentEnds]
    assert.equal(findChunk(chunks, 0), 0)
    for (const [chunk, end] of ends.entries()) {
      assert.equal(findChunk(chunks, end - 1), chunk)
      if (chunk + 1 < ends.length) assert.equal(findChunk(chunks, end), chunk + 1)
      else assert.throws(() => findChunk(chunks, end), BrokenAssertion)
    }
  })
})

describe('xorb builder', () => {
  it('closes at 8192 chunks or 64 MiB of content', () => {
    const many = createXorbBuilder()
    const byte = Buffer.from('a')
    const hash = chunkHash(byte)
    for (let chunk = 0; chunk < 8192; chunk += 1) {
      assert.ok(many.hasRoomFor(1))
      many.add(byte, hash)
    }
    assert.ok(!many.hasRoomFor(1))
    assert.throws(() => many.add(byte), /full/)
    const large = createXorbBuilder()
    const zeros = Buffer.alloc(131_072)
    for (let chunk = 0; chunk < 511; chunk += 1) large.add(zeros, hash)
    large.add(zeros.subarray(1), hash)
    assert.ok(large.hasRoomFor(1))
    assert.ok(!large.hasRoomFor(2))
    assert.throws(() => createXorbBuilder().finish(), /empty/)
  })

  it('stores chunks under the scheme that suits them, and as they are where nothing can compress', () => {
    const random = seededRandom(12)
    const floats = Buffer.alloc(65_536)
    for (let at = 0; at < floats.length; at += 4) floats.writeFloatLE(1 + random.below(2 ** 23) / 2 ** 23, at)
    const text = Buffer.alloc(65_536, 'the quick brown fox jumps over the lazy dog')
    for (const [content, scheme] of [
      [floats, schemes.bg4Lz4],
      [text, schemes.lz4],
      [splitMixBytes(1, 65_536), schemes.none],
      [Buffer.from('a'), schemes.none],
    ] as const) {
      assert.equal(compressChunk(content).scheme, scheme)
      assert.deepEqual(compressChunk(content, null), { scheme: schemes.none, stored: content })
    }
  })

  it('makes bytes that read back as what went in', () => {
    const content = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40_000, size: 'max' }),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 131_072 }))
        .map(([pattern, length]) => Buffer.alloc(length, pattern)),
    )
    fc.assert(
      fc.property(
        fc.array(content, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 300_000 }),
        (contents, partBytes) => {
          const builder = createXorbBuilder()
          const bytes = Buffer.concat(contents.map((content) => builder.add(content)))
          const { xorb, contents: back } = read(bytes, [partBytes])
          assert.deepEqual(xorb, builder.finish())
          assert.ok(Buffer.concat(back).equals(Buffer.concat(contents)))
        },
      ),
      { numRuns: 60, seed: 1, interruptAfterTimeLimit: 2000 },
    )
  })
})
