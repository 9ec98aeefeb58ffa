import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'

/** So many at once; the others wait, and whoever comes while too many wait is told so. */
export function createTurns(most: number) {
  const waiting: (() => void)[] = []
  let running = 0

  async function take(): Promise<Disposable> {
    if (running < most) running += 1
    else {
      if (waiting.length >= limits.tableQueriesWaiting)
        throw new HubError('RateLimited', 'Too many tables are being read right now. Try again in a moment.', {
          retrySeconds: 5,
        })
      // Whoever ends hands the turn on.
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    return { [Symbol.dispose]: end }
  }

  function end(): void {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return { take }
}
