import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../errors/index.ts'
import { seededRandom } from '../testing/random.ts'
import { parseGguf } from './index.ts'
import type { GgufHeader } from './index.ts'

/** Writes numbers for a test file, either end first. */
function writer(isBig = false) {
  const number = (size: 4 | 8) => (value: number | bigint) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64LE(BigInt(value))
    const own = bytes.subarray(0, size)
    return isBig ? Buffer.from(own.toReversed()) : own
  }
  const u32 = number(4)
  const u64 = number(8)
  const string = (text: string) => Buffer.concat([u64(Buffer.byteLength(text)), Buffer.from(text)])
  const f32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    if (isBig) bytes.writeFloatBE(value)
    else bytes.writeFloatLE(value)
    return bytes
  }
  const array = (type: number, items: Buffer[]) => Buffer.concat([u32(type), u64(items.length), ...items])
  const entry = (key: string, type: number, value: Buffer) => Buffer.concat([string(key), u32(type), value])
  const tensor = (name: string, shape: (number | bigint)[], type: number, offset: number) =>
    Buffer.concat([string(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)])
  const file = (entries: Buffer[], tensors: Buffer[] = [], version = 3) =>
    Buffer.concat([Buffer.from('GGUF'), u32(version), u64(tensors.length), u64(entries.length), ...entries, ...tensors])
  return { u32, u64, f32, string, array, entry, tensor, file }
}

const { u32, u64, f32, string, array, entry, tensor, file } = writer()

function sample(isBig = false, version = 3): Buffer {
  const w = writer(isBig)
  const tokens = Array.from({ length: 100 }, (_, n) => w.string(`<t${n}>`))
  return w.file(
    [
      w.entry('general.architecture', 8, w.string('llama')),
      w.entry('llama.context_length', 4, w.u32(4096)),
      w.entry('general.file_type', 4, w.u32(15)),
      w.entry('tokenizer.ggml.tokens', 9, w.array(8, tokens)),
      w.entry('tokenizer.ggml.bos_token_id', 4, w.u32(1)),
      w.entry('tokenizer.ggml.eos_token_id', 4, w.u32(99)),
      w.entry('tokenizer.chat_template', 8, w.string('{{ messages }}')),
      w.entry(
        'scores',
        9,
        w.array(
          6,
          Array.from({ length: 65 }, () => w.f32(0)),
        ),
      ),
      w.entry('short', 9, w.array(6, [w.f32(0.5), w.f32(Number.NaN)])),
      w.entry('nested', 9, w.array(9, [w.array(8, [w.string('a')]), w.array(7, [])])),
      w.entry('big', 10, w.u64(2n ** 63n)),
      w.entry('flag', 7, Buffer.from([1])),
    ],
    [w.tensor('token_embd.weight', [64, 100], 12, 0), w.tensor('norm', [64], 0, 3616), w.tensor('new', [], 99, 4096)],
    version,
  )
}

const parse = (bytes: Uint8Array) => parseGguf(bytes, true) as GgufHeader

