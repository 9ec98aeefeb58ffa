import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainFailure } from './database.ts'

const failure = (code: string, message = 'x') => Object.assign(new Error(message), { code })

test('a database that is away or full is no mistake of ours', () => {
  for (const code of ['57P01', '57P03', '08006', '53300', 'ECONNREFUSED'])
    assert.equal(explainFailure(failure(code))?.code, 'Unavailable')
  assert.equal(explainFailure(new Error('Connection terminated unexpectedly'))?.code, 'Unavailable')
  assert.equal(explainFailure(failure('53100'))?.code, 'StorageFull')
})

test('anything else is', () => {
  for (const error of [failure('23505'), failure('42P01'), new Error('x'), 'x'])
    assert.equal(explainFailure(error), null)
})
