import { pieceBytes } from '../../../../kit/pieces.ts'
import type { Job, Work } from '../../../../ports/threads.ts'
import { createFigures, type Figures } from './figures.ts'
import { numberType, widestNumber } from './numbers.ts'

/** types of both sides; null: only the bytes are compared */
type Input = { a: string; b: string } | null
type Pair = { a: Uint8Array; b: Uint8Array }
/** whether the bytes so far are the same */
type Reply = { isSame: boolean }
export type Compared = { isSame: boolean; figures: Figures | null }

/** Elements of one side that are compared at a time: of whatever type, they fit a piece of memory. */
export const elementsAtOnce = pieceBytes / widestNumber

export const compareJob = new URL(import.meta.url) as Job<Input, Pair, Reply, Compared>

/** Takes the same elements of two tensors at a time. */
export function begin(input: Input): Work<Pair, Reply, Compared> {
  const [a, b] = input ? [numberType(input.a)!, numberType(input.b)!] : [null, null]
  const [as, bs] = [new Float64Array(a ? elementsAtOnce : 0), new Float64Array(b ? elementsAtOnce : 0)]
  const figures = a && createFigures()
  let isSame = true
  return {
    feed: (pair) => {
      isSame &&= Buffer.compare(pair.a, pair.b) === 0
      if (a && b && figures) {
        a.decode(pair.a, as)
        b.decode(pair.b, bs)
        figures.add(as, bs, pair.a.length / a.elementBytes)
      }
      return { isSame }
    },
    end: () => ({ isSame, figures: figures?.end() ?? null }),
  }
}
