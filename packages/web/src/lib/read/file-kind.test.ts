import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fileKind, isJsonTable } from './file-kind.ts'

it('tells how a file is looked at', () => {
  const kinds = {
    'a/b.PNG': 'image',
    'a.svg': 'image',
    'v.webm': 'video',
    'a.b/paper.pdf': 'pdf',
    'model-00001-of-00002.safetensors': 'tensors',
    'train.csv': 'table',
    'README.md': 'text',
    '.png': 'text',
    png: 'text',
    'a.constructor': 'text',
  }
  for (const [path, kind] of Object.entries(kinds)) assert.equal(fileKind(path), kind, path)
})

it('a list of objects in JSON is a table, a configuration is none', () => {
  assert.equal(isJsonTable('a/rows.json', ['<span>[</span>', '  <span class="tok-x">{</span>"a": 1}', ']']), true)
  assert.equal(isJsonTable('config.json', ['{', '  "a": [{']), false)
  assert.equal(isJsonTable('names.json', ['["a", "b"]']), false)
  assert.equal(isJsonTable('rows.txt', ['[{']), false)
})
