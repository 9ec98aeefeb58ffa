import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byChange, bytesToRead, countByStatus, type Row, type RowStatus } from './diff.ts'

const row = (name: string, status: RowStatus, dtypes: [string, string], relativeL2?: number): Row => {
  const side = (dtype: string) => ({ name, dtype, shape: [2], parameters: 2, sizeBytes: 8, file: 'f' })
  const figures = { elements: 2, changed: 1, maxAbs: 1, meanAbs: 1, cosine: 1, notFinite: 0 }
  return {
    name,
    status,
    before: side(dtypes[0]),
    after: side(dtypes[1]),
    figures: relativeL2 === undefined ? null : { ...figures, relativeL2 },
  }
}

const rows = [
  row('a', 'equal', ['F32', 'F32']),
  row('b', 'unread', ['Q4_K', 'Q4_K']),
  row('c', 'changed', ['F32', 'F32'], 0.1),
  row('d', 'retyped', ['F32', 'BF16']),
  row('e', 'retyped', ['F32', 'Q4_K']),
  row('f', 'changed', ['F32', 'F32'], 0.5),
]

test('only what nobody compared yet, and what can be compared, is read', () => assert.equal(bytesToRead(rows), 32))

test('rows are counted by what became of them, and sorted by how much', () => {
  assert.deepEqual(
    countByStatus(rows).map(({ status, count }) => `${status} ${count}`),
    ['changed 2', 'retyped 2', 'unread 1', 'equal 1'],
  )
  assert.deepEqual(
    byChange(rows).map(({ name }) => name),
    ['f', 'c', 'a', 'b', 'd', 'e'],
  )
})
