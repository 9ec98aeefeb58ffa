import { decodeChunkIndex, type ChunkIndex } from '@kaihub/formats/xet'
import { LRUCache } from 'lru-cache'
import { HubError } from '../../../kit/errors.ts'
import { givePiece, holdPiece } from '../../../kit/pieces.ts'
import type { BlobStore, StoredBlob } from '../../../ports/blob-store.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { Threads } from '../../../ports/threads.ts'
import type { Digest } from '../../../kit/digest.ts'
import { checkXorbJob, type CheckedXorb } from './check-xorb-job.ts'
import * as queries from './queries.ts'
import type { XetGrant, XetHash } from './xet.ts'

export type XorbsDeps = { db: Database; blobs: BlobStore; threads: Threads }

export type KnownXorb = { xorb: XetHash; digest: Digest; storedBytes: number; chunks: ChunkIndex }

/** of chunk indexes in memory: 40 KiB for each 64 MiB of content */
const cachedBytes = 64 * 1024 * 1024
const mostFedAhead = 3

/** Xorbs come in, are proven, and their bytes are found again. Who may use which is not decided here. */
export function createXorbs({ db, blobs, threads }: XorbsDeps) {
  // A xorb never changes, so neither does its index.
  const known = new LRUCache<XetHash, KnownXorb>({
    maxSize: cachedBytes,
    sizeCalculation: ({ chunks }) => 512 + chunks.storedEnds.length * 44,
  })

  /** Those that are there. */
  async function find(hashes: readonly XetHash[]): Promise<Map<XetHash, KnownXorb>> {
    const found = new Map<XetHash, KnownXorb>()
    for (const hash of hashes) {
      const xorb = known.get(hash)
      if (xorb) found.set(hash, xorb)
    }
    const missing = [...new Set(hashes)].filter((hash) => !found.has(hash))
    for (const { chunkIndex, ...row } of await queries.findXorbs(db, missing)) {
      const xorb = { ...row, chunks: decodeChunkIndex(chunkIndex) }
      known.set(xorb.xorb, xorb)
      found.set(xorb.xorb, xorb)
    }
    return found
  }

  /** @throws Error when it is not there: recipes are made of xorbs that stay */
  async function get(hash: XetHash): Promise<KnownXorb> {
    const xorb = (await find([hash])).get(hash)
    if (!xorb) throw new Error(`xorb ${hash}, part of a file, is missing`)
    return xorb
  }

  async function open({ xorb, digest }: KnownXorb): Promise<StoredBlob> {
    const blob = await blobs.open(digest)
    if (!blob) throw new Error(`the bytes of xorb ${xorb}, object ${digest}, are missing`)
    return blob
  }

  /**
   * Proves the bytes to be the xorb of this name while they are stored. One that is there already is proven all the same:
   * only who has the bytes may build on them.
   */
  async function receive(
    { repoId, by }: XetGrant,
    xorb: XetHash,
    source: AsyncIterable<Uint8Array>,
  ): Promise<{ inserted: boolean }> {
    const isNew = !(await find([xorb])).has(xorb)
    await using staged = isNew ? await blobs.stage() : null
    const check = createCheck(threads)
    try {
      for await (const part of source) {
        await check.feed(part)
        await staged?.write(part)
      }
      const { name, chunkIndex, contentBytes } = await check.end()
      if (name !== xorb) throw invalid(`these bytes are xorb ${name}`)
      const stored = await staged?.commit()
      return await inTransaction(db, async (tx) => {
        const row = { xorb, chunkIndex: Buffer.from(chunkIndex), contentBytes }
        if (stored) {
          await queries.insertXorb(tx, { ...row, digest: stored.digest, storedBytes: stored.sizeBytes })
          await requireBytes(blobs, stored.digest)
        }
        // In the order of shards, or the two would wait for each other.
        const linked = await queries.linkXorbs(tx, repoId, [xorb])
        if (by !== null) await queries.rememberXorbs(tx, by, [xorb])
        // New to this repo, not to the hub: what others have is none of the client's business.
        return { inserted: linked > 0 }
      })
    } finally {
      check.drop()
    }
  }

  return { find, get, open, receive }
}

export type Xorbs = ReturnType<typeof createXorbs>

/**
 * After the row is written, and so after anybody who held it: the same bytes may have been an object that lives in chunks now,
 * and its whole bytes just been deleted.
 */
export async function requireBytes(blobs: BlobStore, digest: Digest): Promise<void> {
  if ((await blobs.size(digest)) === null) throw new HubError('Unavailable', 'Send this xorb again, please.')
}

const invalid = (why: string): HubError => new HubError('XorbInvalid', `This is not the xorb it is named: ${why}.`)

/** Parts are checked in a thread while the next are received, a few at a time. */
function createCheck(threads: Threads) {
  const task = threads.begin(checkXorbJob, null)
  const ahead: Promise<void>[] = []

  async function settle(most: number): Promise<void> {
    while (ahead.length > most) await ahead.shift()
  }

  return {
    feed: async (part: Uint8Array): Promise<void> => {
      const isHeld = holdPiece(part)
      const checked = task.feed(part).finally(() => isHeld && givePiece(part))
      const told = checked.catch((error: unknown) => {
        throw explain(error)
      })
      told.catch(() => {})
      ahead.push(told)
      await settle(mostFedAhead)
    },
    end: async (): Promise<CheckedXorb> => {
      await settle(0)
      return task.end().catch((error: unknown) => {
        throw explain(error)
      })
    },
    drop: () => task.drop(),
  }
}

/** What a thread throws comes without its class. */
const explain = (error: unknown): unknown =>
  error instanceof Error && error.name === 'FormatError' ? invalid(error.message) : error
