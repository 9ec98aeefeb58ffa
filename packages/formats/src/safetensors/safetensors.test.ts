import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../errors/index.ts'
import { seededRandom } from '../testing/random.ts'
import { parseHeader, readHeaderLength } from './index.ts'

const parse = (header: unknown, dataBytes: number) => parseText(JSON.stringify(header), dataBytes)
const parseText = (text: string, dataBytes: number) => {
  const json = Buffer.from(text)
  return parseHeader(json, 8 + json.length + dataBytes)
}
const tensor = (dtype: string, shape: number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
})

describe('readHeaderLength', () => {
  it('reads eight bytes, little end first', () => {
    assert.equal(readHeaderLength(Buffer.from([0x10, 0x27, 0, 0, 0, 0, 0, 0, 99])), 10_000)
    assert.equal(readHeaderLength(Buffer.from([0, 0xe1, 0xf5, 5, 0, 0, 0, 0])), 100_000_000)
  })

  it('throws on lengths that cannot be', () => {
    for (const bytes of [
      [],
      [1, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0],
      [1, 0xe1, 0xf5, 5, 0, 0, 0, 0],
      Array(8).fill(255),
    ])
      assert.throws(() => readHeaderLength(Buffer.from(bytes)), FormatError)
    assert.throws(() => readHeaderLength(Buffer.from([9, 0, 0, 0, 0, 0, 0, 0]), 8), FormatError)
  })
})

describe('parseHeader', () => {
  it('counts parameters and orders tensors by their bytes', () => {
    const header = {
      b: tensor('BF16', [2, 3], 8, 20),
      __metadata__: { format: 'pt' },
      a: tensor('F32', [2], 0, 8),
      scalar: tensor('F8_E4M3', [], 20, 21),
      none: tensor('I64', [0, 5], 21, 21),
      packed: tensor('F4', [4], 21, 23),
      six: tensor('F6_E2M3', [4], 23, 26),
    }
    const read = parse(header, 26)
    assert.deepEqual(
      read.tensors.map(({ name }) => name),
      ['a', 'b', 'scalar', 'none', 'packed', 'six'],
    )
    assert.deepEqual(read.tensors[0], { name: 'a', dtype: 'F32', shape: [2], dataOffsets: [0, 8] })
    assert.deepEqual(read.parameters, { F32: 2, BF16: 6, F8_E4M3: 1, I64: 0, F4: 4, F6_E2M3: 4 })
    assert.equal(read.total, 17)
    assert.deepEqual(read.metadata, { format: 'pt' })
  })

  it('accepts padding around the JSON and odd names', () => {
    const read = parseText('  {"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}    ', 1)
    assert.deepEqual(
      read.tensors.map(({ name }) => name),
      ['__proto__'],
    )
    assert.equal(parse({}, 0).total, 0)
  })

  it('refuses files whose bytes are not exactly the tensors', () => {
    const a = tensor('U8', [4], 0, 4)
    assert.throws(() => parse({ a }, 3), /take 4 bytes/)
    assert.throws(() => parse({ a }, 5), /take 4 bytes/)
    assert.throws(() => parse({ a: tensor('U8', [4], 1, 5) }, 5), /hole/)
    assert.throws(() => parse({ a, b: tensor('U8', [2], 3, 5) }, 5), /overlap/)
    assert.throws(() => parse({ a, b: a }, 4), /overlap/)
  })

  it('refuses bad tensors', () => {
    const bad: unknown[] = [
      1,
      {},
      tensor('F33', [1], 0, 4),
      tensor('toString', [1], 0, 4),
      tensor('F32', [1.5], 0, 6),
      tensor('F32', [-1], 0, 4),
      tensor('F32', [2], 0, 4),
      tensor('F32', [1], 4, 0),
      tensor('F4', [1], 0, 1),
      tensor('U8', [2 ** 32, 2 ** 32], 0, 4),
      tensor('F64', [2 ** 50], 0, 2 ** 53),
      tensor('U8', Array(65).fill(1), 0, 1),
      { dtype: 'U8', shape: [4], data_offsets: [0, 4, 8] },
      { dtype: 'U8', shape: 'x', data_offsets: [0, 4] },
    ]
    for (const value of bad) assert.throws(() => parse({ a: value }, 4), FormatError, JSON.stringify(value))
  })

  it('refuses bad JSON, bad metadata and keys that come twice', () => {
    for (const text of ['', '[]', 'null', '{', '{"a":', '\ufeff{}'])
      assert.throws(() => parseText(text, 0), FormatError, text)
    assert.throws(() => parseHeader(Buffer.from([0x7b, 0xff, 0x7d]), 11), FormatError)
    for (const metadata of [null, [], 'x', { a: 1 }])
      assert.throws(() => parse({ __metadata__: metadata }, 0), FormatError)
    const one = '{"dtype":"U8","shape":[1],"data_offsets":[0,1]}'
    assert.throws(() => parseText(`{"a":${one},"\\u0061":${one}}`, 1), /"a" appears twice/)
    assert.throws(
      () => parseText('{"a":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}}', 1),
      /"dtype" appears twice/,
    )
    assert.throws(() => parseText('{"__metadata__":{"x":"1","y":"{\\"x","x":"2"}}', 0), /"x" appears twice/)
  })

  it('never fails but with FormatError', () => {
    const random = seededRandom(5)
    const good = JSON.stringify({ __metadata__: { a: 'b' }, a: tensor('F32', [2], 0, 8), b: tensor('U8', [1], 8, 9) })
    for (let round = 0; round < 2000; round += 1) {
      const json = Buffer.from(good)
      for (let n = 1 + random.below(3); n > 0; n -= 1)
        json[random.below(json.length)] = random.pick([...Buffer.from('{}[]",:019a\\ -e')])
      try {
        const read = parseHeader(json, 8 + json.length + 9)
        assert.equal(read.tensors.at(-1)?.dataOffsets[1], 9)
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error))
      }
    }
  })
})
