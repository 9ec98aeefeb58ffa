import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, rmdir, stat, unlink, utimes } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identifySelf, processState } from '../../kit/process-identity.ts'
import type { ProcessIdentity } from '../../kit/process-identity.ts'

/*
 * <data>/hub.lock/            there while somebody holds, held or wants the lock
 *   <pid>-<random>.json       at most one: the holder
 *
 * To take the lock, a folder with our file in it is renamed onto `hub.lock`, which the kernel lets happen only while
 * that one is empty or missing. To clear away a dead holder, exactly that holder's file is removed, by its own name: so
 * however slow a starter is, it can never remove the file of another who was faster.
 */

export type LockRole = 'serve' | 'command'

export type LockHolder = ProcessIdentity & { role: LockRole; startedAt: string; url?: string }

export type DataFolderLock = AsyncDisposable & {
  /** tells commands where the hub listens */
  announce: (url: string) => Promise<void>
  release: () => Promise<void>
}

export type LockPatience = { waitMilliseconds?: number; silenceMilliseconds?: number }

export type LockRefusal = { holder: LockHolder; message: string }

const lockName = 'hub.lock'
const beatMilliseconds = 5000
/** longer than two beats: whoever is silent for so long is gone */
const longestSilence = 12_000
const pollMilliseconds = 50

/**
 * One hub per data folder. A `command` is short and worth waiting for; a hub that serves is not.
 * @returns the lock, or who has it and what to say about that
 */
export async function lockDataFolder(
  folder: string,
  role: LockRole,
  { waitMilliseconds = 10_000, silenceMilliseconds = longestSilence }: LockPatience = {},
): Promise<DataFolderLock | LockRefusal> {
  const path = join(resolve(folder), lockName)
  const self: LockHolder = { ...identifySelf(), role, startedAt: new Date().toISOString() }
  const file = `${self.pid}-${randomBytes(6).toString('hex')}.json`
  const watch = watchSilence(silenceMilliseconds)
  await mkdir(resolve(folder), { recursive: true, mode: 0o700 })
  for (const end = Date.now() + waitMilliseconds; ; await sleep(pollMilliseconds)) {
    const found = await findHolder(path)
    if (!found) {
      if (await place(path, file, self)) return hold(path, file, self)
      continue
    }
    const state = found.holder ? processState(found.holder) : 'unknown'
    const life = state === 'unknown' ? watch(found) : state
    if (life === 'dead') await removeFile(join(path, found.file))
    else if (life === 'alive' && !found.holder) throw new Error(`${join(path, found.file)} is damaged`)
    else if (life === 'alive' && found.holder && (found.holder.role === 'serve' || Date.now() > end)) {
      return { holder: found.holder, message: describe(folder, found.holder) }
    }
  }
}

/** Who holds the folder's lock now; null when nobody does. */
export async function readLock(folder: string): Promise<LockHolder | null> {
  const found = await findHolder(join(resolve(folder), lockName))
  if (!found?.holder) return null
  const state = processState(found.holder)
  const isFresh = Date.now() - found.beatAt < longestSilence
  return state === 'alive' || (state === 'unknown' && isFresh) ? found.holder : null
}

type Found = { file: string; holder: LockHolder | null; beatAt: number }

async function findHolder(path: string): Promise<Found | null> {
  try {
    const file = (await readdir(path)).find((name) => name.endsWith('.json'))
    if (file === undefined) return null
    const text = await readFile(join(path, file), 'utf8')
    return { file, holder: parseHolder(text), beatAt: (await stat(join(path, file))).mtimeMs }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** A file cut short by a crash of the machine names nobody; its holder is judged by silence alone. */
function parseHolder(text: string): LockHolder | null {
  try {
    return JSON.parse(text) as LockHolder
  } catch {
    return null
  }
}

/** Tells life in another container, where pids mean nothing: the living touch their file now and then. */
function watchSilence(silenceMilliseconds: number): (found: Found) => 'alive' | 'dead' | 'unknown' {
  let last: Found | null = null
  let since = 0
  return (found) => {
    if (last?.file !== found.file) {
      last = found
      since = performance.now()
      return 'unknown'
    }
    if (last.beatAt !== found.beatAt) return 'alive'
    return performance.now() - since > silenceMilliseconds ? 'dead' : 'unknown'
  }
}

/** @returns false when somebody was faster */
async function place(path: string, file: string, self: LockHolder): Promise<boolean> {
  const draft = `${path}.${file}.new`
  await mkdir(draft, { recursive: true })
  try {
    await write(join(draft, file), self)
    await rename(draft, path)
    return true
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}

function hold(path: string, file: string, self: LockHolder): DataFolderLock {
  const own = join(path, file)
  const beat = setInterval(() => {
    const now = new Date()
    utimes(own, now, now).catch(() => {})
  }, beatMilliseconds)
  beat.unref()
  const announce = async (url: string): Promise<void> => {
    const draft = `${path}.${file}.url`
    await write(draft, { ...self, url })
    await rename(draft, own)
  }
  const release = async (): Promise<void> => {
    clearInterval(beat)
    await removeFile(own)
    // another may hold the folder by now; it is not empty then
    await rmdir(path).catch(() => {})
  }
  return { announce, release, [Symbol.asyncDispose]: release }
}

async function write(path: string, holder: LockHolder): Promise<void> {
  await using handle = await open(path, 'w', 0o644)
  await handle.writeFile(`${JSON.stringify(holder)}\n`)
  await handle.sync()
}

async function removeFile(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error
  })
}

function describe(folder: string, { pid, role, url, startedAt }: LockHolder): string {
  const who = role === 'serve' ? `A hub${url ? ` at ${url}` : ''}` : 'A kaihub command'
  return `${who} (process ${pid}, since ${startedAt}) is using the data folder ${resolve(folder)}. Stop it first, or choose another folder with KAIHUB_DATA.`
}

const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
