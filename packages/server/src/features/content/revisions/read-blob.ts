import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { ByteRange, OpenBlob } from '../../../ports/blob-store.ts'
import type { Digest } from '../../../kit/digest.ts'
import { readObjects } from './queries.ts'

/** The bytes of a git blob, or null when it is missing or larger than the limit. An LFS pointer is its own text. */
export type ReadBlob = (repoId: RepoId, oid: ObjectId, limitBytes: number) => Promise<Buffer | null>
/** The same as an open file, whatever its size. */
export type OpenGitBlob = (repoId: RepoId, oid: ObjectId) => Promise<OpenBlob | null>

export function createBlobReaders(db: Database, openStored: (digest: Digest) => Promise<OpenBlob | null>) {
  const open: OpenGitBlob = async (repoId, oid) => {
    const object = (await readObjects(db, repoId, [oid])).get(oid)
    if (!object) return null
    return object.data ? inMemory(object.data) : openStored(object.digest)
  }
  const read: ReadBlob = async (repoId, oid, limitBytes) => {
    await using blob = await open(repoId, oid)
    if (!blob || blob.sizeBytes > limitBytes) return null
    const parts: Buffer[] = []
    for await (const part of blob.read()) parts.push(Buffer.from(part))
    return Buffer.concat(parts)
  }
  return { open, read }
}

function inMemory(data: Buffer): OpenBlob {
  return {
    sizeBytes: data.length,
    async *read(range?: ByteRange) {
      yield range ? data.subarray(range.first, range.last + 1) : data
    },
    [Symbol.asyncDispose]: async () => {},
  }
}
