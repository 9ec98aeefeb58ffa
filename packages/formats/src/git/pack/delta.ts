// Deltas: https://git-scm.com/docs/gitformat-pack#_deltified_representation, pieces copied from a base and new bytes
import { fail } from './fail.ts'

/** What a delta makes of its base. Throws FormatError on damage, on another base, and on a result over the limit. */
export function applyDelta(base: Uint8Array, delta: Uint8Array, limitBytes: number): Buffer {
  const baseSize = readSize(delta, 0)
  const resultSize = readSize(delta, baseSize.end)
  if (baseSize.value !== base.length) return fail('a delta against a base of another size')
  if (resultSize.value > limitBytes) return fail(`a delta whose result is over ${limitBytes} bytes`)
  const result = Buffer.allocUnsafe(resultSize.value)
  let filled = 0
  const append = (from: Uint8Array, start: number, end: number): void => {
    if (end > from.length) fail('a delta that copies from beyond its base or its own end')
    if (filled + end - start > result.length) fail('a delta whose result is longer than announced')
    result.set(from.subarray(start, end), filled)
    filled += end - start
  }
  for (let at = resultSize.end; at < delta.length;) {
    const instruction = byteAt(delta, at)
    at += 1
    if (instruction === 0) return fail('a delta with a reserved instruction')
    if (instruction < 0x80) {
      append(delta, at, at + instruction)
      at += instruction
    } else {
      const copy = readCopy(delta, at, instruction)
      append(base, copy.start, copy.start + copy.length)
      at = copy.end
    }
  }
  return filled === result.length ? result : fail('a delta whose result is shorter than announced')
}

function readSize(delta: Uint8Array, start: number): { value: number; end: number } {
  let value = 0
  let at = start
  for (let byte = 0x80, unit = 1; byte >= 0x80; at += 1, unit *= 128) {
    byte = byteAt(delta, at)
    value += (byte & 0x7f) * unit
    if (Math.max(value, unit) > Number.MAX_SAFE_INTEGER) return fail('a delta of impossible size')
  }
  return { value, end: at }
}

/** The low bits of the instruction say which bytes of offset and length follow; the others are zero. */
function readCopy(delta: Uint8Array, start: number, instruction: number) {
  let at = start
  const field = (firstBit: number, bits: number): number => {
    let value = 0
    for (let bit = 0; bit < bits; bit += 1) {
      if ((instruction & (1 << (firstBit + bit))) === 0) continue
      value += byteAt(delta, at) * 256 ** bit
      at += 1
    }
    return value
  }
  const offset = field(0, 4)
  const length = field(4, 3)
  return { start: offset, length: length === 0 ? 0x10000 : length, end: at }
}

const byteAt = (delta: Uint8Array, at: number): number => delta[at] ?? fail('a delta that is cut off')
