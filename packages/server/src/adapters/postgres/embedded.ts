import { closeSync, openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Log } from '../../kit/log.ts'
import { clusterDatabase, clusterFolder, clusterUser, prepareCluster } from './cluster.ts'
import { socketName } from './postmaster.ts'
import { findProgram } from './program.ts'
import { superviseServer } from './supervisor.ts'
import { chooseUser } from './system-user.ts'
import type { Settings } from './settings.ts'

/** Where to connect, in the form `pg.Pool` takes. */
export type PostgresConnection = { host: string; port: number; user: string; password: string; database: string }

export type EmbeddedPostgres = AsyncDisposable & {
  connection: PostgresConnection
  /** false when a living Kaihub process runs the server already: it stays that process's to stop */
  startedHere: boolean
  stop: () => Promise<void>
}

export type EmbeddedOptions = { dataFolder: string; log: Log; settings?: Settings }

/**
 * Brings up our own PostgreSQL on `<data>/postgres`, reachable only through a socket in that folder. As root it runs
 * as an unprivileged user; the folder may lie below folders that are closed to that user.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataFolder = resolve(options.dataFolder)
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const user = chooseUser(clusterFolder(dataFolder))
  const program = await findProgram(user, dataFolder)
  const isDurable = options.settings?.fsync !== 'off'
  const { folder, password } = await prepareCluster({ dataFolder, program, user, isDurable })
  const socket = openSocketFolder(folder)
  try {
    const launch = { program, user, folder, settings: options.settings ?? {} }
    const server = await superviseServer({ launch, socketFolder: socket.path, log: options.log })
    const stop = async (): Promise<void> => {
      await server.stop()
      socket.close()
    }
    const connection = { host: socket.path, port: 5432, user: clusterUser, password, database: clusterDatabase }
    return { connection, startedHere: server.startedHere, stop, [Symbol.asyncDispose]: stop }
  } catch (error) {
    socket.close()
    throw error
  }
}

/** The kernel takes socket paths below 108 bytes; a longer one is spoken through an open folder of this process. */
function openSocketFolder(folder: string): { path: string; close: () => void } {
  if (Buffer.byteLength(join(folder, socketName)) < 100) return { path: folder, close: () => {} }
  const descriptor = openSync(folder, 'r')
  let isOpen = true
  const close = (): void => {
    if (isOpen) closeSync(descriptor)
    isOpen = false
  }
  return { path: `/proc/${process.pid}/fd/${descriptor}`, close }
}
