import type { Clock } from '../../../kit/clock.ts'
import type { Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Ids, RepoId } from '../../../kit/ids.ts'
import type { BlobStore, OpenBlob, PartStore } from '../../../ports/blob-store.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { XetHash } from '../xet/xet.ts'
import type { Expected, Receiver, SealedBlob } from './object.ts'
import * as queries from './queries.ts'
import { createUploads } from './uploads.ts'

export type ObjectsDeps = {
  db: Database
  blobs: BlobStore
  parts: PartStore
  clock: Clock
  ids: Ids
  /** makes the bytes of an object that is stored in chunks only */
  openFile: (file: XetHash) => Promise<OpenBlob | null>
}

/** Bytes by SHA-256, linked to repos. Knowing a digest is not owning it: only a link of the repo opens the bytes. */
export function createObjects({ db, blobs, parts, clock, ids, openFile }: ObjectsDeps) {
  /** Bytes of a file that may yet be refused. */
  async function seal(source: AsyncIterable<Uint8Array>): Promise<SealedBlob> {
    const staged = await blobs.stage()
    const cancel = () => staged.cancel()
    try {
      for await (const part of source) await staged.write(part)
      const facts = await staged.seal()
      let kept: Promise<unknown> | undefined
      return { ...facts, keep: async () => void (await (kept ??= staged.commit())), [Symbol.asyncDispose]: cancel }
    } catch (error) {
      await cancel()
      throw error
    }
  }

  /**
   * Takes an object for a repo: bytes first, row second.
   * @throws HubError DigestMismatch when the bytes are not what was announced; nothing is kept then
   */
  async function receive(source: AsyncIterable<Uint8Array>, expected: Expected, receiver: Receiver): Promise<void> {
    await using staged = await blobs.stage()
    for await (const part of source) await staged.write(part)
    const stored = await staged.commit(expected)
    await inTransaction(db, (tx) => queries.linkObjects(tx, [stored], receiver))
  }

  /** @throws HubError ObjectNotFound unless the repo links to the object */
  async function open(repoId: RepoId, digest: Digest): Promise<OpenBlob> {
    const where = await queries.findLinked(db, repoId, digest)
    if (!where) throw new HubError('ObjectNotFound', `This repository has no object ${digest}.`)
    const blob = await openAt(digest, where)
    // A loss is ours to mend: told as missing, clients would believe that the file was never there.
    if (!blob) throw new Error(`the bytes of object ${digest}, linked to repo ${repoId}, are missing`)
    return blob
  }

  /** A whole blob may go while one looks, once the object lives in chunks. */
  async function openAt(digest: Digest, { stored, xetFile }: queries.Whereabouts): Promise<OpenBlob | null> {
    const blob = stored ? await blobs.open(digest) : null
    return blob ?? (xetFile === null ? null : openFile(xetFile as XetHash))
  }

  async function openStored(digest: Digest): Promise<OpenBlob | null> {
    const blob = await blobs.open(digest)
    if (blob) return blob
    return openAt(digest, { stored: false, xetFile: await queries.findXetFile(db, digest) })
  }

  return {
    seal,
    receive,
    open,
    openAt,
    xetFiles: async (repoId: RepoId, digests: readonly Digest[]) =>
      (await queries.xetFiles(db, repoId, digests)) as Map<Digest, XetHash>,
    /** in the caller's transaction; the objects must have their rows already */
    linkKnown: (tx: Database, known: readonly Expected[], receiver: Receiver) => queries.linkKnown(tx, known, receiver),
    ...createUploads({ db, parts, clock, ids, receive }),
    held: (repoId: RepoId, digests: Digest[]) => queries.heldObjects(db, repoId, digests),
    /** in the caller's transaction; the bytes must be durable already */
    link: (tx: Database, stored: readonly Expected[], receiver: Receiver) => queries.linkObjects(tx, stored, receiver),
    copyLinks: (tx: Database, from: RepoId, to: Receiver) => queries.copyLinks(tx, from, to),
    links: (repoId: RepoId, after: Digest | null, limit: number) => queries.pageOfLinks(db, repoId, after, limit),
    linkedBytes: (repoId: RepoId) => queries.linkedBytes(db, repoId),
    storageTotals: () => queries.storageTotals(db),
    openStored,
    page: (after: Digest | null, limit: number) => queries.pageOfObjects(db, after, limit),
    reposLinking: (digest: Digest, limit = 20) => queries.reposLinking(db, digest, limit),
  }
}

export type Objects = ReturnType<typeof createObjects>
