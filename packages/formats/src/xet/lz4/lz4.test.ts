import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { decompressFrameSync } from 'lz4-napi'
import { FormatError } from '../../errors/index.ts'
import { seededRandom } from '../../testing/random.ts'
import { encodeFrame } from './encode.ts'
import { decodeFrame } from './frame.ts'
import { xxh32 } from './xxh32.ts'

type Block = { bytes: Buffer; isStored?: boolean; sum?: number }
type FrameParts = {
  blocks: Block[]
  isLinked?: boolean
  blockSums?: boolean
  contentSize?: bigint
  contentSum?: number
  blockSize?: number
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

/** Any frame, also one that no encoder would write. */
function frameOf({ blocks, isLinked, blockSums, contentSize, contentSum, blockSize = 4 }: FrameParts): Buffer {
  const flags =
    0x40 |
    (isLinked === true ? 0 : 0x20) |
    (blockSums === true ? 0x10 : 0) |
    (contentSize === undefined ? 0 : 8) |
    (contentSum === undefined ? 0 : 4)
  const size = Buffer.alloc(contentSize === undefined ? 0 : 8)
  if (contentSize !== undefined) size.writeBigUInt64LE(contentSize)
  const descriptor = Buffer.concat([Buffer.from([flags, blockSize << 4]), size])
  return Buffer.concat([
    u32(0x184d2204),
    descriptor,
    Buffer.from([xxh32(descriptor) >>> 8]),
    ...blocks.flatMap(({ bytes, isStored, sum }) => [
      u32(bytes.length + (isStored === true ? 0x80000000 : 0)),
      bytes,
      blockSums === true ? u32(sum ?? xxh32(bytes)) : Buffer.alloc(0),
    ]),
    u32(0),
    contentSum === undefined ? Buffer.alloc(0) : u32(contentSum),
  ])
}

/** What of a length does not fit its four bits. */
const lengthBytes = (length: number): Buffer =>
  length < 15
    ? Buffer.alloc(0)
    : Buffer.concat([Buffer.alloc(Math.floor((length - 15) / 255), 255), Buffer.from([(length - 15) % 255])])

/** One sequence of a block: literals, then a match, or none in the last. */
function sequence(literals: Uint8Array, distance = 0, length = 4): Buffer {
  const token = (Math.min(literals.length, 15) << 4) | Math.min(length - 4, 15)
  const match = distance === 0 ? [] : [Buffer.from([distance & 255, distance >>> 8]), lengthBytes(length - 4)]
  return Buffer.concat([Buffer.from([token]), lengthBytes(literals.length), literals, ...match])
}

const zeros = (length: number): Block => ({
  bytes: Buffer.concat([sequence(hex('00'), 1, length - 6), sequence(hex('0000000000'))]),
})

function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return null
  }
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

function decode(frame: Uint8Array, length = 1000): Buffer {
  const into = Buffer.alloc(length)
  return into.subarray(0, decodeFrame(frame, into))
}

const refuses = (frame: Uint8Array, reason: RegExp, length = 1000): void =>
  assert.throws(
    () => decode(frame, length),
    (error) => error instanceof FormatError && reason.test(error.message),
  )

const abc = { bytes: hex('30 616263') }

describe('xxh32', () => {
  it('gives the published values', () => {
    assert.equal(xxh32(Buffer.from('')), 0x02cc5d05)
    assert.equal(xxh32(Buffer.from('a')), 0x550d7456)
    assert.equal(xxh32(Buffer.from('Nobody inspects the spammish repetition')), 0xe2293b2f)
  })
})

