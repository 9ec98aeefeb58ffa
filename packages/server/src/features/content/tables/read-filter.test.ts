import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFilter, readOrder } from './read-filter.ts'

const columns = ['age', 'name', 'has "quotes"', 'with space', '年龄']

test('conditions of all kinds', () => {
  assert.deepEqual(readFilter(`"age">30 AND "name"='Simone'`, columns), {
    op: 'and',
    of: [
      { op: '>', left: { column: 'age' }, right: { value: 30 } },
      { op: '=', left: { column: 'name' }, right: { value: 'Simone' } },
    ],
  })
  assert.deepEqual(readFilter(`age >= -1.5e3 or not (NAME like 'a''b%')`, columns), {
    op: 'or',
    of: [
      { op: '>=', left: { column: 'age' }, right: { value: -1500 } },
      { op: 'not', of: { op: 'like', left: { column: 'name' }, right: { value: "a'b%" } } },
    ],
  })
  assert.deepEqual(readFilter(String.raw`name ILIKE '%50\%%' ESCAPE '\'`, columns), {
    op: 'ilike',
    left: { column: 'name' },
    right: { value: String.raw`%50\%%` },
    escape: '\\',
  })
  const long = { op: '=', left: { column: 'age' }, right: { value: 9_007_199_254_740_993n } }
  assert.deepEqual(readFilter('age = 9007199254740993', columns), long)
  for (const wrong of [
    `name LIKE 'a' ESCAPE`,
    `name LIKE 'a' ESCAPE ''`,
    `name LIKE 'a' ESCAPE 'ab'`,
    `name LIKE 'a' ESCAPE age`,
  ])
    assert.throws(() => readFilter(wrong, columns), /one character in quotes is missing/)
  assert.deepEqual(readFilter(`"has ""quotes""" IS NOT NULL`, columns), {
    op: 'not',
    of: { op: 'null', left: { column: 'has "quotes"' } },
  })
  assert.deepEqual(readFilter('年龄 NOT IN (1, 2) AND "with space" = true', columns), {
    op: 'and',
    of: [
      { op: 'not', of: { op: 'in', left: { column: '年龄' }, values: [{ value: 1 }, { value: 2 }] } },
      { op: '=', left: { column: 'with space' }, right: { value: true } },
    ],
  })
  assert.deepEqual(readFilter('age BETWEEN 1 AND 2 AND age = age', columns), {
    op: 'and',
    of: [
      {
        op: 'and',
        of: [
          { op: '>=', left: { column: 'age' }, right: { value: 1 } },
          { op: '<=', left: { column: 'age' }, right: { value: 2 } },
        ],
      },
      { op: '=', left: { column: 'age' }, right: { column: 'age' } },
    ],
  })
  assert.deepEqual(readOrder('"age" DESC, name', columns), [
    { column: 'age', descending: true },
    { column: 'name', descending: false },
  ])
})

test('nothing but columns and values gets through', () => {
  for (const text of [
    '',
    'age',
    'age = ',
    'age = 1)',
    '(age = 1',
    'age = 1; DROP TABLE x',
    'age = (SELECT 1)',
    `read_text('/etc/passwd') = 'x'`,
    'age = 1 -- comment',
    'age = 1 /* comment */',
    'unknown = 1',
    'age IN (SELECT 1)',
    'age = $1',
    `age = 'open`,
    '"open = 1',
    'age = 1 UNION SELECT 1',
    'age::INT = 1',
    `name = current_setting('x')`,
    '('.repeat(100) + 'age = 1' + ')'.repeat(100),
    Array.from({ length: 200 }, () => 'age = 1').join(' AND '),
  ])
    assert.throws(() => readFilter(text, columns), { code: 'BadRequest' }, text)
  for (const text of ['', 'age UP', 'age, ', 'random()', 'age DESC; SELECT 1', '1'])
    assert.throws(() => readOrder(text, columns), { code: 'BadRequest' }, text)
})
