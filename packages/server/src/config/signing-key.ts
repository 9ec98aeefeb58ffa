import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { keepFile } from './keep-file.ts'

/**
 * The key that signs commits made over HTTP, in the data folder. Hubs that share a database share it, too: copy the file.
 * Null when nothing is to be signed.
 */
export async function keepSigningKey({ git, dataFolder }: { git: { signs: boolean }; dataFolder: string }) {
  if (!git.signs) return null
  const path = join(dataFolder, 'signing.key')
  const pem = await keepFile(path, makeKey)
  const key = parse(pem)
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is damaged: it must hold a private Ed25519 key`)
  return key
}

const makeKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

function parse(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}
