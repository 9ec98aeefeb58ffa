import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fileKind } from './file-kind.ts'

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
