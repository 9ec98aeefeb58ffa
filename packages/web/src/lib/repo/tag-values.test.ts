import assert from 'node:assert/strict'
import { test } from 'node:test'
import { valuesOf } from './tag-values.ts'

test('tags are sorted into what they speak of', () => {
  const tags = ['license:mit', 'zh', 'language:en', 'dataset:a/b', 'size_categories:n<1K', 'tiny', 'region:us']
  assert.deepEqual(valuesOf(tags), { license: 'mit', rows: 'n<1K', languages: ['en', 'zh'], datasets: ['a/b'] })
  assert.deepEqual(valuesOf([]), { license: null, rows: null, languages: [], datasets: [] })
})
