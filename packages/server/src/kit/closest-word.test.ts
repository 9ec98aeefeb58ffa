import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closestWord } from './closest-word.ts'

test('finds what was meant, and is silent when nothing is near', () => {
  const commands = ['serve', 'migrate', 'config', 'doctor']
  assert.equal(closestWord('sevre', commands), 'serve')
  assert.equal(closestWord('MIGRAT', commands), 'migrate')
  assert.equal(closestWord('conf', commands), 'config')
  assert.equal(closestWord('frobnicate', commands), null)
  assert.equal(closestWord('x', commands), null)
  assert.equal(closestWord('', commands), null)
  assert.equal(closestWord('serve', []), null)
})
