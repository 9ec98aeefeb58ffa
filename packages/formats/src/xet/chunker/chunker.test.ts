import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { GEAR_TABLE } from 'gearhash-jit'
import { chunkHash, createFileHasher, verificationHash } from '../hash/names.ts'
import { hashToText } from '../hash/text.ts'
import { seededRandom } from '../../testing/random.ts'
import { splitMixBytes } from '../../testing/split-mix.ts'
import { createChunker } from './chunker.ts'
import { isGearTableRight } from './gear-table.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The bytes of some repeating rule. */
const ramp = (step: number, start: number, length: number): Buffer =>
  Buffer.alloc(
    length,
    Uint8Array.from({ length: 256 }, (_, at) => step * at + start),
  )

function chunksOf(content: Uint8Array, partBytes: () => number = () => content.length): Buffer[] {
  const chunks: Buffer[] = []
  const chunker = createChunker((chunk) => chunks.push(Buffer.from(chunk)))
  for (let at = 0; at < content.length;) {
    const end = at + partBytes()
    chunker.write(content.subarray(at, end))
    at = end
  }
  chunker.end()
  return chunks
}

function cutsOf(chunks: Buffer[]): number[] {
  let end = 0
  return chunks.map(({ length }) => (end += length))
}

function namesOf(chunks: Buffer[]) {
  const hashes = chunks.map(chunkHash)
  const file = createFileHasher()
  for (const [at, hash] of hashes.entries()) file.add(hash, chunks[at]?.length ?? 0)
  return { chunks: hashes.map(hashToText), file: hashToText(file.digest()), hashes: Buffer.concat(hashes) }
}

const seed0 = splitMixBytes(0, 1_000_000)
const seed0Cuts = [
  84493, 134421, 144853, 243318, 271793, 336457, 467529, 494581, 582000, 596735, 616815, 653164, 678202, 724510, 815591,
  827760, 958832, 991092, 1000000,
]
const seed2Cuts = [
  27337, 37158, 129130, 146784, 277856, 408928, 447339, 503351, 556485, 585843, 598500, 612194, 708497, 824627, 839848,
  875730, 922122, 1000000,
]

describe('chunker', () => {
  it('uses the table of all Xet clients', () => {
    assert.equal(GEAR_TABLE[0], 0xb088d3a9e840f559n)
    assert.equal(GEAR_TABLE[255], 0x63c7a906c1dd187bn)
    assert.ok(isGearTableRight())
  })

  it('cuts random bytes where hf_xet does', () => {
    assert.equal(sha256(seed0), 'b3d0a1f7938cd4d8413a4dcffd4313e2e8ac0cb61cb1090eb140ea8e9154befb')
    const chunks = chunksOf(seed0)
    assert.deepEqual(cutsOf(chunks), seed0Cuts)
    const names = namesOf(chunks)
    assert.equal(names.chunks[0], '6eca1e7dadaf08cca5d82d318c800f07c2ddcec115a7e8627e5edd9605b94b8d')
    assert.equal(names.file, '3d17b2d7d64a0e011b6717a52d9a16bd2c3f05b743fa8adf52a7d75dafab6d89')
    assert.equal(
      hashToText(verificationHash(names.hashes)),
      '6daf15a7ed258b91f607e8f5e6723a8564292d12c8104c156f7bad9c255a0180',
    )
  })

  it('does not cut below the minimum, as a looser chunker would', () => {
    const seed2 = splitMixBytes(2, 1_000_000)
    assert.equal(sha256(seed2), 'bf0eef88c40f53f52aafc7d7b9307cff46df730f2ff8c32eb7efc2f4f05a5c91')
    const chunks = chunksOf(seed2)
    assert.deepEqual(cutsOf(chunks), seed2Cuts)
    assert.equal(namesOf(chunks).file, '4022c2ff34fa7a3823cb86e952049ddada6b70a0db8bfeb9cb9941b7c797f994')
  })

  it('cuts at the maximum where content never asks for it', () => {
    const content = Buffer.alloc(1_000_000, 59)
    assert.equal(sha256(content), '38e3191a3db93a2016bdd9e5e8b0a98b50876f88450fa740685670651678c92d')
    const chunks = chunksOf(content)
    assert.deepEqual(cutsOf(chunks), [...[1, 2, 3, 4, 5, 6, 7].map((n) => n * 131_072), 1_000_000])
    const { chunks: hashes, file } = namesOf(chunks)
    assert.deepEqual(hashes, [
      ...Array<string>(7).fill('d3b528b30528f3ad802a015cdf93c531d4da754a1f8c0d341a8f111fd8b6f04e'),
      '99d04e49b71237231d47669f3eec84c90eb6b6be12b364ce326c05c6d71c3a9f',
    ])
    assert.equal(file, '53f845640fcd1c7440befff65bd93434c83a30c6559a705597d61f2ef64e2f88')
  })

  it('agrees with the published hashes of two ramps', () => {
    const short = chunksOf(ramp(7, 13, 200_000))
    assert.equal(short.length, 2)
    assert.equal(namesOf(short).file, 'd88d9e0b760f32c90b7c6592b4cb85251c01bb797371e3c637087b96ac578723')
    const long = chunksOf(ramp(13, 37, 1_000_000))
    assert.equal(long.length, 8)
    assert.equal(namesOf(long).file, '041a50f3639f4a080a89237025d643e2a3e22935ca5d7dbc1a38f5c1e859f859')
  })

  it('cuts the same however the parts are split', () => {
    const random = seededRandom(7)
    const sizes = [1, 63, 64, 65, 8126, 8127, 8128, 8191, 8192, 16_384, 131_072, 300_000]
    for (const size of sizes.slice(1)) assert.deepEqual(cutsOf(chunksOf(seed0, () => size)), seed0Cuts, `${size}`)
    for (let round = 0; round < 20; round += 1) {
      const chunks = chunksOf(seed0, () => random.pick(sizes) + random.below(50))
      assert.deepEqual(cutsOf(chunks), seed0Cuts)
      assert.ok(Buffer.concat(chunks).equals(seed0))
    }
    assert.deepEqual(cutsOf(chunksOf(seed0.subarray(0, 30_000), () => 1)), [30_000])
  })

  it('gives no chunk of an empty file, and may be used for the next', () => {
    const cuts: number[] = []
    const chunker = createChunker(({ length }) => cuts.push(length))
    chunker.end()
    chunker.write(Buffer.alloc(0))
    chunker.end()
    assert.deepEqual(cuts, [])
    for (let round = 0; round < 2; round += 1) {
      chunker.write(seed0.subarray(0, 100_000))
      chunker.end()
    }
    assert.deepEqual(cuts, [84_493, 15_507, 84_493, 15_507])
  })
})
