import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret } from './secret.ts'
import type { Reader } from './reader.ts'

const keyBytes = 32

export const readSecretKey = (read: Reader): Secret | null =>
  read.secret({
    name: 'KAIHUB_SECRET_KEY',
    meaning: 'signs links and sessions',
    absent: '(kept in secret.key in the data folder)',
    check: (value) => (value.length >= keyBytes ? null : `must have at least ${keyBytes} characters`),
  })

type KeyPlace = { secretKey: Secret | null; dataFolder: string }

/** The key that was configured, or the one the data folder keeps; made on first use, once also for two starters. */
export async function keepSecretKey({ secretKey, dataFolder }: KeyPlace): Promise<Secret> {
  if (secretKey) return secretKey
  const path = join(dataFolder, 'secret.key')
  const kept = await readKey(path)
  if (kept) return kept
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  const fresh = randomBytes(keyBytes).toString('hex')
  await writeFile(draft, `${fresh}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    // a link is all or nothing and never replaces: whoever comes second reads the first one's
    await link(draft, path)
    return new Secret(fresh)
  } catch (error) {
    const other = await readKey(path)
    if (other) return other
    throw error
  } finally {
    await rm(draft)
  }
}

async function readKey(path: string): Promise<Secret | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    if (text.length < keyBytes) throw new Error(`${path} is damaged: a key has at least ${keyBytes} characters`)
    return new Secret(text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
