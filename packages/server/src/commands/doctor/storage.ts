import { mkdir, mkdtemp, open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, reason, showBytes, warn } from './finding.ts'
import type { Finding } from './finding.ts'

const GiB = 1024 ** 3
const syncs = 10
const slowSyncMilliseconds = 50
const clockDriftMilliseconds = 60_000

/** Tries the data folder by writing to it. */
export async function checkStorage(dataFolder: string): Promise<Finding[]> {
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 })
    const trial = await mkdtemp(join(dataFolder, 'doctor-'))
    try {
      const sync = await checkSync(trial)
      return [ok(`the data folder ${dataFolder} can be written`), await checkSpace(dataFolder), sync]
    } finally {
      await rm(trial, { recursive: true, force: true })
    }
  } catch (error) {
    const advice = 'Give it to the user who starts Kaihub, or choose another folder with KAIHUB_DATA.'
    return [fail(`the data folder ${dataFolder} cannot be written: ${reason(error)}`, advice)]
  }
}

async function checkSpace(dataFolder: string): Promise<Finding> {
  const { bavail, bsize, ffree, files } = await statfs(dataFolder)
  const free = bavail * bsize
  const what = `${showBytes(free)} free in the data folder`
  if (files > 0 && ffree < 10_000)
    return fail(`${ffree} inodes left in the data folder`, 'No new files soon: make room.')
  if (free < GiB) return fail(what, 'Make room: uploads are about to fail.')
  return free < 10 * GiB ? warn(what, 'Models are large: give it more room.') : ok(what)
}

/** What is acknowledged is on the disk: this is how long that takes, and whether the disk can promise it. */
async function checkSync(folder: string): Promise<Finding> {
  const path = join(folder, 'sync')
  await using file = await open(path, 'w')
  const startedAt = performance.now()
  for (let turn = 0; turn < syncs; turn++) {
    await file.write(Buffer.alloc(4096, turn), 0, 4096, 0)
    await file.sync()
  }
  const each = (performance.now() - startedAt) / syncs
  const what = `writing to disk for good takes ${each.toFixed(1)} ms`
  const drift = Math.abs((await stat(path)).mtimeMs - Date.now())
  if (drift > clockDriftMilliseconds) {
    return warn(`the clock of the data folder's server is off by ${Math.round(drift / 1000)} s`, 'Set both by NTP.')
  }
  return each > slowSyncMilliseconds ? warn(what, 'Every commit waits for this: use a faster disk.') : ok(what)
}
