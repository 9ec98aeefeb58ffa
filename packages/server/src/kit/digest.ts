import { createHash } from 'node:crypto'

/** SHA-256 of some bytes as 64 lower-case hex digits. */
export type Digest = string & { readonly brand: 'Digest' }

const digestShape = /^[0-9a-f]{64}$/

export const isDigest = (text: string): text is Digest => digestShape.test(text)

export function parseDigest(text: string): Digest | null {
  const lower = text.toLowerCase()
  return isDigest(lower) ? lower : null
}

export const sha256 = (bytes: Uint8Array | string): Digest => createHash('sha256').update(bytes).digest('hex') as Digest

/** Digests are stored as 32 raw bytes and spoken as hex. */
export const digestToBytes = (digest: Digest): Buffer => Buffer.from(digest, 'hex')
export const digestFromBytes = (bytes: Uint8Array): Digest => Buffer.from(bytes).toString('hex') as Digest
