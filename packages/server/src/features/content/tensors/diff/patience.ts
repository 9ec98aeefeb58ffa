import { limits } from '../../../../config/limits.ts'
import { HubError } from '../../../../kit/errors.ts'
import { createGate } from '../../../../kit/gate.ts'
import type { Asker } from '../../../../ports/tables.ts'
import { createFairTurns } from '../../fair-turns.ts'

/** Asked now and then while tensors are read. @throws HubError when nobody waits any more, or it took too long */
export type RequireTime = () => void

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

  return <Value>({ name, signal }: Asker, work: (requireTime: RequireTime) => Promise<Value>): Promise<Value> =>
    inTurn(name, async () => {
      using _place = await gate.enter(signal)
      return await work(limited(signal))
    })
}

function limited(signal: AbortSignal): RequireTime {
  const end = performance.now() + limits.tensorDiffMilliseconds
  return () => {
    if (signal.aborted) throw new HubError('UploadIncomplete', 'The client hung up.')
    if (performance.now() > end)
      throw new HubError('Unavailable', 'These tensors take too long to compare: try again when the hub is less busy.')
  }
}
