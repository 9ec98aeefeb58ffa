import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ggufParts } from './split.ts'

test('the parts of a model are told by the name of any of them', () => {
  const parts = ['a/m-Q4_K-00001-of-00003.gguf', 'a/m-Q4_K-00002-of-00003.gguf', 'a/m-Q4_K-00003-of-00003.gguf']
  for (const part of parts) assert.deepEqual(ggufParts(part, 10), parts)
})

test('what is no part of one is a model by itself', () => {
  for (const path of [
    'm.gguf',
    'm-00001-of-00003.safetensors',
    'm-00000-of-00003.gguf',
    'm-00004-of-00003.gguf',
    'm-00001-of-00001.gguf',
    'm-1-of-3.gguf',
    'm-00001-of-99999.gguf',
    'm-00001-of-00003.gguf.bak',
  ])
    assert.equal(ggufParts(path, 10), null, path)
})
