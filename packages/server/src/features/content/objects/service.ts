import { limits } from '../../../config/limits.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Ids, NamespaceId, RepoId } from '../../../kit/ids.ts'
import type { BlobStore, OpenBlob, PartStore } from '../../../ports/blob-store.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import * as queries from './queries.ts'

export type ObjectsDeps = { db: Database; blobs: BlobStore; parts: PartStore; clock: Clock; ids: Ids }

export type Expected = { digest: Digest; sizeBytes: number }
export type Receiver = { repoId: RepoId; by: NamespaceId | null }

/** Bytes by SHA-256, linked to repos. Knowing a digest is not owning it: only a link of the repo opens the bytes. */
export function createObjects({ db, blobs, parts, clock, ids }: ObjectsDeps) {
  /** Bytes first: staged, hashed and durable, but linked to nothing yet. */
  async function store(source: AsyncIterable<Uint8Array>, expected?: Expected): Promise<Expected> {
    await using staged = await blobs.stage()
    for await (const part of source) await staged.write(part)
    return await staged.commit(expected)
  }

  /**
   * Takes an object for a repo: bytes first, row second.
   * @throws HubError DigestMismatch when the bytes are not what was announced; nothing is kept then
   */
  async function receive(source: AsyncIterable<Uint8Array>, expected: Expected, receiver: Receiver): Promise<void> {
    const stored = await store(source, expected)
    await inTransaction(db, (tx) => queries.linkObject(tx, { ...receiver, ...stored }))
  }

  /** @throws HubError ObjectNotFound unless the repo links to the object */
  async function open(repoId: RepoId, digest: Digest): Promise<OpenBlob> {
    const held = await queries.heldObjects(db, repoId, [digest])
    const blob = held.has(digest) ? await blobs.open(digest) : null
    if (!blob) throw new HubError('ObjectNotFound', `This repository has no object ${digest}.`)
    return blob
  }

  async function startUpload(expected: Expected, receiver: Receiver & { by: NamespaceId }): Promise<queries.Upload> {
    const needed = Math.ceil(expected.sizeBytes / limits.multipartMaxParts)
    const expiresAt = new Date(clock.now().getTime() + limits.uploadLifeHours * 3_600_000)
    const partBytes = Math.max(limits.multipartPartBytes, needed)
    return queries.startUpload(db, { id: ids.publicId(), ...expected, ...receiver, partBytes, expiresAt })
  }

  async function requireUpload(id: string): Promise<queries.Upload> {
    const upload = await queries.findUpload(db, id)
    if (!upload) throw new HubError('ObjectNotFound', 'This upload is finished or has expired. Start it again.')
    return upload
  }

  /** Takes part `number` (from 1) and answers its digest, which serves as its ETag. */
  async function receivePart(id: string, number: number, source: AsyncIterable<Uint8Array>): Promise<Digest> {
    const upload = await requireUpload(id)
    const sizeBytes = partSize(upload, number)
    const stored = await parts.put(id, number, source, sizeBytes)
    if (stored.sizeBytes !== sizeBytes)
      throw new HubError('UploadIncomplete', `Part ${number} has ${stored.sizeBytes} bytes instead of ${sizeBytes}.`)
    return stored.digest
  }

  /** Joins the parts into the object they were announced as. Asking twice is harmless. */
  async function completeUpload(id: string, expected: Expected, receiver: Receiver): Promise<void> {
    const held = await queries.heldObjects(db, receiver.repoId, [expected.digest])
    if (held.has(expected.digest)) return
    const upload = await requireUpload(id)
    const present = await parts.list(id)
    const missing = Array.from({ length: countParts(upload) }, (_, i) => i + 1).filter(
      (n) => present.get(n) !== partSize(upload, n),
    )
    if (missing.length > 0)
      throw new HubError(
        'UploadIncomplete',
        `Parts are missing: ${missing.slice(0, 20).join(', ')}. Send them and complete again.`,
      )
    await receive(joined(upload), expected, receiver)
    await endUpload(id)
  }

  async function* joined(upload: queries.Upload): AsyncIterable<Uint8Array> {
    for (let number = 1; number <= countParts(upload); number++) yield* parts.read(upload.id, number)
  }

  async function endUpload(id: string): Promise<void> {
    await queries.endUpload(db, id)
    await parts.remove(id)
  }

  /** Gives up uploads past their time and bytes of uploads that nobody knows. Safe to repeat. */
  async function sweepUploads(): Promise<number> {
    const expired = await queries.expiredUploads(db, clock.now(), 1000)
    for (const id of expired) await endUpload(id)
    const folders = await parts.uploads()
    const known = await queries.allUploadIds(db)
    const strays = folders.filter((id) => !known.has(id))
    for (const id of strays) await parts.remove(id)
    return expired.length + strays.length
  }

  return {
    store,
    receive,
    open,
    startUpload,
    receivePart,
    completeUpload,
    sweepUploads,
    held: (repoId: RepoId, digests: Digest[]) => queries.heldObjects(db, repoId, digests),
    /** in the caller's transaction; the bytes must be durable already */
    link: (tx: Database, object: Expected & Receiver) => queries.linkObject(tx, object),
    linkedBytes: (repoId: RepoId) => queries.linkedBytes(db, repoId),
    openStored: (digest: Digest) => blobs.open(digest),
    page: (after: Digest | null, limit: number) => queries.pageOfObjects(db, after, limit),
    reposLinking: (digest: Digest) => queries.reposLinking(db, digest, 20),
  }
}

export type Objects = ReturnType<typeof createObjects>

export const countParts = (upload: { sizeBytes: number; partBytes: number }): number =>
  Math.ceil(upload.sizeBytes / upload.partBytes)

/** @throws HubError BadRequest for a part the upload does not have */
export function partSize(upload: { sizeBytes: number; partBytes: number }, number: number): number {
  const last = countParts(upload)
  if (!Number.isInteger(number) || number < 1 || number > last)
    throw new HubError('BadRequest', `This upload has parts 1 to ${last}.`)
  return number < last ? upload.partBytes : upload.sizeBytes - upload.partBytes * (last - 1)
}
