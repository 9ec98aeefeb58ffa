import { HubError } from './errors.ts'

/** `busy` is said to who may not even wait. */
export type GateOptions = { most: number; waiting: number; busy: string }

/** Lets so many in at a time; the others wait in the order they came, unless there are too many of them. */
export function createGate({ most, waiting: mostWaiting, busy }: GateOptions) {
  let inside = 0
  const waiting: (() => void)[] = []
  /** @throws HubError Unavailable; UploadIncomplete when `signal` says that the client waits no more */
  async function enter(signal?: AbortSignal): Promise<Disposable> {
    if (inside >= most) {
      if (waiting.length >= mostWaiting) throw new HubError('Unavailable', busy)
      await wait(signal)
    } else {
      inside += 1
    }
    let isOut = false
    return {
      [Symbol.dispose]: () => {
        if (isOut) return
        isOut = true
        // The place goes straight to the next.
        const next = waiting.shift()
        if (next) next()
        else inside -= 1
      },
    }
  }
  function wait(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(hungUp())
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = (): void => {
      const place = waiting.indexOf(go)
      if (place < 0) return
      waiting.splice(place, 1)
      reject(hungUp())
    }
    const go = (): void => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    signal?.addEventListener('abort', leave)
    waiting.push(go)
    return promise
  }

  return { enter }
}

const hungUp = () => new HubError('UploadIncomplete', 'The client hung up.')

export type Gate = ReturnType<typeof createGate>
