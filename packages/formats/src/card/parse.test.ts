import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '../testing/random.ts'
import { maxYamlChars, parseCard, splitCard } from './index.ts'

const card = (yaml: string) => parseCard(`---\n${yaml}\n---\nbody`)

describe('splitCard', () => {
  it('finds front matter after a byte order mark, blank lines and with any line ends', () => {
    assert.deepEqual(splitCard('---\na: 1\n---\n\n# Hi\n'), { frontMatter: 'a: 1\n', body: '\n# Hi\n' })
    assert.deepEqual(splitCard('\ufeff\r\n \r\n--- \r\na: 1\r\n---\r\nHi'), { frontMatter: 'a: 1\r\n', body: 'Hi' })
    assert.deepEqual(splitCard('---\n---'), { frontMatter: '', body: '' })
    assert.deepEqual(splitCard('---\ra: 1\r---\rHi'), { frontMatter: 'a: 1\r', body: 'Hi' })
  })

  it('leaves text without front matter whole', () => {
    for (const text of [
      '',
      '# Hi',
      '--\na\n--\n',
      '---',
      '---\na: 1\n',
      '---\na: 1\n---- \n',
      '---\na: 1\n --- \n',
      'x\n---\na: 1\n---\n',
    ])
      assert.deepEqual(splitCard(text), { frontMatter: null, body: text })
  })

  it('stays quick on long rows of blanks and dashes', () => {
    const started = performance.now()
    for (const unit of [' ', '\n', '-', '---\n', '--- ', '\n---\t']) {
      splitCard(unit.repeat(300_000))
      splitCard(`---\n${unit.repeat(300_000)}x`)
    }
    assert.ok(performance.now() - started < 5000)
  })
})

describe('parseCard', () => {
  it('reads card data', () => {
    assert.deepEqual(card('license: mit\nlanguage:\n- en\n- no\ntags: [a, "b"]\nn: 0x10\nf: 1.5\nb: true\ne:'), {
      data: { license: 'mit', language: ['en', 'no'], tags: ['a', 'b'], n: 16, f: 1.5, b: true, e: null },
      body: 'body',
    })
    assert.deepEqual(parseCard('# only text'), { data: null, body: '# only text' })
    assert.equal(parseCard('---\n# comment\n---\n').data, null)
  })

  it('makes every value safe for JSON', () => {
    const text =
      'day: 2020-01-02\nnan: .nan\ninf: -.inf\nbig: 12345678901234567890\nnul: "a\\0b"\nhalf: "\\ud800"\n1: 2\nnull: 3'
    assert.deepEqual(card(text).data, {
      day: '2020-01-02',
      nan: '.nan',
      inf: '-.inf',
      big: '12345678901234567890',
      nul: 'a\ufffdb',
      half: '\ufffd',
      1: 2,
      null: 3,
    })
    assert.deepEqual(parseCard('---\n%YAML 1.1\n---\n').data, null)
  })

  it('lets no key touch a prototype', () => {
    const { data } = card('__proto__: {polluted: 1}\nconstructor: x\na: {__proto__: [1]}')
    assert.deepEqual(data, { constructor: 'x', a: {} })
    assert.equal(Object.getPrototypeOf(data), Object.prototype)
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  })

  it('follows aliases but lets them build no bomb', () => {
    assert.deepEqual(card('a: &x [1, {b: 2}]\nc: *x').data, { a: [1, { b: 2 }], c: [1, { b: 2 }] })
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `l${n}: &l${n} [${Array(10)
          .fill(n === 0 ? 'x' : `*l${n - 1}`)
          .join(',')}]`,
    )
    assert.match(card(levels.join('\n')).error ?? '', /too large/)
    assert.match(card(`a: &x ${'y'.repeat(100_000)}\nb: [${'*x,'.repeat(1000)}]`).error ?? '', /too large/)
    assert.match(card('a: &x [*x]').error ?? '', /nested deeper/)
    assert.match(card('a: *x').error ?? '', /nothing is named x/)
  })

  it('says what is wrong and where', () => {
    const cases: [yaml: string, error: RegExp][] = [
      ['a: 1\nb: [', /^YAML: .*\(line [23]\)$/],
      ['a: 1\nb: 2\na: 3', /duplicate key "a" \(line 3\)/],
      ['a: !secret x', /tag !secret is not allowed \(line 1\)/],
      ['a: !!python/object:os.system x', /not allowed/],
      ['a: !!binary aGk=', /not allowed/],
      ['- a', /not a mapping/],
      ['text', /not a mapping/],
      ['? [a]\n: 1', /a key is a list or mapping/],
      ['a: 1\n...\n--- x\nb: 2', /./],
      ['a: b: c', /./],
      ['a: @x', /./],
    ]
    for (const [yaml, error] of cases) assert.match(card(yaml).error ?? 'no error', error, yaml)
  })

  it('refuses what is too large or too deep, in time', () => {
    const started = performance.now()
    const hostile = [
      '['.repeat(5000),
      '{'.repeat(20_000),
      '- '.repeat(20_000),
      '? '.repeat(20_000),
      '&a '.repeat(10_000),
    ]
    for (const yaml of hostile) assert.ok(card(yaml).error, yaml.slice(0, 3))
    assert.ok(card(`a: ${'[a, '.repeat(70)}${']'.repeat(70)}`).error)
    assert.match(card(`a: ${'x'.repeat(maxYamlChars)}`).error ?? '', /longer than/)
    assert.match(card(`a: [${','.repeat(200_000)}]`).error ?? '', /tokens/)
    assert.ok(performance.now() - started < 5000)
  })

  it('never throws, and gives only what JSON gives back', () => {
    const random = seededRandom(4)
    const parts = [
      'a',
      'b:',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '&x ',
      '*x',
      '!t ',
      '|',
      '>',
      '#',
      '? ',
      '1',
      '.inf',
      '\t',
      '<<: ',
      '%',
      '---',
      '\\u0000',
    ]
    for (let round = 0; round < 2000; round += 1) {
      const { data } = card(Array.from({ length: random.below(25) }, () => random.pick(parts)).join(''))
      assert.deepEqual(JSON.parse(JSON.stringify(data)), data)
    }
  })
})
