import type { HubError } from '../../kit/errors.ts'
import { createTurns } from './take-turns.ts'

export type FairTurns = <Value>(name: string, work: () => Promise<Value>) => Promise<Value>

/** What is done in one name is done one after another, and not without end: however much it is, others go on. */
export function createFairTurns({ most, tooMuch }: { most: number; tooMuch: () => HubError }): FairTurns {
  const takeTurns = createTurns()
  const asked = new Map<string, number>()
  return async (name, work) => {
    const before = asked.get(name) ?? 0
    if (before >= most) throw tooMuch()
    asked.set(name, before + 1)
    try {
      return await takeTurns(name, work)
    } finally {
      const left = asked.get(name)! - 1
      if (left > 0) asked.set(name, left)
      else asked.delete(name)
    }
  }
}
