import { spawn } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { access, chown, constants, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { identifyProcess, identifySelf } from '../../kit/process-identity.ts'
import { hereFolder, spawnIdentity } from './run-program.ts'
import { renderSettings, tunedSettings } from './settings.ts'
import type { PostgresProgram } from './program.ts'
import type { Settings } from './settings.ts'
import type { SystemUser } from './system-user.ts'

/** PostgreSQL's first process on a data folder, as `postmaster.pid` and /proc tell of it. */
export type Postmaster = { pid: number; status: 'starting' | 'ready' | 'stopping' | 'standby' | ''; isOrphan: boolean }

/** The process that started the postmaster, told on its command line where everyone can see it. */
const ownerSetting = 'kaihub.owner'

export const socketName = '.s.PGSQL.5432'

/** @returns null when none runs here; a stale `postmaster.pid` names a process that is gone or is something else */
export function findPostmaster(folder: string): Postmaster | null {
  let lines: string[]
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 1 || !identifyProcess(pid) || !worksIn(pid, folder)) return null
  return { pid, status: (lines[7]?.trim() ?? '') as Postmaster['status'], isOrphan: !ownerLives(pid) }
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    return false
  }
}

function ownerLives(pid: number): boolean {
  try {
    const owner = readFileSync(`/proc/${pid}/cmdline`, 'latin1')
      .split('\0')
      .find((argument) => argument.startsWith(`${ownerSetting}=`))
    const [ownerPid, startTicks] = (owner?.split('=')[1] ?? '').split(':').map(Number)
    return ownerPid !== undefined && identifyProcess(ownerPid)?.startTicks === startTicks
  } catch {
    return false
  }
}

/** Whether anyone answers at the folder's socket: sees also a server of another container on the same folder. */
export function isAnswering(socketFolder: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ path: join(socketFolder, socketName) })
  socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}

export type Launch = { program: PostgresProgram; user: SystemUser | null; folder: string; settings: Settings }

/** Starts the server in a session of its own: a Ctrl-C in the terminal is the hub's, who stops it when it is done. */
export async function launchPostmaster({ program, user, folder, settings }: Launch): Promise<ChildProcess> {
  const file = join(folder, 'kaihub.conf')
  await writeFile(file, renderSettings(tunedSettings))
  if (user) await chown(file, user.uid, user.gid)
  const self = identifySelf()
  const fixed = { unix_socket_directories: hereFolder, [ownerSetting]: `${self.pid}:${self.startTicks}`, ...settings }
  const command = [join(program.folder, 'bin/postgres'), '-D', hereFolder]
  for (const [name, value] of Object.entries(fixed)) command.push('-c', `${name}=${value}`)
  const [first = '', ...args] = [...(await deathSignal()), ...command]
  const child = spawn(first, args, {
    ...spawnIdentity(user),
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  // a hub that forgets to stop it can still end: the server then follows by the signal
  child.unref()
  return child
}

/** Should we be killed, the kernel tells the server, which then shuts down in order. */
async function deathSignal(): Promise<string[]> {
  for (const path of ['/usr/bin/setpriv', '/bin/setpriv']) {
    try {
      await access(path, constants.X_OK)
      return [path, '--pdeathsig', 'INT', '--']
    } catch {
      continue
    }
  }
  return []
}
