// https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
import assert from 'node:assert/strict'
import { createHash, createPublicKey, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const keyType = 'ssh-ed25519'
const hashName = 'sha512'
const tag = Buffer.from('SSHSIG')
/** What git signs under, so that the signature is worth nothing anywhere else. */
const namespace = 'git'
const lineChars = 70

/** The armored signature over a message, by a private Ed25519 key; without the last newline, as a header wants it. */
export function signSsh(message: Uint8Array, key: KeyObject): string {
  const purpose = [sshString(namespace), sshString(''), sshString(hashName)]
  const digest = createHash(hashName).update(message).digest()
  const signature = sign(null, Buffer.concat([tag, ...purpose, sshString(digest)]), key)
  const block = Buffer.concat([
    tag,
    u32(1),
    sshString(publicKeyBytes(key)),
    ...purpose,
    sshString(Buffer.concat([sshString(keyType), sshString(signature)])),
  ])
  const lines = block.toString('base64').match(new RegExp(`.{1,${lineChars}}`, 'g')) ?? []
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----'].join('\n')
}

/** The public half of an Ed25519 key as one line of an authorized_keys file, without a comment. */
export const sshPublicKey = (key: KeyObject): string => `${keyType} ${publicKeyBytes(key).toString('base64')}`

function publicKeyBytes(key: KeyObject): Buffer {
  assert(key.asymmetricKeyType === 'ed25519', 'only Ed25519 keys sign')
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  assert(x !== undefined)
  return Buffer.concat([sshString(keyType), sshString(Buffer.from(x, 'base64url'))])
}

function sshString(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([u32(bytes.length), bytes])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
