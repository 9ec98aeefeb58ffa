import { limits } from '../../../config/limits.ts'
import { digestFromBytes, type Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import { sha256Job } from '../../../kit/sha256-job.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { Threads } from '../../../ports/threads.ts'
import type { Objects } from '../objects/service.ts'
import { createTurns } from '../take-turns.ts'
import { checkShardJob, type Asked, type CheckedFile } from './check-shard-job.ts'
import * as queries from './queries.ts'
import type { Rebuild } from './rebuild.ts'
import { readRecipe } from './recipe.ts'
import type { ShardProgress, XetGrant, XetHash } from './xet.ts'

export type ShardsDeps = {
  db: Database
  threads: Threads
  rebuild: Rebuild
  objects: Objects
  usable: (grant: XetGrant, xorbs: readonly XetHash[]) => Promise<Set<XetHash>>
}

type VerifiedFile = CheckedFile & { digest: Digest }

/** Files come in as recipes. Nothing is registered before every claim was checked, the SHA-256 by reading the bytes back. */
export function createShards(deps: ShardsDeps) {
  const { db, objects } = deps
  const bodies = createBodies()
  const takeTurns = createTurns()
  const check = createCheck(deps)
  const verify = createVerification(deps)

  /** @throws HubError ShardInvalid */
  async function register(
    grant: XetGrant,
    source: AsyncIterable<Uint8Array>,
    onProgress: ShardProgress = () => {},
  ): Promise<{ inserted: boolean }> {
    const files = await bodies.whole(source, (body) => check(grant, body))
    const large = files.find(({ sizeBytes }) => sizeBytes > limits.lfsFileBytes)
    if (large) throw invalid(`a file has ${large.sizeBytes} bytes; at most ${limits.lfsFileBytes} are possible`)
    const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    if (total > limits.shardContentBytes)
      throw invalid(`its files have ${total} bytes together; at most ${limits.shardContentBytes} are possible`)
    const verified: VerifiedFile[] = []
    let doneBytes = 0
    onProgress(0, total)
    // One shard of a person after the other: reading back is work that costs the sender nothing.
    await takeTurns(`person ${grant.by}`, async () => {
      for (const file of files) {
        verified.push(await verify(file, (bytes) => onProgress(doneBytes + bytes, total)))
        doneBytes += file.sizeBytes
        onProgress(doneBytes, total)
      }
    })
    const digests = verified.map(({ digest }) => digest)
    const held = await objects.held(grant.repoId, digests)
    await inTransaction(db, async (tx) => {
      const all = verified.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))
      for (const { recipe, ...file } of all) await queries.insertFile(tx, { ...file, recipe: Buffer.from(recipe) })
      await objects.linkKnown(tx, verified, grant)
      const used = verified.flatMap((file) => file.xorbs)
      await queries.linkXorbs(tx, grant.repoId, used)
      await queries.linkFiles(
        tx,
        grant.repoId,
        verified.map(({ file }) => file),
      )
      if (grant.by !== null) await queries.rememberXorbs(tx, grant.by, used)
      const places = verified.flatMap((file) => file.places)
      await queries.insertChunkPlaces(
        tx,
        places.map(({ chunk, ...place }) => ({ ...place, chunk: Buffer.from(chunk) })),
      )
    })
    // New to this repo, not to the hub: what others have is none of the client's business.
    return { inserted: digests.some((digest) => !held.has(digest)) }
  }

  return { register }
}

export type Shards = ReturnType<typeof createShards>

function createCheck({ db, threads, usable }: ShardsDeps) {
  /** Everything that hashes of chunks can prove, in a thread, which asks for chunk indexes as it goes. */
  async function check(grant: XetGrant, body: Uint8Array): Promise<CheckedFile[]> {
    const task = threads.begin(checkShardJob, body)
    const files: CheckedFile[] = []
    try {
      let indexes = new Map<XetHash, Uint8Array>()
      for (;;) {
        const asked: Asked = await task.feed({ indexes }).catch(explain)
        if (!asked) return files
        indexes = new Map()
        if ('checked' in asked) files.push(asked.checked)
        else indexes = await indexesOf(grant, asked.needs)
      }
    } finally {
      task.drop()
    }
  }

  async function indexesOf(grant: XetGrant, needs: readonly XetHash[]): Promise<Map<XetHash, Uint8Array>> {
    const allowed = await usable(grant, needs)
    const missing = needs.find((xorb) => !allowed.has(xorb))
    if (missing) throw invalid(`xorb ${missing} is not known here: upload it first`)
    const stored = await queries.findXorbs(db, needs)
    return new Map(stored.map(({ xorb, chunkIndex }) => [xorb, Uint8Array.from(chunkIndex)]))
  }

  return check
}

function createVerification({ db, threads, rebuild }: ShardsDeps) {
  /** Decodes the file and hashes it: a name that others rely on is never taken on trust. */
  async function verify(file: CheckedFile, onBytes: (bytes: number) => void): Promise<VerifiedFile> {
    const claimed = file.sha256 && digestFromBytes(file.sha256)
    const known = await queries.findFile(db, file.file)
    const digest = known?.digest ?? (await hash(file, onBytes))
    if (claimed && claimed !== digest) throw invalid(`a file has SHA-256 ${digest}, not ${claimed} as announced`)
    return { ...file, digest }
  }

  async function hash({ recipe }: CheckedFile, onBytes: (bytes: number) => void): Promise<Digest> {
    const task = threads.begin(sha256Job, null)
    let doneBytes = 0
    try {
      for await (const part of rebuild.read(readRecipe(Buffer.from(recipe)))) {
        await task.feed(part)
        onBytes((doneBytes += part.length))
      }
      return (await task.end()) as Digest
    } finally {
      task.drop()
    }
  }

  return verify
}

/** A shard is checked as a whole, in memory that the thread sees. Of all shards together there is so much. */
function createBodies() {
  let heldBytes = 0

  async function whole<Value>(
    source: AsyncIterable<Uint8Array>,
    work: (body: Uint8Array) => Promise<Value>,
  ): Promise<Value> {
    const parts: Buffer[] = []
    let sizeBytes = 0
    try {
      for await (const part of source) {
        sizeBytes += part.length
        heldBytes += part.length
        if (heldBytes > limits.shardsHeldBytes) throw new HubError('Unavailable', 'Too many shards at once. Try again.')
        parts.push(Buffer.from(part))
      }
      const body = new Uint8Array(new SharedArrayBuffer(sizeBytes))
      let filled = 0
      for (const part of parts.splice(0)) {
        body.set(part, filled)
        filled += part.length
      }
      return await work(body)
    } finally {
      heldBytes -= sizeBytes
    }
  }

  return { whole }
}

const invalid = (why: string): HubError => new HubError('ShardInvalid', `The shard cannot be registered: ${why}.`)

/** What a thread throws comes without its class. */
function explain(error: unknown): never {
  throw error instanceof Error && error.name === 'FormatError' ? invalid(error.message) : error
}
