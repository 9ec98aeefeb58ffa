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
  prepare?: (round: number) => Promise<unknown>
}

export type Score = { name: string; gigabytesPerSecond: number; cpuSecondsPerGiB: number; rounds: number[] }

/** A first round warms up and does not count. */
export async function compete(contestants: Contestant[], rounds: number): Promise<Score[]> {
  const laps = await alternate(contestants, rounds + 1)
  return contestants.map(({ name, bytes }, at) => {
    const counted = laps[at]!.slice(1)
    const speeds = counted.map(({ seconds }) => bytes / 1e9 / seconds)
    return {
      name,
      gigabytesPerSecond: median(speeds),
      cpuSecondsPerGiB: median(counted.map(({ cpuSeconds }) => cpuSeconds / (bytes / 2 ** 30))),
      rounds: speeds,
    }
  })
}

export type Lap = { seconds: number; cpuSeconds: number }

/** A B A B …, so that whatever else the machine does meets all alike. @returns the laps of each */
export async function alternate(
  runners: Pick<Contestant, 'pid' | 'move' | 'prepare'>[],
  rounds: number,
): Promise<Lap[][]> {
  const laps: Lap[][] = runners.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, { pid, move, prepare }] of runners.entries()) {
      await prepare?.(round)
      const cpuBefore = cpuSecondsOf(pid)
      const before = performance.now()
      await move(round)
      const seconds = (performance.now() - before) / 1000
      laps[at]!.push({ seconds, cpuSeconds: cpuSecondsOf(pid) - cpuBefore })
      await sleep(200)
    }
  }
  return laps
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
