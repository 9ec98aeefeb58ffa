// Object names: https://git-scm.com/docs/gitformat-loose (SHA-1 repositories)
import { createHash } from 'node:crypto'
import { FormatError } from '../errors/index.ts'

export type ObjectKind = 'blob' | 'tree' | 'commit' | 'tag'

const hexId = /^[0-9a-f]{40}$/

const startHash = (kind: ObjectKind, sizeBytes: number) => createHash('sha1').update(`${kind} ${sizeBytes}\0`)

/** The id git gives to an object: 40 hex digits. */
export const hashObject = (kind: ObjectKind, body: Uint8Array): string =>
  startHash(kind, body.length).update(body).digest('hex')

export type BlobHasher = { update: (bytes: Uint8Array) => void; digest: () => string }

/** Names a blob whose bytes come as a stream; `digest` throws FormatError unless exactly `sizeBytes` came. */
export function createBlobHasher(sizeBytes: number): BlobHasher {
  const hash = startHash('blob', sizeBytes)
  let seenBytes = 0
  return {
    update(bytes) {
      seenBytes += bytes.length
      hash.update(bytes)
    },
    digest() {
      if (seenBytes !== sizeBytes) throw new FormatError(`git blob: ${sizeBytes} bytes announced, ${seenBytes} came`)
      return hash.digest('hex')
    },
  }
}

/** Returns the id, or throws FormatError when it is not 40 lower-case hex digits. */
export function assertId(text: string, where: string): string {
  if (!hexId.test(text)) throw new FormatError(`git ${where}: bad object id`)
  return text
}
