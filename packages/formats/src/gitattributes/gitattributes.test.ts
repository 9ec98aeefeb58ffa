import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../errors/index.ts'
import { seededRandom } from '../testing/random.ts'
import { attributesLine, compileLfsRules, defaultAttributes, lfsRule, looksBinary, parseAttributes } from './index.ts'

const rootRule = (text: string, path: string) => lfsRule([{ dir: '', text }], path)

describe('parseAttributes', () => {
  it('reads states, values, quotes and escapes', () => {
    const text = '\ufeff# note\n\n  *.bin filter=lfs -text !eol diff\r\n"a b\\tc\\"\\303\\251" x=1\n"open quote y\n'
    assert.deepEqual(parseAttributes(text), [
      {
        pattern: '*.bin',
        attributes: [
          { name: 'filter', value: 'lfs' },
          { name: 'text', state: 'unset' },
          { name: 'eol', state: 'unspecified' },
          { name: 'diff', state: 'set' },
        ],
      },
      { pattern: 'a b\tc"é', attributes: [{ name: 'x', value: '1' }] },
      {
        pattern: '"open',
        attributes: [
          { name: 'quote', state: 'set' },
          { name: 'y', state: 'set' },
        ],
      },
    ])
  })

  it('passes over macros, negative patterns, bad names and over-long lines', () => {
    const text = `[attr]big filter=lfs\n!*.bin filter=lfs\n*.a fil:ter\n*.b builtin_x\n${'x'.repeat(2048)} filter=lfs\n`
    assert.deepEqual(parseAttributes(text), [])
  })
})

// each verdict was also asked of `git check-attr filter`
describe('lfsRule', () => {
  const cases: [pattern: string, lfs: string[], unset: string[]][] = [
    ['*.bin', ['a.bin', 'x/y/.bin'], ['a.bin/b', 'a.Bin']],
    ['/*.bin', ['a.bin'], ['x/a.bin']],
    ['x/*.bin', ['x/a.bin'], ['y/x/a.bin', 'x/y/a.bin']],
    ['saved_model/**/*', ['saved_model/a', 'saved_model/a/b'], ['saved_model', 'x/saved_model/a']],
    ['**/deep', ['deep', 'a/b/deep'], ['a/deep/b']],
    ['a/**/b', ['a/b', 'a/x/y/b'], ['ab', 'x/a/b']],
    ['a/**', ['a/b', 'a/b/c'], ['a']],
    ['*tfevents*', ['x/events.out.tfevents.1'], ['tfevent']],
    ['folder/', [], ['folder', 'folder/a']],
    ['[a-c]?[!0-9]', ['axx', 'b1z'], ['dxx', 'ax1', 'a/x']],
    ['[[:digit:]]*', ['1a'], ['a1']],
    ['[]a]', [']', 'a'], ['b']],
    ['[[:nope:]]', [], ['n']],
    ['[a', [], ['[a', 'a']],
    ['a\\*', ['a*'], ['ab']],
    ['tail\\', [], ['tail', 'tail\\']],
    ['?', ['a'], ['é', 'ab']],
  ]
  for (const [pattern, lfs, unset] of cases)
    it(`matches ${pattern} as git does`, () => {
      for (const path of lfs) assert.equal(rootRule(`${pattern} filter=lfs`, path), 'lfs', path)
      for (const path of unset) assert.equal(rootRule(`${pattern} filter=lfs`, path), 'unset', path)
    })

  it('takes a double star inside a segment for a plain one, as the manual says and git sometimes does not', () => {
    assert.equal(rootRule('a**/b filter=lfs', 'aa/b'), 'lfs')
    assert.equal(rootRule('a**/b filter=lfs', 'a/a/b'), 'unset')
  })

  it('lets the last rule and the deepest file win', () => {
    assert.equal(rootRule('*.bin filter=lfs\nsmall.bin -filter', 'small.bin'), 'not-lfs')
    assert.equal(rootRule('*.bin filter=lfs\nsmall.bin !filter', 'small.bin'), 'not-lfs')
    assert.equal(rootRule('*.bin filter=lfs\n*.bin text', 'a.bin'), 'lfs')
    assert.equal(rootRule('*.bin filter=lfs filter=other', 'a.bin'), 'not-lfs')
    const rule = compileLfsRules([
      { dir: 'a/b', text: '*.txt filter=lfs\n' },
      { dir: '', text: '*.bin filter=lfs\n*.txt -filter\n' },
      { dir: 'a', text: '/x.bin -filter' },
    ])
    assert.deepEqual(['a/x.bin', 'a/b/x.bin', 'a/b/c/y.txt', 'y.txt', 'ab/x.bin', 'a/b'].map(rule), [
      'not-lfs',
      'lfs',
      'lfs',
      'not-lfs',
      'lfs',
      'unset',
    ])
  })

  it('stays quick whatever the pattern', () => {
    const stars = `${'*a'.repeat(400)}b`
    const deep = `${'**/a/'.repeat(300)}b`
    const text = `${`/${stars} filter=lfs\n`.repeat(20)}${`${deep} filter=lfs\n`.repeat(20)}`
    const started = performance.now()
    assert.equal(rootRule(text, 'a'.repeat(4000)), 'unset')
    assert.equal(rootRule(text, 'a/'.repeat(1000) + 'a'), 'unset')
    assert.ok(performance.now() - started < 5000)
  })
})

