import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isIgnored } from './index.ts'

// each verdict was also asked of `git check-ignore --no-index`
const cases: [text: string, ignored: string[], kept: string[]][] = [
  ['*.log', ['a.log', 'x/a.log'], ['a.log.txt']],
  ['/build', ['build', 'build/x'], ['src/build']],
  ['build/', ['build/x', 'a/build/x'], ['build']],
  ['a/b', ['a/b', 'a/b/c'], ['x/a/b']],
  ['*.log\n!keep.log', ['a.log'], ['keep.log', 'x/keep.log']],
  ['out/\n!out/keep', ['out/keep'], []],
  ['out/*\n!out/keep', ['out/x'], ['out/keep']],
  ['**/tmp/**', ['tmp/a', 'x/tmp/a'], ['tmp']],
  ['# note\n\\#x\n\\!y\n', ['#x', '!y'], ['# note', 'x']],
  ['a  \nb\\ \r\n', ['a', 'b '], ['b']],
  ['\ufeffx', ['x'], []],
  ['[', [], ['[']],
  ['', [], ['a']],
]
for (const [text, ignored, kept] of cases)
  it(`reads ${JSON.stringify(text)} as git does`, () => {
    for (const path of ignored) assert.equal(isIgnored(text, path), true, path)
    for (const path of kept) assert.equal(isIgnored(text, path), false, path)
  })
