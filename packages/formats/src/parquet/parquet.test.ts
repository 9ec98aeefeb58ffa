import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPageHeader } from './index.ts'

// type 0 (data), 1000 bytes unpacked, 500 packed, 100 values, encodings
const dataPage = [
  0x15, 0x00, 0x15, 0xd0, 0x0f, 0x15, 0xe8, 0x07, 0x2c, 0x15, 0xc8, 0x01, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00,
  0x00,
]

test('the header of a data page', () => {
  assert.deepEqual(readPageHeader(Uint8Array.from([...dataPage, 1, 2, 3])), {
    headerBytes: 20,
    contentBytes: 500,
    values: 100,
  })
})

test('a dictionary has no values of rows', () => {
  const page = [0x15, 0x04, 0x15, 0x14, 0x15, 0x14, 0x4c, 0x15, 0x0a, 0x15, 0x00, 0x00, 0x00]
  assert.deepEqual(readPageHeader(Uint8Array.from(page)), { headerBytes: 13, contentBytes: 10, values: 0 })
})

test('what ends too early is told apart from what is no page', () => {
  for (let end = 0; end < dataPage.length; end += 1)
    assert.equal(readPageHeader(Uint8Array.from(dataPage.slice(0, end))), null)
  for (const bytes of [
    new Uint8Array(100),
    Uint8Array.from([0x1f, 0xff]),
    new Uint8Array(100).fill(0xff),
    Uint8Array.from([0x19, 0xfd, 0xff, 0xff, 0xff, 0x0f]),
    // fewer than no values: who counts them would walk for ever
    Uint8Array.from([...dataPage.slice(0, 9), 0x15, 0xc7, 0x01, ...dataPage.slice(12)]),
  ])
    assert.throws(() => assert.ok(readPageHeader(bytes) === undefined))
})

test('a list that says it has very many items ends where its bytes end', () => {
  // a field that is a list of 2^63 truths
  const list = [0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]
  assert.equal(readPageHeader(Uint8Array.from([...list, 1, 1, 1])), null)
})
