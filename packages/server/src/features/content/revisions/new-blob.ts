import { hashObject } from '@kaihub/formats/git'
import { formatPointer, parsePointer } from '@kaihub/formats/lfs'
import { limits } from '../../../config/limits.ts'
import { parseDigest, type Digest } from '../../../kit/digest.ts'
import type { ObjectId } from '../../../kit/ids.ts'
import type { GitObject, LfsTarget } from './queries.ts'

/** A small file as a git blob with its bytes at hand. A file that is an LFS pointer says what it points at. */
export function newBlob(data: Buffer): GitObject {
  const oid = hashObject('blob', data) as ObjectId
  return { oid, kind: 'blob', sizeBytes: data.length, data, digest: null, lfs: lfsTargetOf(data) }
}

/** What a pointer points at; null for a file that is none. */
export function lfsTargetOf(data: Uint8Array): LfsTarget | null {
  const pointer = parsePointer(data)
  const digest = pointer && parseDigest(pointer.oid)
  return pointer && digest ? { digest, sizeBytes: pointer.size } : null
}

/** The pointer that stands in git for an LFS object; there is exactly one per object. */
export const pointerBlob = (target: LfsTarget): GitObject =>
  newBlob(formatPointer({ oid: target.digest, size: target.sizeBytes }))

/** The same blob with its bytes in the blob store instead of in its row. */
export const keptElsewhere = (blob: GitObject, digest: Digest): GitObject => ({
  ...blob,
  data: null,
  digest,
  packed: undefined,
})

export const fitsInRow = (sizeBytes: number): boolean => sizeBytes <= limits.inlineObjectBytes
