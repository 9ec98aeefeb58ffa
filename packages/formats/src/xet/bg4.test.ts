import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { groupBytes, ungroupBytes } from './bg4.ts'

/** The rule as the specification writes it. */
const grouped = (bytes: Uint8Array): Buffer =>
  Buffer.from([0, 1, 2, 3].flatMap((group) => [...bytes].filter((_, at) => at % 4 === group)))

describe('BG4', () => {
  it('puts bytes of one position modulo 4 together, and back', () => {
    for (let length = 0; length < 40; length += 1) {
      const bytes = Buffer.from(Array.from({ length: length + 1 }, (_, at) => at)).subarray(1)
      const into = Buffer.alloc(length)
      groupBytes(bytes, into)
      assert.deepEqual(into, grouped(bytes))
      const back = Buffer.alloc(length + 1).subarray(1)
      ungroupBytes(into, back)
      assert.deepEqual(back, bytes)
    }
  })

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000, size: 'max' }), (bytes) => {
        const into = new Uint8Array(bytes.length)
        const back = new Uint8Array(bytes.length)
        groupBytes(bytes, into)
        ungroupBytes(into, back)
        assert.equal(Buffer.compare(back, bytes), 0)
      }),
      { numRuns: 100, seed: 1 },
    )
  })
})
