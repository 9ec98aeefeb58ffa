import assert from 'node:assert/strict'
import { it } from 'node:test'
import { moveLines } from './folder-files.ts'

it('moves every file below a folder and keeps their places in it', () => {
  assert.deepEqual(moveLines(['a/b/a/b/x', 'a/b/y'], 'a/b', 'c'), [
    { key: 'copyFile', value: { path: 'c/a/b/x', srcPath: 'a/b/a/b/x' } },
    { key: 'copyFile', value: { path: 'c/y', srcPath: 'a/b/y' } },
    { key: 'deletedFolder', value: { path: 'a/b' } },
  ])
})
