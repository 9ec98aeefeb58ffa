import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { keepFile } from './keep-file.ts'
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

/** The key that was configured, or the one the data folder keeps. */
export async function keepSecretKey({ secretKey, dataFolder }: KeyPlace): Promise<Secret> {
  if (secretKey) return secretKey
  const path = join(dataFolder, 'secret.key')
  const text = (await keepFile(path, () => `${randomBytes(keyBytes).toString('hex')}\n`)).trim()
  if (text.length < keyBytes) throw new Error(`${path} is damaged: a key has at least ${keyBytes} characters`)
  return new Secret(text)
}
