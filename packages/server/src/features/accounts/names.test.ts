import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkName, isName, isReserved, requireNamespaceName } from './names.ts'

test('a name has the shape that clients check', () => {
  for (const name of ['a', '_', 'Alice', 'a-b', 'a.b_c', '0', `x${'y'.repeat(95)}`, 'a_-_b'])
    assert.ok(isName(name), name)
  const wrong = [
    '',
    '-a',
    'a-',
    '.a',
    'a.',
    'a--b',
    'a..b',
    'a b',
    'a/b',
    'ä',
    'a.git',
    'a.GIT',
    'a.ipynb',
    'a\0',
    'a\n',
  ]
  for (const name of [...wrong, 'x'.repeat(97)]) {
    assert.ok(!isName(name), name)
    assert.match(checkName(name) ?? '', /cannot be a name/)
  }
  assert.equal(checkName('alice'), null)
})

test('our own addresses are nobody’s name, in any case', () => {
  for (const name of ['api', 'Datasets', 'CODE', 'settings', 'v2', 'login', 'openapi.json', 'lfs'])
    assert.ok(isReserved(name))
  assert.ok(!isReserved('admin'))
  assert.ok(!isReserved('alice'))
})

test('only an operator hands out a name that speaks for the hub', () => {
  assert.throws(() => requireNamespaceName('Admin', { byOperator: false }), { code: 'BadRequest' })
  assert.doesNotThrow(() => requireNamespaceName('admin', { byOperator: true }))
  assert.throws(() => requireNamespaceName('api', { byOperator: true }), { code: 'BadRequest' })
  assert.throws(() => requireNamespaceName('a--b', { byOperator: true }), { code: 'BadRequest' })
})
