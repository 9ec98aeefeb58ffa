import { limits } from '../../../config/limits.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { Digest } from '../../../kit/digest.ts'
import type { RepoId } from '../../../kit/ids.ts'
import type { Log } from '../../../kit/log.ts'
import { sha256Job } from '../../../kit/sha256-job.ts'
import type { BlobStore, StagedBlob } from '../../../ports/blob-store.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { TaskDefinition } from '../../../ports/task-queue.ts'
import type { Task, Threads } from '../../../ports/threads.ts'
import type { Objects } from '../objects/service.ts'
import { packJob } from './pack-job.ts'
import type { Packed, PackReply, PackStep } from './packer.ts'
import * as queries from './queries.ts'
import type { Rebuild } from './rebuild.ts'
import { readRecipe } from './recipe.ts'
import type { Sharing } from './sharing.ts'
import { requireBytes } from './xorbs.ts'
import type { XetHash } from './xet.ts'

export type RepackDeps = {
  db: Database
  blobs: BlobStore
  threads: Threads
  objects: Objects
  rebuild: Rebuild
  sharing: Sharing
  clock: Clock
  log: Log
}

const objectsAtOnce = 50
const runMilliseconds = 20 * 60_000
/** An object of more repos than this is packed without looking at what others have. */
const reposAsked = 20
const xorbsPerChunk = 4

/** Objects that came whole are kept in chunks: near-copies then share what they have in common (storage-protocols §4.5). */
export function createRepack(deps: RepackDeps) {
  const { db, blobs, clock, log } = deps
  const inHours = (hours: number): Date => new Date(clock.now().getTime() + hours * 3_600_000)

  /** Takes the next step of every object that is due: into chunks, and a day later its whole bytes go. */
  async function run(): Promise<{ packed: number; released: number }> {
    const done = { packed: 0, released: 0 }
    const deadline = performance.now() + runMilliseconds
    for (;;) {
      const due = await queries.dueForRepack(db, clock.now(), objectsAtOnce)
      for (const { digest, isPacked } of due) {
        if (performance.now() > deadline) return done
        try {
          if (isPacked) await release(digest)
          else await pack(digest)
          done[isPacked ? 'released' : 'packed'] += 1
        } catch (error) {
          log.warn('An object could not be kept in chunks; it stays whole.', { digest, error })
          await queries.planRepack(db, digest, inHours(24))
        }
      }
      if (due.length < objectsAtOnce) return done
    }
  }

  async function pack(digest: Digest): Promise<void> {
    const repoIds = (await deps.objects.reposLinking(digest, 10_000)) as RepoId[]
    const blob = await blobs.open(digest)
    // Nobody's, or gone: no further step.
    if (!blob || repoIds.length === 0) {
      await blob?.[Symbol.asyncDispose]()
      return queries.planRepack(db, digest, null)
    }
    await using whole = blob
    const { file, recipe: bytes, xorbs, places } = await packBytes(deps, whole.read(), repoIds)
    const recipe = Buffer.from(bytes)
    await readBack(deps, recipe, digest)
    await inTransaction(db, async (tx) => {
      await queries.insertFile(tx, { file, digest, sizeBytes: whole.sizeBytes, recipe, xorbs })
      for (const repoId of await queries.reposStill(tx, repoIds)) {
        await queries.linkXorbs(tx, repoId, xorbs)
        await queries.linkFiles(tx, repoId, [file])
      }
      await queries.insertChunkPlaces(
        tx,
        places.map(({ chunk, ...place }) => ({ ...place, chunk: Buffer.from(chunk) })),
      )
      await queries.planRepack(tx, digest, inHours(limits.wholeBlobGraceHours))
    })
  }

  /**
   * Whoever looks from now on reads the chunks. The bytes go while the row is held: whoever stores the same as a xorb waits
   * for that, and then looks whether they are there.
   */
  async function release(digest: Digest): Promise<void> {
    await inTransaction(db, async (tx) => {
      if (await queries.forgetWhole(tx, digest)) await blobs.delete(digest)
      else await queries.planRepack(tx, digest, null)
    })
  }

  const task: TaskDefinition = { name: 'repack-objects', cron: '37 * * * *', run: async () => void (await run()) }
  return { run, task }
}

/** Cuts the bytes into chunks in a thread and stores those that lie nowhere yet, in xorbs. */
async function packBytes(
  { db, blobs, threads, sharing }: RepackDeps,
  source: AsyncIterable<Uint8Array>,
  repoIds: readonly RepoId[],
): Promise<Packed> {
  const task = threads.begin(packJob, null)
  const store = createXorbStore(db, blobs)
  const step = async (known: PackStep): Promise<void> => store.take(await task.feed(known))
  try {
    for await (const bytes of source) {
      const { asks } = await task.feed({ bytes })
      await step({ known: await knownXorbs(db, sharing, { asks, repoIds }), isLast: false })
    }
    await step({ known: new Map(), isLast: true })
    return await task.end()
  } finally {
    task.drop()
    await store.cancel()
  }
}

/** Xorbs with these chunks that every one of these repos may build on. */
async function knownXorbs(
  db: Database,
  sharing: Sharing,
  { asks, repoIds }: { asks: readonly XetHash[]; repoIds: readonly RepoId[] },
): Promise<Map<XetHash, Uint8Array>> {
  const known = new Map<XetHash, Uint8Array>()
  if (repoIds.length > reposAsked) return known
  for (const chunk of asks) {
    let candidates = await queries.xorbsWithChunk(db, chunk, xorbsPerChunk)
    for (const repoId of repoIds) {
      const allowed = await sharing.usable({ repoId, by: null }, candidates)
      candidates = candidates.filter((xorb) => allowed.has(xorb))
    }
    for (const { xorb, chunkIndex } of await queries.findXorbs(db, candidates.slice(0, 1))) known.set(xorb, chunkIndex)
  }
  return known
}

/** Writes records to one xorb after another as the job hands them out. */
function createXorbStore(db: Database, blobs: BlobStore) {
  let staged: StagedBlob | null = null

  async function write(records: Uint8Array): Promise<void> {
    if (records.length === 0) return
    staged ??= await blobs.stage()
    await staged.write(records)
  }

  async function take({ records, finished }: PackReply): Promise<void> {
    let at = 0
    for (const { after, xorb } of finished) {
      await write(records.subarray(at, after))
      at = after
      const { digest, sizeBytes } = await staged!.commit()
      staged = null
      const row = { ...xorb, chunkIndex: Buffer.from(xorb.chunkIndex), digest, storedBytes: sizeBytes }
      await inTransaction(db, async (tx) => {
        await queries.insertXorb(tx, row)
        await requireBytes(blobs, digest)
      })
    }
    await write(records.subarray(at))
  }

  return { take, cancel: async () => staged?.cancel() }
}

/** @throws Error when the chunks do not make the bytes that the digest names: then the whole blob must stay */
async function readBack({ rebuild, threads }: RepackDeps, recipe: Buffer, digest: Digest): Promise<void> {
  const task: Task<Uint8Array, void, string> = threads.begin(sha256Job, null)
  try {
    for await (const part of rebuild.read(readRecipe(recipe))) await task.feed(part)
    const found = await task.end()
    if (found !== digest) throw new Error(`the chunks of object ${digest} make ${found}`)
  } finally {
    task.drop()
  }
}
