/** How many each has at the moment, and no more than so many. */
export type Tally = {
  /** gives it back when called, once however often; null when there are too many */
  take: (key: string) => (() => void) | null
}

export function createTally(most: number): Tally {
  const counts = new Map<string, number>()
  const give = (key: string): void => {
    const left = (counts.get(key) ?? 1) - 1
    if (left === 0) counts.delete(key)
    else counts.set(key, left)
  }
  return {
    take: (key) => {
      const count = counts.get(key) ?? 0
      if (count >= most) return null
      counts.set(key, count + 1)
      let isTaken = true
      return () => {
        if (isTaken) give(key)
        isTaken = false
      }
    },
  }
}
