import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'

/** One table of the report: what was measured, and what a reader must know to believe it. */
export type Table = { title: string; columns: string[]; rows: (string | number)[][]; notes: string[] }

export type Report = { machine: Record<string, string | number>; tables: Table[] }

export function describeMachine(folder: string): Record<string, string | number> {
  return {
    startedAt: new Date().toISOString(),
    processor: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
    memory: inGiB(totalmem()),
    kernel: release(),
    node: process.version,
    'file system': fileSystemOf(folder),
    'load before': loadavg()[0]!.toFixed(1),
  }
}

export function toMarkdown({ machine, tables }: Report): string {
  const facts = Object.entries(machine).map(([name, value]) => `${name} ${value}`)
  return [`Machine: ${facts.join(', ')}.`, ...tables.map(tableToMarkdown)].join('\n\n')
}

function tableToMarkdown({ title, columns, rows, notes }: Table): string {
  const rule = columns.map((_, at) => (at === 0 ? '---' : '---:'))
  return [`## ${title}`, [columns, rule, ...rows].map(toLine).join('\n'), ...notes].join('\n\n')
}

const toLine = (cells: (string | number)[]): string => `| ${cells.join(' | ')} |`

export const inGiB = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`
export const inMiB = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`

export const median = (values: number[]): number => quantile(values, 0.5)

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
  return low + (high - low) * (place - Math.floor(place))
}

/** The mount with the longest matching path. */
function fileSystemOf(folder: string): string {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  const holding = mounts.filter(([, at]) => at && (at === '/' || folder === at || folder.startsWith(`${at}/`)))
  const [device, , type] = holding.toSorted((a, b) => a[1]!.length - b[1]!.length).at(-1) ?? []
  return `${type} on ${device}`
}
