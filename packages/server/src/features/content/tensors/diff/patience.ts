import { limits } from '../../../../config/limits.ts'
import { HubError } from '../../../../kit/errors.ts'
import { createGate } from '../../../../kit/gate.ts'
import { createFairTurns } from '../../fair-turns.ts'

/** Asked now and then while tensors are read. @throws HubError when nobody waits any more, or it took too long */
export type RequireTime = () => void

/** Who waits for an answer: a person, or the address of a stranger. */
export type Reader = { name: string; gone: AbortSignal }

/** Reading tensors is heavy: each reader has one answer under way, all of them few, and none for ever. */
export function createPatience() {
  const inTurn = createFairTurns({
    most: limits.tensorDiffsPerReader,
    tooMuch: () =>
      new HubError('RateLimited', 'Other comparisons of yours are under way: wait for them.', { retrySeconds: 10 }),
  })
  const gate = createGate({
    most: limits.tensorDiffsAtOnce,
    waiting: limits.tensorDiffsWaiting,
    busy: 'Too many models are being compared: try again soon.',
  })

  return <Value>({ name, gone }: Reader, work: (requireTime: RequireTime) => Promise<Value>): Promise<Value> =>
    inTurn(name, async () => {
      using _place = await gate.enter(gone)
      return await work(limited(gone))
    })
}

function limited(gone: AbortSignal): RequireTime {
  const end = performance.now() + limits.tensorDiffMilliseconds
  return () => {
    if (gone.aborted) throw new HubError('UploadIncomplete', 'The client hung up.')
    if (performance.now() > end)
      throw new HubError('Unavailable', 'These tensors take too long to compare: try again when the hub is less busy.')
  }
}