describe('defaultAttributes', () => {
  it('sends weights to LFS and leaves text alone', () => {
    const model = compileLfsRules([{ dir: '', text: defaultAttributes('model') }])
    const dataset = compileLfsRules([{ dir: '', text: defaultAttributes('dataset') }])
    const large = [
      'pytorch_model.bin',
      'a.pkl',
      'x.lfs.y',
      'd/t.parquet',
      'm.safetensors',
      'a.zip',
      'saved_model/v/x',
      'a.tar.gz',
    ]
    for (const path of large) assert.equal(model(path), 'lfs', path)
    for (const path of ['a.txt', 'README.md', 'config.json', 'x.py', 'a.png']) assert.equal(model(path), 'unset', path)
    assert.equal(dataset('a.png'), 'lfs')
    assert.match(defaultAttributes('code'), /^\*\.7z filter=lfs diff=lfs merge=lfs -text\n/)
  })
})

describe('attributesLine', () => {
  it('names exactly one path', () => {
    assert.equal(attributesLine('a.bin'), '/a.bin filter=lfs diff=lfs merge=lfs -text')
    const random = seededRandom(3)
    const paths = Array.from({ length: 200 }, () =>
      Array.from({ length: 1 + random.below(6) }, () => random.pick([...'ab*?[]!#" \\é😀.'])).join(''),
    )
    for (const path of [...paths, '#x', '!x', '"x"', 'tail ']) {
      const rule = compileLfsRules([{ dir: '', text: `${attributesLine(path)}\n` }])
      assert.equal(rule(path), 'lfs', path)
      for (const other of paths) assert.equal(rule(other), other === path ? 'lfs' : 'unset', `${path} | ${other}`)
      assert.equal(rule(`x/${path}`), 'unset')
    }
  })

  it('refuses a path that no line can hold', () => {
    assert.throws(() => attributesLine('a/'.repeat(1100)), FormatError)
  })
})

describe('looksBinary', () => {
  it('tells text from bytes', () => {
    const model = Buffer.from('模型')
    for (const text of [Buffer.alloc(0), Buffer.from('a\r\n\t'), model, model.subarray(0, 4)])
      assert.equal(looksBinary(text), false)
    for (const bytes of [Buffer.from('a\0'), Buffer.from([0xff]), Buffer.from([0xe6, 0x20]), Buffer.from([0xc0, 0x80])])
      assert.equal(looksBinary(bytes), true)
  })
})
