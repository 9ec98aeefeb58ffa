import { copyInto, givePiece, pieceBytes, takePiece } from '../../../../kit/pieces.ts'
import type { Threads } from '../../../../ports/threads.ts'
import type { OpenFile } from '../../file.ts'
import type { PlacedTensor } from '../inventory.ts'
import { compareJob, elementsAtOnce, type Compared } from './compare-job.ts'
import { numberType } from './numbers.ts'
import type { RequireTime } from './patience.ts'

export type Side = { tensor: PlacedTensor; file: OpenFile }

/** Whether there is anything to compute: plain numbers on both sides, in the order this machine has them. */
export const isComputable = (a: PlacedTensor, b: PlacedTensor): boolean =>
  [a, b].every((side) => numberType(side.dtype) !== null && !side.isBigEndian) && a.parameters === b.parameters

/** Streams both tensors through a thread, which compares one part while the next is read. */
export async function compareTensors(
  threads: Threads,
  [a, b]: readonly [Side, Side],
  requireTime: RequireTime,
): Promise<Compared> {
  const types = isComputable(a.tensor, b.tensor) ? { a: a.tensor.dtype, b: b.tensor.dtype } : null
  const task = threads.begin(compareJob, types)
  const [fromA, fromB] = [createFiller(a), createFiller(b)]
  const pieces = [takePiece(), takePiece(), takePiece(), takePiece()]
  let compared: Promise<{ isSame: boolean }> = Promise.resolve({ isSame: true })
  try {
    for (const [bytesA, bytesB] of steps(a.tensor, b.tensor, types !== null)) {
      requireTime()
      // Two are filled while the thread has the other two.
      pieces.push(...pieces.splice(0, 2))
      const [partA, partB] = [pieces[0]!.subarray(0, bytesA), pieces[1]!.subarray(0, bytesB)]
      await Promise.all([fromA.fill(partA), fromB.fill(partB)])
      const { isSame } = await compared
      // Of what is no number there is no more to learn.
      if (!isSame && !types) break
      compared = task.feed({ a: partA, b: partB })
      compared.catch(() => {})
    }
    await compared
    return await task.end()
  } finally {
    await compared.catch(() => {})
    task.drop()
    await Promise.all([fromA.end(), fromB.end()])
    for (const piece of pieces) givePiece(piece)
  }
}

/** How many bytes of each side are compared at a time. */
function* steps(a: PlacedTensor, b: PlacedTensor, asNumbers: boolean): Generator<[number, number]> {
  const [bytesA, bytesB] = asNumbers ? [a, b].map(({ dtype }) => numberType(dtype)!.elementBytes) : [1, 1]
  const most = asNumbers ? elementsAtOnce : pieceBytes
  for (let left = asNumbers ? a.parameters : a.sizeBytes; left > 0; left -= most)
    yield [Math.min(left, most) * bytesA!, Math.min(left, most) * bytesB!]
}

/** The bytes of a tensor, as many at a time as somebody wants. */
function createFiller({ tensor, file }: Side) {
  const range = { first: tensor.begin, last: tensor.begin + tensor.sizeBytes - 1 }
  const parts = file.read(range)[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()

  async function fill(into: Buffer): Promise<void> {
    for (let filled = 0; filled < into.length;) {
      if (rest.length === 0) {
        const { value, done } = await parts.next()
        if (done) throw new Error(`the file ${file.entry.path} ended inside a tensor`)
        rest = value
      }
      const some = rest.subarray(0, into.length - filled)
      copyInto(into, filled, some)
      filled += some.length
      rest = rest.subarray(some.length)
    }
  }

  return { fill, end: async () => void (await parts.return?.()) }
}
