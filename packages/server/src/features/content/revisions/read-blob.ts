import type { Digest } from '../../../kit/digest.ts'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { ByteRange, OpenBlob } from '../../../ports/blob-store.ts'
import type { Database } from '../../../ports/database.ts'
import type { ReadBodies } from './packed.ts'
import { readObjects, type GitObject } from './queries.ts'

/** The bytes of a git blob, or null when it is missing or larger than the limit. An LFS pointer is its own text. */
export type ReadBlob = (repoId: RepoId, oid: ObjectId, limitBytes: number) => Promise<Buffer | null>
/** The same for a blob that is not in the repo yet. */
export type ReadObject = (repoId: RepoId, object: GitObject, limitBytes: number) => Promise<Buffer | null>
/** The same as an open file, whatever its size. */
export type OpenGitBlob = (repoId: RepoId, oid: ObjectId) => Promise<OpenBlob | null>

export function createBlobReaders(
  db: Database,
  openStored: (digest: Digest) => Promise<OpenBlob | null>,
  readBodies: ReadBodies,
) {
  /** What is in a pack was taken in through git, whose files are small. */
  const openObject = async (repoId: RepoId, object: GitObject): Promise<OpenBlob | null> =>
    object.digest ? openStored(object.digest) : inMemory((await readBodies(repoId, [object])).get(object.oid)!)
  const open: OpenGitBlob = async (repoId, oid) => {
    const object = (await readObjects(db, repoId, [oid])).get(oid)
    return object ? openObject(repoId, object) : null
  }
  const readObject: ReadObject = async (repoId, object, limitBytes) =>
    object.sizeBytes > limitBytes ? null : gather(await openObject(repoId, object))
  const read: ReadBlob = async (repoId, oid, limitBytes) => {
    const object = (await readObjects(db, repoId, [oid])).get(oid)
    return object ? readObject(repoId, object, limitBytes) : null
  }
  return { open, read, readObject }
}

async function gather(opened: OpenBlob | null): Promise<Buffer | null> {
  await using blob = opened
  if (!blob) return null
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
