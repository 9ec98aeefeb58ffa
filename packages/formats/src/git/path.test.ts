import assert from 'node:assert/strict'
import { it } from 'node:test'
import { checkPath, checkRefName } from './index.ts'

it('lets awful but lawful paths pass', () => {
  const paths = ['a', 'subpath/to/awful? filename%you:should,never.give', '.gitattributes', '.github/x', 'a b/#+"\'.md']
  for (const path of [...paths, '模型/😀', 'git~2', '.gitx', 'x.git', '...', 'a'.repeat(255)])
    assert.equal(checkPath(path), null, path)
})

it('says why a path may not be', () => {
  const bad: [string, RegExp][] = [
    ['', /empty/],
    ['/a', /slash/],
    ['a//b', /empty segment/],
    ['a/', /empty segment/],
    ['./a', /"\."/],
    ['a/../b', /"\.\."/],
    ['a\\b', /backslash/],
    ['a\0', /control/],
    ['a\nb', /control/],
    ['a\u0085', /control/],
    ['a\x7f', /control/],
    ['\ud800', /Unicode/],
    ['é'.repeat(128), /longer than 255/],
    [`${'a/'.repeat(100)}b`, /deeper/],
    ['ab/'.repeat(2000), /4096/],
  ]
  for (const [path, reason] of bad) assert.match(checkPath(path) ?? 'allowed', reason, path.slice(0, 20))
  const gits = [
    '.git',
    '.GiT/config',
    'a/.git',
    'git~1',
    'GIT~1',
    '.git ',
    '.git.',
    '.git. .',
    '.git::$INDEX_ALLOCATION',
  ]
  for (const path of [...gits, '.g\u200cit', '\ufeff.git', '.gi\u206ft/hooks'])
    assert.match(checkPath(path) ?? 'allowed', /\.git/, path)
})

it('takes limits from the caller', () => {
  assert.match(checkPath('a/b', { segmentBytes: 9, totalBytes: 9, depth: 1 }) ?? '', /deeper than 1/)
})

it('follows git check-ref-format', () => {
  for (const name of ['main', 'refs/heads/main', 'refs/pr/3', 'feature/x-1', '版本', 'a@b', 'a.b', 'lock'])
    assert.equal(checkRefName(name), null, name)
  const bad = [
    '',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    'a..b',
    'a.lock',
    'a.lock/b',
    'a.',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
  ]
  for (const name of [...bad, 'a[b', 'a\\b', 'a\x01', 'a\x7f', '@', 'a@{1}', '-a', '\udc00', 'x'.repeat(241)])
    assert.notEqual(checkRefName(name), null, name)
})
