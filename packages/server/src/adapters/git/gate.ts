import { HubError } from '../../kit/errors.ts'

/** Lets so many in at a time; the others wait in the order they came, unless there are too many of them. */
export function createGate(most: number, mostWaiting: number) {
  let inside = 0
  const waiting: (() => void)[] = []
  /** @throws HubError Unavailable */
  async function enter(): Promise<Disposable> {
    if (inside >= most) {
      if (waiting.length >= mostWaiting)
        throw new HubError('Unavailable', 'The hub is busy with other fetches and pushes. Try again shortly.')
      await new Promise<void>((resolve) => waiting.push(resolve))
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
  return { enter }
}

export type Gate = ReturnType<typeof createGate>
