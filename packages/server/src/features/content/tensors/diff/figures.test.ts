import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFigures } from './figures.ts'
import { numberType } from './numbers.ts'

function decode(dtype: string, bytes: ArrayBufferView): number[] {
  const { elementBytes, decode } = numberType(dtype)!
  const into = new Float64Array(bytes.byteLength / elementBytes)
  decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), into)
  return [...into]
}

test('every type of number is read as its format says', () => {
  assert.deepEqual(decode('F64', new Float64Array([1.5, -0.1])), [1.5, -0.1])
  assert.deepEqual(decode('F32', new Float32Array([1.5, 2 ** -149])), [1.5, 2 ** -149])
  // IEEE 754: one, the largest, the smallest normal and subnormal, a third, minus two, infinity, NaN
  const halves = new Uint16Array([0x3c00, 0x7bff, 0x0400, 0x0001, 0x3555, 0xc000, 0x7c00, 0x7e00])
  const third = 0.333251953125
  assert.deepEqual(decode('F16', halves), [1, 65_504, 2 ** -14, 2 ** -24, third, -2, Infinity, Number.NaN])
  const brains = new Uint16Array([0x3f80, 0x4049, 0xff80, 0x0001, 0xbf00])
  assert.deepEqual(decode('BF16', brains), [1, 3.140625, -Infinity, 2 ** -133, -0.5])
  assert.deepEqual(decode('F8_E4M3', new Uint8Array([0x38, 0x7e, 0x01, 0xc0, 0x7f])), [1, 448, 2 ** -9, -2, Number.NaN])
  assert.deepEqual(decode('F8_E5M2', new Uint8Array([0x3c, 0x7b, 0x01, 0xc0, 0x7c])), [
    1,
    57_344,
    2 ** -16,
    -2,
    Infinity,
  ])
  assert.deepEqual(decode('I8', new Int8Array([-128, 127])), [-128, 127])
  assert.deepEqual(decode('U16', new Uint16Array([65_535])), [65_535])
  assert.deepEqual(decode('I32', new Int32Array([-(2 ** 31)])), [-(2 ** 31)])
  assert.deepEqual(decode('I64', new BigInt64Array([-5n, 2n ** 40n])), [-5, 2 ** 40])
  assert.equal(numberType('Q4_K'), null)
  assert.equal(numberType('toString'), null)
})

const compare = (a: number[], b: number[]) => {
  const figures = createFigures()
  // In two blocks, as a large tensor comes.
  const cut = Math.floor(a.length / 2)
  figures.add(Float64Array.from(a.slice(0, cut)), Float64Array.from(b.slice(0, cut)), cut)
  figures.add(Float64Array.from(a.slice(cut)), Float64Array.from(b.slice(cut)), a.length - cut)
  return figures.end()
}

test('figures are those of a sheet of paper', () => {
  // Δ = 0, 1, -2, 2; ‖Δ‖ = 3; ‖a‖ = 5; ‖b‖ = √(9 + 1 + 4 + 36) = √50; a·b = 9 + 0 + 0 + 16
  assert.deepEqual(compare([3, 0, 0, 4], [3, 1, -2, 6]), {
    elements: 4,
    changed: 3,
    maxAbs: 2,
    meanAbs: 5 / 4,
    relativeL2: 3 / 5,
    cosine: 33 / (5 * Math.sqrt(50)),
    notFinite: 0,
  })
})

test('what has no answer is null, and what is not finite is counted apart', () => {
  const zeros = compare([0, 0], [1, 0])
  assert.deepEqual([zeros.relativeL2, zeros.cosine, zeros.meanAbs], [null, null, 0.5])
  const odd = compare([Number.NaN, Infinity, 1, 2], [Number.NaN, -Infinity, 1, 4])
  assert.deepEqual([odd.notFinite, odd.changed, odd.maxAbs, odd.meanAbs], [2, 2, 2, 1])
  assert.deepEqual(compare([], []), {
    elements: 0,
    changed: 0,
    maxAbs: 0,
    meanAbs: 0,
    relativeL2: null,
    cosine: null,
    notFinite: 0,
  })
})
