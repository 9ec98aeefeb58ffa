import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../errors/index.ts'
import { seededRandom } from '../testing/random.ts'
import { formatPointer, parsePointer, pointerSize } from './index.ts'

const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393'
const version = 'version https://git-lfs.github.com/spec/v1\n'
const parse = (text: string) => parsePointer(Buffer.from(text))

describe('formatPointer', () => {
  it('writes the example of the specification', () => {
    assert.equal(formatPointer({ oid, size: 12345 }).toString(), `${version}oid sha256:${oid}\nsize 12345\n`)
    assert.equal(pointerSize({ oid, size: 12345 }), 130)
  })

  it('refuses what no reader would take', () => {
    for (const size of [-1, 1.5, Number.NaN, 2 ** 60]) assert.throws(() => formatPointer({ oid, size }), FormatError)
    assert.throws(() => formatPointer({ oid: oid.toUpperCase(), size: 1 }), FormatError)
  })
})

describe('parsePointer', () => {
  it('reads pointers with extensions, unknown keys and the old version', () => {
    const extension = `ext-0-case sha256:${'a'.repeat(64)}\n`
    for (const text of [
      `${version}oid sha256:${oid}\nsize 0\n`,
      `version https://hawser.github.com/spec/v1\noid sha256:${oid}\nsize 0\n`,
      `${version}${extension}oid sha256:${oid}\nsize 0\nx-note two words\n`,
    ])
      assert.deepEqual(parse(text), { oid, size: 0 })
  })

  it('takes nothing else for a pointer', () => {
    const bad = [
      '',
      version,
      `${version}oid sha256:${oid}\nsize 1`,
      `${version}oid sha256:${oid}\r\nsize 1\r\n`,
      `${version}size 1\noid sha256:${oid}\n`,
      `${version}oid sha256:${oid}\nsize 01\n`,
      `${version}oid sha256:${oid}\nsize -1\n`,
      `${version}oid sha256:${oid}\nsize 99999999999999999\n`,
      `${version}oid sha256:${oid}\nsize 9999999999999999\n`,
      `${version}oid sha256:${oid}\nsize 1\nsize 1\n`,
      `${version}oid  sha256:${oid}\nsize 1\n`,
      `${version}oid sha256:${oid.toUpperCase()}\nsize 1\n`,
      `${version}oid md5:${oid}\nsize 1\n`,
      `${version}\noid sha256:${oid}\nsize 1\n`,
      `\ufeff${version}oid sha256:${oid}\nsize 1\n`,
      `version https://example.org/v1\noid sha256:${oid}\nsize 1\n`,
      `${version}oid sha256:${oid}\nsize 1\nz ${'x'.repeat(1024)}\n`,
    ]
    for (const text of bad) assert.equal(parse(text), null, text)
    assert.equal(parsePointer(Buffer.concat([Buffer.from(version), Buffer.from([0xff, 0x0a])])), null)
  })

  it('reads back every pointer', () => {
    const random = seededRandom(2)
    for (let round = 0; round < 200; round += 1) {
      const pointer = { oid: random.bytes(32).toString('hex'), size: random.below(2 ** 32) * random.below(2 ** 20) }
      assert.deepEqual(parsePointer(formatPointer(pointer)), pointer)
      assert.equal(formatPointer(pointer).length, pointerSize(pointer))
    }
  })
})
