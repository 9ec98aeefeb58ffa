import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isLeftOut } from './collect-files.ts'

it('leaves out what nobody means to publish', () => {
  for (const path of ['.git/config', 'a/.git/HEAD', 'folder/.DS_Store', 'x/__pycache__/y.pyc'])
    assert.ok(isLeftOut(path), path)
  for (const path of ['.gitattributes', '.gitignore', 'git/x', 'README.md']) assert.ok(!isLeftOut(path), path)
})
