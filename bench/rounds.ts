import { setTimeout as sleep } from 'node:timers/promises'
import { cpuSecondsOf } from './process-tree.ts'
import { median } from './report.ts'

/** Somebody who moves bytes: `move` settles when all have arrived; `pid` is the server whose time counts. */
export type Contestant = {
  name: string
  pid: number
  bytes: number
  move: (round: number) => Promise<unknown>
  /** what is done just before and does not count */
  prepare?: () => Promise<void>
}

export type Score = { name: string; gigabytesPerSecond: number; cpuSecondsPerGiB: number; rounds: number[] }

/** A B A B …, so that whatever else the machine does meets all alike. A first round warms up and does not count. */
export async function compete(contestants: Contestant[], rounds: number): Promise<Score[]> {
  const runs = contestants.map(() => ({ speeds: [] as number[], costs: [] as number[] }))
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, { pid, bytes, move, prepare }] of contestants.entries()) {
      await prepare?.()
      const cpuBefore = cpuSecondsOf(pid)
      const before = performance.now()
      await move(round)
      const seconds = (performance.now() - before) / 1000
      if (round > 0) {
        runs[at]!.speeds.push(bytes / 1e9 / seconds)
        runs[at]!.costs.push((cpuSecondsOf(pid) - cpuBefore) / (bytes / 2 ** 30))
      }
      await sleep(200)
    }
  }
  return contestants.map(({ name }, at) => ({
    name,
    gigabytesPerSecond: median(runs[at]!.speeds),
    cpuSecondsPerGiB: median(runs[at]!.costs),
    rounds: runs[at]!.speeds,
  }))
}

export const scoreColumns = ['', 'GB/s (median)', 'worst – best', 'server CPU s/GiB', 'of nginx']

/** One line per contestant; the faster nginx is 1. */
export function scoreRows(scores: Score[]): string[][] {
  const nginx = scores.filter(({ name }) => name.startsWith('nginx'))
  const measure = Math.max(...nginx.map(({ gigabytesPerSecond }) => gigabytesPerSecond))
  return scores.map(({ name, gigabytesPerSecond, cpuSecondsPerGiB, rounds }) => [
    name,
    gigabytesPerSecond.toFixed(2),
    `${Math.min(...rounds).toFixed(2)} – ${Math.max(...rounds).toFixed(2)}`,
    cpuSecondsPerGiB.toFixed(2),
    (gigabytesPerSecond / measure).toFixed(2),
  ])
}
