import { createHash } from 'node:crypto'
import ssh2, { type PublicKeyAuthContext } from 'ssh2'
import type { SignedInActor } from '../../kit/actor.ts'
import { field } from './fields.ts'

/** Whose key has this fingerprint, `SHA256:…` as `ssh-keygen -l` prints it. */
export type ActorByKey = (fingerprint: string) => Promise<SignedInActor | null>

export type Login = { fingerprint: string; actor: SignedInActor }

type Attempt = Pick<PublicKeyAuthContext, 'key' | 'signature' | 'blob' | 'hashAlgo'>

/** Keys on a security token sign in a way that the library does not know. */
const algorithms = new Set([
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
])

/**
 * Who offers this key, or null. Without a signature the client only asks whether the key would do (RFC 4252 section 7),
 * and must still prove that it has it.
 */
export async function checkKey({ key, signature, blob, hashAlgo }: Attempt, find: ActorByKey): Promise<Login | null> {
  // without a hash of its own an RSA signature is over SHA-1
  if (!algorithms.has(key.algo) || (key.algo === 'ssh-rsa' && hashAlgo === undefined)) return null
  if (!key.data.subarray(0, 4 + key.algo.length).equals(field(key.algo))) return null
  const fingerprint = fingerprintOf(key.data)
  const actor = await find(fingerprint)
  if (!actor) return null
  if (!signature) return { fingerprint, actor }
  // Only keys that were looked over when they were added come as far as here.
  const parsed = ssh2.utils.parseKey(key.data)
  if (parsed instanceof Error || Array.isArray(parsed) || parsed.type !== key.algo || !blob) return null
  // anything but true is a failure: the library returns errors instead of throwing them
  return parsed.verify(blob, signature, hashAlgo) === true ? { fingerprint, actor } : null
}

export const fingerprintOf = (blob: Buffer): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replaceAll('=', '')}`
