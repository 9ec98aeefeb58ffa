import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { FormatError } from '../../errors/index.ts'
import { seededRandom } from '../../testing/random.ts'
import { applyDelta, deflateSmall } from '../index.ts'

const base = Buffer.from('0123456789')
const apply = (delta: number[], limitBytes = 1000) => applyDelta(base, Buffer.from(delta), limitBytes).toString()

describe('applyDelta', () => {
  it('copies and inserts', () => {
    assert.equal(apply([10, 5, 0x91, 2, 3, 2, 97, 98]), '234ab')
    assert.equal(apply([10, 10, 0x90, 10]), '0123456789')
    assert.equal(apply([0x8a, 0, 2, 0x91, 8, 2]), '89')
    assert.equal(apply([10, 0]), '')
  })

  it('copies 64 KiB when no length is given, and from any offset', () => {
    const large = seededRandom(1).bytes(300_000)
    const delta = Buffer.from([0xe0, 0xa7, 0x12, 0x80, 0x80, 0x04, 0x87, 0x01, 0x02, 0x03])
    assert.deepEqual(applyDelta(large, delta, 65_536), large.subarray(0x030201, 0x030201 + 65_536))
    assert.throws(() => applyDelta(large, delta, 65_535), FormatError)
  })

  it('refuses what leads out of bounds', () => {
    for (const delta of [
      [],
      [10],
      [10, 0x80],
      [9, 1, 1, 97],
      [10, 1],
      [10, 1, 0],
      [10, 1, 2, 97, 98],
      [10, 2, 1, 97],
      [10, 2, 2, 97],
      [10, 1, 1, 97, 1, 98],
      [10, 2, 0x91, 9, 2],
      [10, 1, 0x91, 10, 1],
      [10, 1, 0x9f, 0xff, 0xff, 0xff, 0xff, 1],
      [10, 1, 0x91],
      [10, 5, 0x91, 2],
      [10, 0x80, 0x80, 0x80, 0x80, 0x10],
      [10, ...Array.from({ length: 30 }, () => 0x80), 1],
      [10, ...Array.from({ length: 30 }, () => 0xff), 1],
    ])
      assert.throws(() => apply(delta), FormatError, delta.join(' '))
  })

  it('never fails but with FormatError', () => {
    const delta = fc.array(fc.oneof(fc.nat(12), fc.nat(255)), { maxLength: 40 })
    fc.assert(
      fc.property(delta, (bytes) => {
        try {
          assert.ok(apply([10, ...bytes], 50).length <= 50)
        } catch (error) {
          assert.ok(error instanceof FormatError)
        }
      }),
      { numRuns: 3000, seed: 1 },
    )
  })
})

describe('deflateSmall', () => {
  it('makes zlib streams', () => {
    const random = seededRandom(3)
    for (const length of [0, 1, 130, 5551, 5552, 5553, 65_535]) {
      for (const body of [random.bytes(length), Buffer.alloc(length, 255)]) {
        const stream = deflateSmall(body)
        assert.equal(stream.length, length + 11)
        assert.deepEqual(inflateSync(stream), body)
      }
    }
    assert.throws(() => deflateSmall(Buffer.alloc(65_536)), assert.AssertionError)
  })
})
