import assert from 'node:assert/strict'
import { hashFromText, hashToText } from '@kaihub/formats/xet'
import type { Term, XetHash } from './xet.ts'

/** A xorb's hash, then first chunk, end chunk and content bytes as little-endian u32. */
export const termBytes = 44

export function writeTerm(recipe: Buffer, at: number, { xorb, start, end, contentBytes }: Term): void {
  hashFromText(xorb).copy(recipe, at)
  recipe.writeUInt32LE(start, at + 32)
  recipe.writeUInt32LE(end, at + 36)
  recipe.writeUInt32LE(contentBytes, at + 40)
}

/** The terms of a file in order, read from packed bytes when asked for. */
export type Recipe = {
  count: number
  sizeBytes: number
  term: (index: number) => Term
  /** the term that holds this byte of the file, and where in the file it begins */
  find: (offset: number) => { index: number; startsAt: number }
}

export function readRecipe(packed: Buffer): Recipe {
  const count = packed.length / termBytes
  assert(Number.isInteger(count), `a recipe of ${packed.length} bytes`)
  // Beyond 2^32 a file has more bytes than a u32 counts.
  const ends = new Float64Array(count)
  let sizeBytes = 0
  for (let index = 0; index < count; index += 1) {
    sizeBytes += packed.readUInt32LE(index * termBytes + 40)
    ends[index] = sizeBytes
  }

  function term(index: number): Term {
    const at = index * termBytes
    return {
      xorb: hashToText(packed.subarray(at, at + 32)) as XetHash,
      start: packed.readUInt32LE(at + 32),
      end: packed.readUInt32LE(at + 36),
      contentBytes: packed.readUInt32LE(at + 40),
    }
  }

  function find(offset: number): { index: number; startsAt: number } {
    assert(offset >= 0 && offset < sizeBytes, `no term holds byte ${offset} of ${sizeBytes}`)
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (ends[middle]! > offset) high = middle
      else low = middle + 1
    }
    return { index: low, startsAt: low === 0 ? 0 : ends[low - 1]! }
  }

  return { count, sizeBytes, term, find }
}