describe('parseGguf', () => {
  it('reads both versions and both byte orders', () => {
    for (const [isBig, version] of [
      [false, 3],
      [false, 2],
      [true, 3],
    ] as const) {
      const bytes = sample(isBig, version)
      const header = parse(bytes)
      assert.equal(header.version, version)
      assert.equal(header.isBigEndian, isBig)
      assert.equal(header.tensorCount, 3)
      assert.equal(header.parameters, 6465)
      assert.equal(header.dataOffset, Math.ceil(bytes.length / 32) * 32)
      assert.deepEqual(header.tensors[0], { name: 'token_embd.weight', shape: [64, 100], type: 'Q4_K', offset: 0 })
      assert.equal(header.tensors[2]?.type, 'type 99')
      assert.deepEqual(header.summary, {
        total: 6465,
        architecture: 'llama',
        context_length: 4096,
        file_type: 15,
        chat_template: '{{ messages }}',
        bos_token: '<t1>',
        eos_token: '<t99>',
      })
    }
  })

  it('keeps short values, describes long ones, and stays safe for JSON', () => {
    const { metadata } = parse(sample())
    assert.deepEqual(metadata['tokenizer.ggml.tokens'], { type: 'array<string>', length: 100 })
    assert.deepEqual(metadata['scores'], { type: 'array<float32>', length: 65 })
    assert.deepEqual(metadata['short'], [0.5, 'NaN'])
    assert.deepEqual(metadata['nested'], [['a'], []])
    assert.equal(metadata['big'], '9223372036854775808')
    assert.equal(metadata['flag'], true)
    const long = parse(
      file([entry('s', 8, string('x'.repeat(300_000))), entry('__proto__', 8, string('a\0b'))]),
    ).metadata
    assert.deepEqual(long['s'], { type: 'string', length: 300_000 })
    assert.equal(Object.getOwnPropertyDescriptor(long, '__proto__')?.value, 'a\ufffdb')
  })

  it('asks for more until the header is whole, and never beyond its limit', () => {
    const bytes = sample()
    for (let length = 0; length < bytes.length; length += 1) {
      const answer = parseGguf(bytes.subarray(0, length))
      assert.ok('needMore' in answer && answer.needMore > length, `${length}`)
      assert.throws(() => parseGguf(bytes.subarray(0, length), true), FormatError)
    }
    const large = file([entry('tokens', 9, Buffer.concat([u32(8), u64(50_000), Buffer.alloc(400_000)]))])
    let given = 0
    let rounds = 0
    for (let answer = parseGguf(Buffer.alloc(0)); 'needMore' in answer; rounds += 1) {
      given = Math.min(answer.needMore, large.length)
      answer = parseGguf(large.subarray(0, given))
    }
    assert.ok(rounds < 6)
    assert.equal(given, large.length)
  })

  it('refuses other files and versions', () => {
    assert.throws(() => parseGguf(Buffer.from('GGML')), /magic/)
    assert.throws(() => parseGguf(Buffer.from('X')), /magic/)
    for (const version of [0, 1, 4, 0x10000]) assert.throws(() => parseGguf(file([], [], version)), /version/)
  })

  it('believes no claimed length or count', () => {
    const huge = 2n ** 63n
    const head = (tensors: bigint, entries: bigint) =>
      Buffer.concat([Buffer.from('GGUF'), u32(3), u64(tensors), u64(entries)])
    const hostile = [
      head(huge, 0n),
      head(0n, huge),
      Buffer.concat([head(0n, 1n), u64(huge)]),
      file([entry('s', 8, u64(huge))]),
      file([entry('a', 9, Buffer.concat([u32(0), u64(huge)]))]),
      file([entry('a', 9, Buffer.concat([u32(12), u64(4_194_304), Buffer.alloc(0)])), entry('b', 9, Buffer.alloc(0))]),
      file([], [tensor('t', [huge], 0, 0)]),
      file([], [tensor('t', [2 ** 40, 2 ** 40], 0, 0)]),
      file([], [tensor('t', [1, 1, 1, 1, 1, 1, 1, 1, 1], 0, 0)]),
      file([], [tensor('t', [1], 0, 7)]),
    ]
    for (const bytes of hostile) assert.throws(() => parseGguf(bytes, true), FormatError)
    const past = parseGguf(file([entry('a', 9, Buffer.concat([u32(0), u64(4_000_000)]))]))
    assert.ok('needMore' in past && past.needMore < 4_100_000)
  })

  it('refuses unknown value types, deep arrays, repeated names and odd alignments', () => {
    assert.throws(() => parse(file([entry('a', 13, Buffer.alloc(8))])), /unknown value type/)
    assert.throws(() => parse(file([entry('a', 9, array(77, []))])), /unknown value type/)
    const deep = array(9, [array(9, [array(9, [array(9, [array(0, [])])])])])
    assert.throws(() => parse(file([entry('a', 9, deep)])), /nested deeper/)
    assert.throws(() => parse(file([entry('a', 6, f32(1)), entry('a', 6, f32(1))])), /appears twice/)
    assert.throws(() => parse(file([], [tensor('t', [1], 0, 0), tensor('t', [1], 0, 32)])), /appears twice/)
    for (const alignment of [0, 24, 2 ** 21])
      assert.throws(() => parse(file([entry('general.alignment', 4, u32(alignment))])), /alignment/)
    assert.equal(parse(file([entry('general.alignment', 4, u32(64))])).dataOffset, 64)
    const odd = [entry('tokenizer.ggml.tokens', 9, array(4, [u32(1)])), entry('tokenizer.ggml.bos_token_id', 4, u32(0))]
    assert.deepEqual(parse(file(odd)).summary, { total: 0 })
  })

  it('never fails but with FormatError, in time', () => {
    const random = seededRandom(6)
    const good = sample()
    const started = performance.now()
    for (let round = 0; round < 3000; round += 1) {
      const bytes = Buffer.from(good)
      for (let n = 1 + random.below(4); n > 0; n -= 1) bytes[random.below(bytes.length)] = random.below(256)
      try {
        const answer = parseGguf(bytes)
        JSON.stringify(answer)
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error))
      }
    }
    assert.ok(performance.now() - started < 5000)
  })
})
