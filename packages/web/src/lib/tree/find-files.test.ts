import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findFiles } from './find-files.ts'

const paths = ['config/readme/x.bin', 'docs/my-readme.md', 'README.md', 'src/readme.txt']

test('the closest names come first, whatever their case', () => {
  assert.deepEqual(findFiles(paths, 'readme', 10), [
    'README.md',
    'src/readme.txt',
    'docs/my-readme.md',
    'config/readme/x.bin',
  ])
  assert.deepEqual(findFiles(paths, 'docs md', 10), ['docs/my-readme.md'])
  assert.deepEqual(findFiles(paths, '  ', 2), paths.slice(0, 2))
  assert.deepEqual(findFiles(paths, 'none', 10), [])
})
