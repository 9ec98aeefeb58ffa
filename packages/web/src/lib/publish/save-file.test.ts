import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changeBetween } from './create-editor.ts'
import { linesFor } from './save-file.ts'

describe('what is committed for an edited file', () => {
  it('is its text, with the line ends it had', () => {
    assert.deepEqual(linesFor({ path: 'a.md', text: 'x\ny\n', eol: '\r\n' }, 'a.md'), [
      { key: 'file', value: { path: 'a.md', content: 'x\r\ny\r\n', encoding: 'utf-8' } },
    ])
  })

  it('takes the old name away when it has a new one', () => {
    assert.deepEqual(linesFor({ path: 'b/a.md', text: 'x', eol: '\n' }, 'a.md'), [
      { key: 'file', value: { path: 'b/a.md', content: 'x', encoding: 'utf-8', oldPath: 'a.md' } },
    ])
    assert.deepEqual(linesFor({ path: 'b.bin', text: null, eol: '\n' }, 'a.bin'), [
      { key: 'copyFile', value: { path: 'b.bin', srcPath: 'a.bin' } },
      { key: 'deletedFile', value: { path: 'a.bin' } },
    ])
    assert.deepEqual(linesFor({ path: 'a.bin', text: null, eol: '\n' }, 'a.bin'), [])
  })
})

describe('an editor', () => {
  it('changes only what differs', () => {
    for (const [now, next] of [
      ['', 'abc'],
      ['abc', ''],
      ['aaa', 'aaaa'],
      ['one two', 'one 2 two'],
      ['same', 'same'],
    ] as const) {
      const { from, to, insert } = changeBetween(now, next)
      assert.equal(now.slice(0, from) + insert + now.slice(to), next)
    }
    assert.deepEqual(changeBetween('license: mit\nx', 'license: bsd\nx'), { from: 9, to: 12, insert: 'bsd' })
  })
})
