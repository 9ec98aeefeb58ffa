import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { startEmbeddedPostgres } from '../adapters/postgres/embedded.ts'
import { findPostmaster } from '../adapters/postgres/postmaster.ts'
import { silentLog } from '../kit/log.ts'
import { fastFolder } from './fast-folder.ts'
import type { EmbeddedPostgres } from '../adapters/postgres/embedded.ts'

/** Nothing here must survive a crash of the machine. */
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_size: '128MB',
  max_connections: 300,
  shared_buffers: '64MB',
}

/** of every folder that tests make, hubs' too */
const prefix = 'kaihub-test-'
const leftoverMilliseconds = 3_600_000

/** An embedded PostgreSQL for tests, quick and forgetful; its folder goes when it stops. */
export async function startTestServer(): Promise<EmbeddedPostgres> {
  const base = await fastFolder()
  await sweep(base)
  const dataFolder = await mkdtemp(join(base, prefix))
  const log = {
    ...silentLog,
    error: (sentence: string, fields?: object) => process.stderr.write(`${sentence} ${inspect(fields)}\n`),
  }
  const server = await startEmbeddedPostgres({ dataFolder, log, settings })
  const stop = async (): Promise<void> => {
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
  return { ...server, stop, [Symbol.asyncDispose]: stop }
}

/** A killed run leaves its folder behind, and that may be memory. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(base, name)
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }))
    const isOld = Date.now() - mtimeMs > leftoverMilliseconds
    if (isOld && !findPostmaster(join(folder, 'postgres'))) await rm(folder, { recursive: true, force: true })
  }
}
