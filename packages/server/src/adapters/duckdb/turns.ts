import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import type { Asker } from '../../ports/tables.ts'
import { stopIfLeft } from './asking.ts'

type Waiting = { begin: () => void }

/** So many at once and one of each asker; whoever waits is served in turn with the others, however much one of them asks. */
export function createTurns(most: number) {
  const queues = new Map<string, Set<Waiting>>()
  const served = new Set<string>()

  /** @throws HubError RateLimited, or Unavailable when the asker left meanwhile */
  async function take({ name, signal }: Asker): Promise<Disposable> {
    stopIfLeft(signal)
    const queue = queues.get(name) ?? new Set()
    const total = queues.values().reduce((sum, { size }) => sum + size, 0)
    if (queue.size >= limits.tableQueriesPerAsker || total >= limits.tableQueriesWaiting)
      throw new HubError('RateLimited', 'Too many tables are being read right now. Try again in a moment.', {
        retrySeconds: 5,
      })
    queues.set(name, queue)
    const isServed = await new Promise<boolean>((resolve) => {
      const waiting = { begin: () => resolve(true) }
      queue.add(waiting)
      const leave = (): void => {
        if (!queue.delete(waiting)) return
        if (queue.size === 0) queues.delete(name)
        resolve(false)
      }
      signal.addEventListener('abort', leave, { once: true })
      serve()
    })
    if (!isServed) stopIfLeft(signal)
    return {
      [Symbol.dispose]: () => {
        served.delete(name)
        // What is left of theirs comes after all others.
        const rest = queues.get(name)
        queues.delete(name)
        if (rest?.size) queues.set(name, rest)
        serve()
      },
    }
  }

  function serve(): void {
    for (const [name, queue] of queues) {
      const [next] = queue
      if (!next || served.size >= most || served.has(name)) continue
      served.add(name)
      queue.delete(next)
      next.begin()
    }
  }

  return { take }
}

export type Turns = ReturnType<typeof createTurns>
