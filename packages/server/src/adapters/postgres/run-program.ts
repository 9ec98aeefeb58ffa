import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { PostgresProgram } from './program.ts'
import type { SystemUser } from './system-user.ts'

/**
 * How each of PostgreSQL's programs is told its data folder. The folder is its working directory, entered while we are
 * still root: by this name the unprivileged user reaches it although the folders above may be closed to that user.
 */
export const hereFolder = '/proc/self/cwd'

export type ProgramRun = {
  program: PostgresProgram
  user: SystemUser | null
  name: 'initdb' | 'postgres'
  args: string[]
  /** the data folder */
  folder: string
  /** text to read, or an open file */
  input: string | number
}

/** Runs to the end. */
export async function runProgram({ program, user, name, args, folder, input }: ProgramRun): Promise<void> {
  const child = spawn(join(program.folder, 'bin', name), args, {
    ...spawnIdentity(user),
    cwd: folder,
    stdio: [typeof input === 'number' ? input : 'pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4000)))
  }
  // a program that has ended already reads no more; its exit status says why
  child.stdin?.on('error', () => {})
  if (typeof input === 'string') child.stdin?.end(input)
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.on('error', reject).on('close', resolve)
  const status = await promise.catch((error: unknown) => {
    throw new Error(`${name} could not be started in ${folder}`, { cause: error })
  })
  if (status === 0) return
  if (output.includes('could not look up effective user ID')) throw new Error(namelessUser)
  throw new Error(`${name} failed in ${folder}: ${output.trim()}`)
}

/** The caller's environment stays out: a stray PGDATA or PGPORT would change what the programs do. */
export const spawnIdentity = (user: SystemUser | null): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } => ({
  ...user,
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
})

const namelessUser =
  `The user id ${process.getuid?.()} has no line in /etc/passwd, and PostgreSQL cannot make its files for a user ` +
  'without a name. Start Kaihub once as root or as a named user, or set KAIHUB_DATABASE_URL.'
