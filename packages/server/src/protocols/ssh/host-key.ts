import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import ssh2, { type ParsedKey } from 'ssh2'
import { keepFile } from '../../config/index.ts'
import { field, uint32 } from './fields.ts'

/**
 * The key by which clients know the hub again, made at the first start. Hubs that share an address share this file, which
 * may also be one that ssh-keygen made without a passphrase.
 */
export async function keepHostKey(dataFolder: string): Promise<ParsedKey> {
  const path = join(dataFolder, 'ssh_host_key')
  const key = readPrivateKey(await keepFile(path, makePrivateKey))
  if (!key) throw new Error(`${path} is damaged: it must hold a private SSH key without a passphrase`)
  return key
}

export function readPrivateKey(text: string): ParsedKey | null {
  const found = ssh2.utils.parseKey(text)
  const key = Array.isArray(found) ? found[0] : found
  return !key || key instanceof Error || !key.isPrivateKey() ? null : key
}

/**
 * An Ed25519 key as ssh-keygen writes it (OpenSSH's PROTOCOL.key). The library makes such keys, too, and now and then one
 * that nobody can read.
 */
export function makePrivateKey(): string {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const [secret, open] = [Buffer.from(d!, 'base64url'), Buffer.from(x!, 'base64url')]
  const check = randomBytes(4)
  const name = field('ssh-ed25519')
  const both = [check, check, name, field(open), field(Buffer.concat([secret, open])), field('kaihub')]
  const head = [Buffer.from('openssh-key-v1\0'), field('none'), field('none'), field(''), uint32(1)]
  const bytes = [...head, field(Buffer.concat([name, field(open)])), field(padded(Buffer.concat(both)))]
  const lines = Buffer.concat(bytes)
    .toString('base64')
    .match(/.{1,70}/g)!
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}

/** To whole blocks of eight, with 1, 2, 3 and so on. */
const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, -bytes.length & 7)])
