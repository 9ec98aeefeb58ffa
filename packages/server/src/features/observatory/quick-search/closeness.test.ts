import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeness } from './closeness.ts'

test('the same name is closest, then beginnings, then words, then parts of words', () => {
  const names = ['x/all-berty', 'x/my-bert', 'bert/other', 'x/bert-base', 'x/bert']
  const ordered = names.toSorted((a, b) => closeness(a, ' BERT') - closeness(b, ' BERT'))
  assert.deepEqual(ordered, ['x/bert', 'x/bert-base', 'x/all-berty', 'x/my-bert', 'bert/other'])
  assert.equal(closeness('x/roberta', 'bert'), 3)
})

test('with a slash the whole name counts', () => {
  assert.equal(closeness('google/bert', 'google/be'), 1)
  assert.equal(closeness('google/bert', 'Google/Bert'), 0)
})
