import { createHash } from 'node:crypto'

/** For a thread (`ports/threads.ts`): takes bytes in parts, answers their digest in hex. */
export const sha256Job: URL & { readonly begin?: typeof begin } = new URL(import.meta.url)

export function begin(): { feed: (bytes: Uint8Array) => void; end: () => string } {
  const hash = createHash('sha256')
  return { feed: (bytes) => void hash.update(bytes), end: () => hash.digest('hex') }
}
