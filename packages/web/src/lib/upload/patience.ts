import { UploadFault } from './fault.ts'

export type Patience = {
  signal: AbortSignal
  /** resolves at once, or when a paused upload goes on */
  whilePaused: () => Promise<void>
  /** somebody waits for the network: in how many seconds the next try is; null when it answers again */
  onWaiting: (seconds: number | null) => void
  /** seconds between tries; the last fault is thrown after the last of them */
  waits: readonly number[]
}

/** About three minutes: a network that changes comes back sooner. */
export const usualWaits = [0.5, 1, 2, 4, 8, 15, 30, 30, 30, 60]

/** Tries again what failed for a reason that may pass: no answer, too many requests, a hub that is being restarted. */
export async function patiently<Value>(patience: Patience, work: () => Promise<Value>): Promise<Value> {
  const { signal, whilePaused, onWaiting, waits } = patience
  for (let tries = 0; ; tries += 1) {
    await whilePaused()
    signal.throwIfAborted()
    try {
      const value = await work()
      if (tries > 0) onWaiting(null)
      return value
    } catch (error) {
      signal.throwIfAborted()
      const seconds = waits[tries]
      if (!mayPass(error) || seconds === undefined) throw asFault(error)
      onWaiting(seconds)
      await rest(seconds, signal)
    }
  }
}

const passing = new Set([0, 408, 425, 429, 500, 502, 503, 504])

const mayPass = (error: unknown): boolean =>
  error instanceof UploadFault ? passing.has(error.status) : error instanceof TypeError

/** fetch says TypeError for everything that is no answer. */
const asFault = (error: unknown): unknown =>
  error instanceof TypeError ? new UploadFault(error.message, { status: 0, code: 'NoConnection' }) : error

function rest(seconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = (): void => {
    clearTimeout(timer)
    reject(signal.reason as Error)
  }
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', stop)
    resolve()
  }, seconds * 1000)
  signal.addEventListener('abort', stop, { once: true })
  return promise
}