describe('decodeFrame', () => {
  it('reads what hf_xet and @huggingface/hub write', () => {
    const native = hex('04224d18 604082 0c000000 1f410100 4a6041414141414100000000')
    assert.equal(decode(native).toString(), 'A'.repeat(100))
    const hubJs = hex(
      '04224d18 4070df 34000000 d1746f206265206f72206e6f74200d00f2082c207468617420697320746865207175657374696f6e3b1d00042a0050746f20626500000000',
    )
    const text = 'to be or not to be, that is the question; to be or not to be'
    assert.equal(decode(hubJs).toString(), text)
    assert.equal(decode(hubJs, text.length).toString(), text)
  })

  it('reads every legal form of a frame', () => {
    const repeatAbc = { bytes: hex('02 0300 00') }
    const stored = { bytes: Buffer.from('xyz'), isStored: true }
    assert.equal(decode(frameOf({ blocks: [] })).length, 0)
    assert.equal(decode(frameOf({ blocks: [abc, stored, abc] })).toString(), 'abcxyzabc')
    assert.equal(decode(frameOf({ blocks: [abc, repeatAbc, abc], isLinked: true })).toString(), 'abcabcabcabc')
    assert.equal(
      decode(frameOf({ blocks: [stored, repeatAbc], isLinked: true, blockSums: true })).toString(),
      'xyzxyzxyz',
    )
    assert.equal(decode(frameOf({ blocks: [abc], contentSize: 3n, contentSum: 0x32d153ff })).toString(), 'abc')
    for (const blockSize of [4, 5, 6, 7]) assert.equal(decode(frameOf({ blocks: [abc], blockSize })).toString(), 'abc')
  })

  it('repeats patterns of every distance and length', () => {
    for (const distance of [1, 2, 3, 4, 5, 7, 8, 15, 16, 63, 64, 65, 300])
      for (const length of [4, 5, 7, 8, 18, 19, 20, 63, 64, 65, 273, 274, 275, 600]) {
        const seed = Buffer.from(Array.from({ length: distance }, (_, at) => at + 1))
        const bytes = Buffer.concat([sequence(seed, distance, length), sequence(Buffer.from('abcde'))])
        const expected = Buffer.concat([Buffer.alloc(distance + length, seed), Buffer.from('abcde')])
        const frame = frameOf({ blocks: [{ bytes }] })
        assert.deepEqual(decode(frame), expected, `${distance} ${length}`)
        assert.deepEqual(decode(frame, expected.length), expected, `${distance} ${length}, exact`)
        refuses(frame, /longer than announced/, expected.length - 1)
        refuses(frame, /longer than announced/, distance + length - 1)
      }
  })

  it('refuses output beyond the memory given, however much a frame claims', () => {
    const bomb = Buffer.concat([hex('1f 61 0100'), Buffer.alloc(262_000, 255), hex('00 50 6162636465')])
    const started = performance.now()
    refuses(frameOf({ blocks: [{ bytes: bomb }], blockSize: 7 }), /longer than announced/, 131_072)
    const stored = { bytes: Buffer.alloc(60_000), isStored: true }
    refuses(frameOf({ blocks: [stored, stored, stored, stored] }), /longer than announced/, 131_072)
    assert.ok(performance.now() - started < 100)
  })

  it('holds each block to the size the frame announced', () => {
    assert.equal(decode(frameOf({ blocks: [zeros(65_536)] }), 131_072).length, 65_536)
    refuses(frameOf({ blocks: [zeros(65_537)] }), /longer than announced/, 131_072)
    refuses(frameOf({ blocks: [{ bytes: Buffer.alloc(65_537), isStored: true }] }), /longer than the frame/, 131_072)
  })

  it('refuses what is not one legal frame', () => {
    const frame = frameOf({ blocks: [abc] })
    const changed = (at: number, value: number): Buffer => {
      const bytes = Buffer.from(frame)
      bytes[at] = value
      bytes[6] = xxh32(bytes.subarray(4, 6)) >>> 8
      return bytes
    }
    assert.equal(decode(changed(4, 0x60)).toString(), 'abc')
    refuses(changed(0, 5), /magic/)
    for (const flags of [0x20, 0xa0, 0xe0]) refuses(changed(4, flags), /version/)
    refuses(changed(4, 0x62), /reserved/)
    refuses(changed(5, 0xc0), /reserved/)
    refuses(changed(5, 0x41), /reserved/)
    refuses(changed(5, 0x30), /block size/)
    refuses(changed(4, 0x61), /dictionary/)
    const badSum = Buffer.from(frame)
    badSum.writeUInt8(frame.readUInt8(6) ^ 1, 6)
    refuses(badSum, /checksum/)
    refuses(Buffer.concat([frame, hex('00')]), /follow/)
    refuses(Buffer.concat([frame, frame]), /follow/)
    refuses(frameOf({ blocks: [{ ...abc, sum: 1 }], blockSums: true }), /a block has a wrong checksum/)
    refuses(frameOf({ blocks: [abc], contentSum: 1 }), /the content has a wrong checksum/)
    refuses(frameOf({ blocks: [abc], contentSize: 4n }), /content size/)
    refuses(frameOf({ blocks: [abc], contentSize: 2n ** 63n }), /content size/)
  })

  it('refuses blocks that lie about what is there', () => {
    const block = (text: string) => frameOf({ blocks: [abc, { bytes: hex(text) }] })
    refuses(block('10'), /literal is cut off/)
    refuses(block('f0'), /length is cut off/)
    refuses(block('f0 ff'), /length is cut off/)
    refuses(block('10 61 01'), /match is cut off/)
    refuses(block('1f 61 0100'), /length is cut off/)
    refuses(block('10 61 0100'), /inside a sequence/)
    refuses(block('10 61 0000 50 6162636465'), /before the content/)
    // the blocks before it are out of reach, since they are not linked
    refuses(block('10 61 0200 50 6162636465'), /before the content/)
    refuses(
      frameOf({ blocks: [abc, { bytes: hex('10 61 0500 50 6162636465') }], isLinked: true }),
      /before the content/,
    )
  })

  it('refuses frames cut off anywhere', () => {
    const whole = [
      frameOf({ blocks: [abc, abc], blockSums: true, contentSize: 6n, contentSum: xxh32(Buffer.from('abcabc')) }),
      hex('04224d18 604082 0c000000 1f410100 4a6041414141414100000000'),
    ]
    for (const frame of whole) {
      assert.ok(decode(frame).length > 0)
      for (let length = 0; length < frame.length; length += 1) refuses(frame.subarray(0, length), /./)
    }
  })

  it('reads nothing outside the frame and writes nothing outside its memory', () => {
    const around = Buffer.alloc(400, 0xee)
    const frame = frameOf({
      blocks: [{ bytes: Buffer.concat([sequence(hex('010203'), 3, 60), sequence(Buffer.alloc(30, 9))]) }],
    })
    around.set(frame, 50)
    const into = around.subarray(200, 200 + 93)
    assert.equal(decodeFrame(around.subarray(50, 50 + frame.length), into), 93)
    assert.ok(around.subarray(293).every((byte) => byte === 0xee))
    assert.ok(around.subarray(50 + frame.length, 200).every((byte) => byte === 0xee))
  })

  it('never fails but with FormatError, and reads what the Rust decoder reads', () => {
    const random = seededRandom(3)
    const contents = [hex('00'), Buffer.alloc(500, 'abcdefg'), Buffer.alloc(900, 'a'), random.bytes(200)]
    const frames = contents.flatMap((content) => [
      (encodeFrame as NonNullable<typeof encodeFrame>)(content),
      frameOf({ blocks: [{ bytes: content, isStored: true }], contentSum: xxh32(content), isLinked: true }),
    ])
    let accepted = 0
    for (let round = 0; round < 4000; round += 1) {
      const frame = Buffer.from(random.pick(frames))
      const first = round % 2 === 0 ? 7 : 0
      for (let n = 1 + random.below(3); n > 0; n -= 1)
        frame[first + random.below(frame.length - first)] = random.below(256)
      const ours = attempt(() => decode(frame))
      if (ours === null) continue
      accepted += 1
      assert.deepEqual(decompressFrameSync(frame), ours)
    }
    assert.ok(accepted > 100, `${accepted}`)
  })
})

describe('encodeFrame', () => {
  it('writes frames that come back whole, as hf_xet writes them', () => {
    const encode = encodeFrame as NonNullable<typeof encodeFrame>
    assert.equal(
      Buffer.from(encode(Buffer.alloc(100, 'A'))).toString('hex'),
      '04224d186040820c0000001f4101004a6041414141414100000000',
    )
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 3000, size: 'max' }),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3000, size: 'max' }).map((bytes) => Uint8Array.from(bytes)),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 0, max: 200_000 }))
        .map(([pattern, length]) => Buffer.alloc(length, pattern)),
    )
    fc.assert(
      fc.property(content, (bytes) => {
        const into = new Uint8Array(bytes.length)
        assert.equal(decodeFrame(encode(bytes), into), bytes.length)
        assert.equal(Buffer.compare(into, bytes), 0)
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
