import { randomBytes } from 'node:crypto'
import { appendFile, chown, link, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises'
import { stat, unlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { hereFolder, runProgram } from './run-program.ts'
import type { PostgresProgram } from './program.ts'
import type { SystemUser } from './system-user.ts'

/** A folder in PostgreSQL's form, and the password of its one user. */
export type Cluster = { folder: string; password: string }

export const clusterUser = 'kaihub'
export const clusterDatabase = 'kaihub'

export const clusterFolder = (dataFolder: string): string => join(dataFolder, 'postgres')

/** `isDurable` is false for throw-away clusters of tests only */
type Preparation = { dataFolder: string; program: PostgresProgram; user: SystemUser | null; isDurable: boolean }

/** Makes the cluster on the first start; later only checks that it is ours to start. */
export async function prepareCluster(preparation: Preparation): Promise<Cluster> {
  const { dataFolder, program, user, isDurable } = preparation
  const folder = clusterFolder(dataFolder)
  const existed = await isCluster(folder)
  const { password, isNew } = await keepPassword(join(dataFolder, 'postgres.password'))
  if (!existed) await makeCluster({ ...preparation, folder, password })
  await checkMajor(folder, program.major)
  await checkOwner(folder, user)
  const cluster = { folder, password }
  // the password file was lost: the folder is ours, so a new one may be set
  if (existed && isNew) {
    await runSingleUser(`ALTER USER ${clusterUser} PASSWORD '${password}';`, cluster, { program, user, isDurable })
  }
  return cluster
}

async function isCluster(folder: string): Promise<boolean> {
  try {
    await stat(join(folder, 'PG_VERSION'))
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw new Error(`The database folder ${folder} cannot be read: start Kaihub as the user it was made by.`, {
      cause: error,
    })
  }
}

/** One password per data folder, also when two starters make it at once. */
async function keepPassword(path: string): Promise<{ password: string; isNew: boolean }> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`
  const password = randomBytes(24).toString('base64url')
  try {
    return { password: await readSecret(path), isNew: false }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  await writeFile(temporary, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(temporary, path)
    return { password, isNew: true }
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    return { password: await readSecret(path), isNew: false }
  } finally {
    await rm(temporary)
  }
}

const readSecret = async (path: string): Promise<string> => (await readFile(path, 'utf8')).trim()

/** Worked on under another name and renamed when complete: a crash never leaves half a cluster to be started. */
async function makeCluster(making: Preparation & Cluster): Promise<void> {
  const { program, user, folder, password, isDurable } = making
  const staging = await mkdtemp(`${folder}.new-`)
  try {
    if (user) await chown(staging, user.uid, user.gid)
    await initialise(staging, making)
    await appendFile(join(staging, 'postgresql.conf'), includes, { flush: true })
    await runSingleUser(
      `CREATE DATABASE ${clusterDatabase};`,
      { folder: staging, password },
      { program, user, isDurable },
    )
    await rename(staging, folder)
    await syncFolder(making.dataFolder)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (await isCluster(folder)) return // another starter was faster, which is as good
    if (errorCode(error) !== 'ENOTEMPTY') throw error
    throw new Error(`${folder} holds files, but no database. Move them away and start again.`, { cause: error })
  }
}

const includes = "include_if_exists 'kaihub.conf'\ninclude_if_exists 'local.conf'\n"

async function initialise(
  staging: string,
  { program, user, password, dataFolder, isDurable }: Preparation & Cluster,
): Promise<void> {
  const path = join(dataFolder, `postgres.password.${basename(staging)}`)
  await using passwordFile = await open(path, 'wx+', 0o600)
  // no name, and the right owner: only we and initdb can read it, through the open file
  await unlink(path)
  if (user) await passwordFile.chown(user.uid, user.gid)
  await passwordFile.write(`${password}\n`)
  const args = [
    `--pgdata=${hereFolder}`,
    `--username=${clusterUser}`,
    '--pwfile=/proc/self/fd/0',
    '--auth=scram-sha-256',
  ]
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  if (!isDurable) args.push('--no-sync')
  await runProgram({ program, user, name: 'initdb', args, folder: staging, input: passwordFile.fd })
}

type Runner = Pick<Preparation, 'program' | 'user' | 'isDurable'>

/** One statement on a cluster that is not running. */
async function runSingleUser(statement: string, { folder }: Cluster, runner: Runner): Promise<void> {
  const settings = ['-c', 'log_min_messages=fatal', '-c', `fsync=${runner.isDurable ? 'on' : 'off'}`]
  const args = ['--single', '-D', hereFolder, ...settings, 'postgres']
  await runProgram({ ...runner, name: 'postgres', args, folder, input: `${statement}\n` })
}

async function checkMajor(folder: string, major: string): Promise<void> {
  const found = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  if (found === major) return
  throw new Error(
    `The database in ${folder} was made by PostgreSQL ${found}; this Kaihub brings PostgreSQL ${major}, which cannot ` +
      'read it. Start the Kaihub release that made it, export there, and import here into a new data folder.',
  )
}

async function checkOwner(folder: string, user: SystemUser | null): Promise<void> {
  const { uid } = await stat(folder)
  const wanted = user?.uid ?? process.getuid?.()
  if (uid === wanted) return
  throw new Error(
    `The database folder ${folder} belongs to the user id ${uid}, but PostgreSQL would run as ${wanted}. ` +
      `Start Kaihub as the user it was made by, or give the folder over: chown -R ${wanted} ${folder}`,
  )
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}

const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
