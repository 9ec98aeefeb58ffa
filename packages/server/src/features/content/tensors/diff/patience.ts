import { limits } from '../../../../config/limits.ts'
import { HubError } from '../../../../kit/errors.ts'
import { createGate } from '../../../../kit/gate.ts'
import { createTurns } from '../../take-turns.ts'

/** Asked now and then while tensors are read. @throws HubError when nobody waits any more, or it took too long */
export type RequireTime = () => void

/** Who waits for an answer: a person, or the address of a stranger. */
export type Reader = { name: string; gone: AbortSignal }

/** Reading tensors is heavy: each reader has one answer under way, all of them few, and none for ever. */
export function createPatience() {
  const takeTurns = createTurns()
  const asked = new Map<string, number>()
  const gate = createGate({
    most: limits.tensorDiffsAtOnce,
    waiting: limits.tensorDiffsWaiting,
    busy: 'Too many models are being compared: try again soon.',
  })

  async function inTurn<Value>({ name, gone }: Reader, work: (requireTime: RequireTime) => Promise<Value>) {
    const before = asked.get(name) ?? 0
    if (before >= limits.tensorDiffsPerReader)
      throw new HubError('RateLimited', 'Other comparisons of yours are under way: wait for them.', {
        retrySeconds: 10,
      })
    asked.set(name, before + 1)
    try {
      return await takeTurns(name, async () => {
        using _place = await gate.enter(gone)
        return await work(limited(gone))
      })
    } finally {
      const left = asked.get(name)! - 1
      if (left > 0) asked.set(name, left)
      else asked.delete(name)
    }
  }

  return inTurn
}

function limited(gone: AbortSignal): RequireTime {
  const end = performance.now() + limits.tensorDiffMilliseconds
  return () => {
    if (gone.aborted) throw new HubError('UploadIncomplete', 'The client hung up.')
    if (performance.now() > end)
      throw new HubError('Unavailable', 'These tensors take too long to compare: try again when the hub is less busy.')
  }
}
