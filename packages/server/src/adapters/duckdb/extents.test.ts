import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addRange, missingRanges, rangeBytes, type Extent } from './extents.ts'

test('ranges that touch become one, others stay apart and in order', () => {
  const extents: Extent[] = []
  addRange(extents, { start: 50, end: 60 })
  addRange(extents, { start: 0, end: 10 })
  addRange(extents, { start: 10, end: 20 })
  addRange(extents, { start: 15, end: 30 })
  assert.deepEqual(extents, [
    { start: 0, end: 30 },
    { start: 50, end: 60 },
  ])
  assert.equal(rangeBytes(extents), 40)
})

test('only what is missing is read, with small gaps between in one go', () => {
  const there = [{ start: 10, end: 20 }]
  assert.deepEqual(missingRanges(there, [{ start: 0, end: 30 }], 0), [
    { start: 0, end: 10 },
    { start: 20, end: 30 },
  ])
  assert.deepEqual(missingRanges(there, [{ start: 12, end: 18 }], 100), [])
  assert.deepEqual(
    missingRanges(
      [],
      [
        { start: 100, end: 110 },
        { start: 0, end: 10 },
      ],
      90,
    ),
    [{ start: 0, end: 110 }],
  )
})
