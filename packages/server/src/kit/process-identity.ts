import { readFileSync, readlinkSync } from 'node:fs'

/**
 * One process of one machine. A pid alone is reused, and counts only inside its own container: `startTicks` tells a
 * reused pid apart, `machine` (boot and pid namespace) says whether the pid can be looked up here at all.
 */
export type ProcessIdentity = { pid: number; startTicks: number; machine: string }

/** @returns null when no such process is alive here; a zombie has ended and is not alive */
export function identifyProcess(pid: number): ProcessIdentity | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return null
  }
  // the second field is the program's name in brackets and may itself hold spaces and brackets
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTicks] = [fields[0], Number(fields[19])]
  if (state === 'Z' || state === 'X' || !Number.isSafeInteger(startTicks)) return null
  return { pid, startTicks, machine: thisMachine() }
}

export function identifySelf(): ProcessIdentity {
  const self = identifyProcess(process.pid)
  if (!self) throw new Error('Kaihub needs /proc: this system does not show processes there')
  return self
}

/** 'unknown' for a process of another container, or of this machine before it was booted again */
export function processState(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (identity.machine !== thisMachine()) return 'unknown'
  return identifyProcess(identity.pid)?.startTicks === identity.startTicks ? 'alive' : 'dead'
}

let machine: string | undefined

function thisMachine(): string {
  machine ??= `${readOr('/proc/sys/kernel/random/boot_id')}/${linkOr('/proc/self/ns/pid')}`
  return machine
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'latin1').trim()
  } catch {
    return ''
  }
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
