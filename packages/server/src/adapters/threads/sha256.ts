import { createHash } from 'node:crypto'
import type { Job, Work } from '../../ports/threads.ts'

export const sha256Job = new URL(import.meta.url) as Job<null, Uint8Array, void, string>

/** Answers the digest in hex. */
export function begin(): Work<Uint8Array, void, string> {
  const hash = createHash('sha256')
  return { feed: (bytes) => void hash.update(bytes), end: () => hash.digest('hex') }
}
