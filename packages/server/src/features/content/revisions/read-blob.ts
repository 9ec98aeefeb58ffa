import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { ByteRange, OpenBlob } from '../../../ports/blob-store.ts'
import type { Digest } from '../../../kit/digest.ts'
import { readObjects, type GitObject } from './queries.ts'

/** The bytes of a git blob, or null when it is missing or larger than the limit. An LFS pointer is its own text. */
export type ReadBlob = (repoId: RepoId, oid: ObjectId, limitBytes: number) => Promise<Buffer | null>
/** The same for a blob that is not in the repo yet. */
export type ReadObject = (object: GitObject, limitBytes: number) => Promise<Buffer | null>
/** The same as an open file, whatever its size. */
export type OpenGitBlob = (repoId: RepoId, oid: ObjectId) => Promise<OpenBlob | null>

export function createBlobReaders(db: Database, openStored: (digest: Digest) => Promise<OpenBlob | null>) {
  const openObject = async (object: GitObject): Promise<OpenBlob | null> =>
    object.data ? inMemory(object.data) : openStored(object.digest)
  const open: OpenGitBlob = async (repoId, oid) => {
    const object = (await readObjects(db, repoId, [oid])).get(oid)
    return object ? openObject(object) : null
  }
  const read: ReadBlob = async (repoId, oid, limitBytes) => gather(await open(repoId, oid), limitBytes)
  const readObject: ReadObject = async (object, limitBytes) => gather(await openObject(object), limitBytes)
  return { open, read, readObject }
}

async function gather(opened: OpenBlob | null, limitBytes: number): Promise<Buffer | null> {
  await using blob = opened
  if (!blob || blob.sizeBytes > limitBytes) return null
  const parts: Buffer[] = []
  for await (const part of blob.read()) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
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
