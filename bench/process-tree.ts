import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'

const ticksPerSecond = 100

/** Processor time of a process and its descendants, with those that have ended. */
export function cpuSecondsOf(pid: number): number {
  let ticks = 0
  for (const each of treeOf(pid)) {
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = statOf(each)?.slice(11, 15).map(Number) ?? []
    ticks += user + system + endedUser + endedSystem
  }
  return ticks / ticksPerSecond
}

/** Memory of a process and its descendants; what several share counts once (PSS). */
export function memoryBytesOf(pid: number): number {
  let bytes = 0
  for (const each of treeOf(pid)) {
    const [, kib] = /^Pss:\s+(\d+) kB/m.exec(readProc(`${each}/smaps_rollup`)) ?? []
    bytes += Number(kib ?? 0) * 1024
  }
  return bytes
}

export const processCountOf = (pid: number): number => treeOf(pid).length

/** The process first, then its descendants. */
export function treeOf(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const parent = Number.isInteger(pid) ? Number(statOf(pid)?.[1]) : Number.NaN
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

/** The fields of `/proc/<pid>/stat` after the name, which may hold spaces; null when the process is gone. */
function statOf(pid: number): string[] | null {
  const text = readProc(`${pid}/stat`)
  return text === '' ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}

/** Runs a command to its end. @returns what it printed @throws when it fails */
export async function run(command: string, args: string[], options: SpawnOptions = {}): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let [printed, told] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()))
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0)
    throw new Error(`${command} ${args.slice(0, 4).join(' ')} … ended with ${status}: ${told || printed}`)
  return printed.trim()
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 30_000)
  await gone
  clearTimeout(patience)
}
