import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { etagMatches, parseRange, parseRanges, rangeStillHolds } from './ranges.ts'

describe('parseRange', () => {
  for (const [header, expected] of [
    [undefined, 'whole'],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=0-99', { first: 0, last: 99 }],
    ['bytes=0-1000', { first: 0, last: 99 }],
    ['bytes=10-', { first: 10, last: 99 }],
    ['bytes=99-99', { first: 99, last: 99 }],
    ['Bytes=5-6', { first: 5, last: 6 }],
    ['bytes= 5 - 6 ', { first: 5, last: 6 }],
    ['bytes=-1', { first: 99, last: 99 }],
    ['bytes=-100', { first: 0, last: 99 }],
    ['bytes=-5000', { first: 0, last: 99 }],
    ['bytes=0-99999999999999999999999', { first: 0, last: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=100-200', 'unsatisfiable'],
    ['bytes=99999999999999999999999-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes=1.5-2', 'whole'],
    ['bytes=--5', 'whole'],
    ['bytes 0-5', 'whole'],
    ['items=0-5', 'whole'],
    ['', 'whole'],
  ] as const) {
    it(`reads ${header} of 100 bytes`, () => assert.deepEqual(parseRange(header, 100), expected))
  }

  it('finds no range in an empty file', () => {
    for (const header of ['bytes=0-0', 'bytes=0-', 'bytes=-5']) assert.equal(parseRange(header, 0), 'unsatisfiable')
    assert.equal(parseRange(undefined, 0), 'whole')
  })
})

describe('parseRanges', () => {
  for (const [header, expected] of [
    [undefined, 'whole'],
    ['bytes=5-6', [{ first: 5, last: 6 }]],
    [
      'bytes=90-, 0-0,1-1,-1',
      [
        { first: 90, last: 99 },
        { first: 0, last: 0 },
        { first: 1, last: 1 },
        { first: 99, last: 99 },
      ],
    ],
    ['bytes=0-1,100-', 'unsatisfiable'],
    ['bytes=0-1,x', 'whole'],
    ['bytes=0-1,,2-3', 'whole'],
    ['bytes=', 'whole'],
    ['items=0-1', 'whole'],
  ] as const) {
    it(`reads ${header} of 100 bytes`, () => assert.deepEqual(parseRanges(header, 100), expected))
  }
})

describe('ETags', () => {
  it('match in lists, weak or strong, and as a star', () => {
    for (const given of ['"abc"', 'W/"abc"', '"x", "abc"', '"x",W/"abc","y"', '*', ' * '])
      assert.ok(etagMatches(given, 'abc'), given)
    for (const given of [undefined, '', '"abcd"', '"ab"', 'W/"x"', '"x,abc"'])
      assert.ok(!etagMatches(given, 'abc'), given)
  })

  it('keep a range only when they are strong and equal', () => {
    for (const given of [undefined, '"abc"', ' "abc" ']) assert.ok(rangeStillHolds(given, 'abc'), given)
    for (const given of ['W/"abc"', '"x"', 'abc', 'Wed, 21 Oct 2026 07:28:00 GMT'])
      assert.ok(!rangeStillHolds(given, 'abc'), given)
  })
})
