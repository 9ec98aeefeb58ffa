/** Work under one key is done in the order it came, one after the other; work under other keys does not wait. */
export type TakeTurns = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>

export function createTurns(): TakeTurns {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work)
    // Whoever comes next waits for the end, however it ends.
    const end = turn.catch(() => {})
    last.set(key, end)
    try {
      return await turn
    } finally {
      if (last.get(key) === end) last.delete(key)
    }
  }
}
