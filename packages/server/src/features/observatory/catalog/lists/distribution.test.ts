import assert from 'node:assert/strict'
import { test } from 'node:test'
import { distributionOf, placeAfter, rowsBehind } from './distribution.ts'
import { lastId } from './list-query.ts'

/** Half of all rows have nothing, one in ten has 1, the rest lies evenly between 10 and 410. */
const spread = distributionOf({ common: [0, 1], commonShares: [0.5, 0.1], bounds: [10, 110, 210, 310, 410] })
const whole = { rows: 1000, highestId: 2000 }

test('a place so many rows further along', () => {
  assert.deepEqual(placeAfter(spread, null, 100, whole), { value: 310, id: lastId })
  assert.deepEqual(placeAfter(spread, { value: 310, id: lastId }, 250, whole), { value: 10, id: lastId })
  assert.deepEqual(placeAfter(spread, null, 420, whole), { value: 1, id: lastId })
})

test('inside a tie the ids are cut', () => {
  assert.deepEqual(placeAfter(spread, { value: 0, id: lastId }, 100, whole), { value: 0, id: 1600 })
  assert.deepEqual(placeAfter(spread, { value: 1, id: 1000 }, 25, whole), { value: 1, id: 500 })
})

test('the end of an order has no place behind it', () => {
  assert.equal(placeAfter(spread, { value: 0, id: 100 }, 100, whole), null)
  assert.equal(placeAfter(distributionOf({ common: [], commonShares: [], bounds: [] }), null, 10, whole), null)
})

test('the rows behind a place', () => {
  assert.equal(rowsBehind(spread, null, whole), 1000)
  assert.equal(Math.round(rowsBehind(spread, { value: 1, id: lastId }, whole)), 600)
  assert.equal(Math.round(rowsBehind(spread, { value: 0, id: 200 }, whole)), 50)
})
