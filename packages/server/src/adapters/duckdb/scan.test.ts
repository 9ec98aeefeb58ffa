import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpenSource } from './open-source.ts'
import { cutToFit, everything } from './scan.ts'

const MiB = 1024 * 1024

/** One file with row groups of 10 rows and so many bytes. */
function sourceOf(...groupBytes: number[]): OpenSource {
  const groups = groupBytes.map((bytes, at) => ({
    firstRow: at * 10,
    rows: 10,
    chunks: [{ path: 'a', values: 10, extents: [{ start: 0, end: bytes }] }],
  }))
  const rows = groups.length * 10
  const file = { path: '', layout: { rows, groups }, firstRow: 0, bring: async () => {}, peek: null }
  return { files: [file], rows, isPartial: false, [Symbol.dispose]: () => {} }
}

test('as many row groups as fit, and at least one', () => {
  assert.deepEqual(cutToFit(sourceOf(10, 10, 10), everything, 25), { rows: [20], isPartial: true })
  assert.deepEqual(cutToFit(sourceOf(10, 10, 10), everything, 30), { rows: [30], isPartial: false })
  assert.deepEqual(cutToFit(sourceOf(100, 10), everything, 50), { rows: [10], isPartial: true })
})

test('a row group that is too large for any scan is told as such, with what to do', () => {
  assert.throws(() => cutToFit(sourceOf(5000 * MiB, 10), everything, 50), {
    code: 'TableTooLarge',
    message: /5,243 MB .* fewer columns/,
  })
  assert.deepEqual(
    cutToFit(sourceOf(5000 * MiB), () => false),
    { rows: [10], isPartial: false },
  )
})
