import {
  createFileHasher,
  decodeChunkIndex,
  hashToText,
  readShard,
  verificationHash,
  type ChunkIndex,
  type ShardFile,
  type ShardTerm,
} from '@kaihub/formats/xet'
import { FormatError } from '@kaihub/formats/errors'
import type { Job, Work } from '../../../ports/threads.ts'
import { isAskedFor } from './asked-chunks.ts'
import { keyOf } from './packer.ts'
import { termBytes, writeTerm } from './recipe.ts'
import type { XetHash } from './xet.ts'

/** What a shard says of one file, true as far as chunk hashes can tell. */
export type CheckedFile = {
  file: XetHash
  /** the uploader's claim */
  sha256: Uint8Array | null
  sizeBytes: number
  recipe: Uint8Array
  xorbs: XetHash[]
  /** chunks that clients will ask for */
  places: { chunk: Uint8Array; xorb: XetHash; position: number }[]
}

export type Said = { indexes: ReadonlyMap<XetHash, Uint8Array> }
/** Xorbs whose chunk indexes are needed to go on, nothing but leave to go on, one file that is done, or the end. */
export type Asked = { needs: XetHash[] } | { checked: CheckedFile } | null

export const checkShardJob = new URL(import.meta.url) as Job<Uint8Array, Said, Asked, null>

/** Indexes kept at once: a file of any size is checked in 20 MiB or so. */
const mostIndexes = 256
const mostNeeds = 32
/** of a whole shard: 1 TB at the usual size, and some minutes of work */
const mostChunks = 16_000_000
const mostFiles = 50_000
const mostPlaces = 50_000
/** Others want the thread, too. */
const chunksAtOnce = 20_000

/**
 * Goes through a shard file by file (storage-protocols §1.11), asking for the chunk indexes of the xorbs that it names: each
 * message is answered by what is needed next. @throws FormatError when the shard is malformed or a claim is false
 */
export function begin(body: Uint8Array): Work<Said, Asked, null> {
  const indexes = new Map<XetHash, ChunkIndex>()
  const steps = checkFiles(body, indexes)
  return {
    feed: ({ indexes: brought }) => {
      for (const [xorb, packed] of brought) indexes.set(xorb, decodeChunkIndex(packed))
      const { value, done } = steps.next()
      return done ? null : value
    },
    end: () => null,
  }
}

function* checkFiles(body: Uint8Array, indexes: Map<XetHash, ChunkIndex>): Generator<Exclude<Asked, null>, void> {
  const shard = readShard(body)
  if (shard.fileCount > mostFiles) fail(`more than ${mostFiles} files`)
  const work = { chunks: 0, sinceRest: 0 }
  for (const file of shard.files()) {
    // The empty file has no chunks and no content to register.
    if (file.termCount > 0) yield* checkFile(file, indexes, work)
    else if (hashToText(file.hash) !== emptyFile) fail('a file without terms has the hash of the empty file')
  }
}

const emptyFile = '0'.repeat(64)

type Done = { chunks: number; sinceRest: number }

function* checkFile(
  file: ShardFile,
  indexes: Map<XetHash, ChunkIndex>,
  work: Done,
): Generator<Exclude<Asked, null>, void> {
  const hasher = createFileHasher()
  const recipe = Buffer.alloc(file.termCount * termBytes)
  const xorbs = new Set<XetHash>()
  const places = new Map<string, CheckedFile['places'][number]>()
  let sizeBytes = 0
  for (let index = 0; index < file.termCount; index += 1) {
    const term = file.term(index)
    const xorb = nameOf(term)
    if (!indexes.has(xorb)) {
      if (indexes.size > mostIndexes) indexes.clear()
      yield { needs: nextXorbs(file, index, indexes) }
    }
    const chunks = indexes.get(xorb)
    if (!chunks) return fail(`xorb ${xorb} is not known here: upload it first`)
    if (term.start >= term.end) fail('a term is empty')
    work.chunks += term.end - term.start
    if (work.chunks > mostChunks) fail(`more than ${mostChunks} chunks`)
    if ((work.sinceRest += term.end - term.start) > chunksAtOnce) {
      work.sinceRest = 0
      yield { needs: [] }
    }
    checkTerm(term, chunks, file.verification(index))
    hasher.addRange(chunks, term.start, term.end)
    writeTerm(recipe, index * termBytes, { ...term, xorb })
    xorbs.add(xorb)
    sizeBytes += term.contentBytes
    for (let chunk = term.start; chunk < term.end; chunk += 1) {
      const hash = chunks.hashes.subarray(chunk * 32, chunk * 32 + 32)
      if (places.size < mostPlaces && ((index === 0 && chunk === term.start) || isAskedFor(hash)))
        places.set(keyOf(hash), { chunk: Uint8Array.from(hash), xorb, position: chunk })
    }
  }
  if (!hasher.digest().equals(file.hash)) fail('the chunks of a file do not have its hash')
  const sha256 = file.sha256 && Uint8Array.from(file.sha256)
  yield {
    checked: {
      file: hashToText(file.hash) as XetHash,
      sha256,
      sizeBytes,
      recipe,
      xorbs: [...xorbs],
      places: [...places.values()],
    },
  }
}

function nextXorbs(file: ShardFile, from: number, known: ReadonlyMap<XetHash, ChunkIndex>): XetHash[] {
  const needs = new Set<XetHash>()
  for (let index = from; index < file.termCount && needs.size < mostNeeds; index += 1) {
    const xorb = nameOf(file.term(index))
    if (!known.has(xorb)) needs.add(xorb)
  }
  return [...needs]
}

const nameOf = ({ xorbHash }: ShardTerm): XetHash => hashToText(xorbHash) as XetHash

function checkTerm({ start, end, contentBytes }: ShardTerm, chunks: ChunkIndex, proof: Buffer | null): void {
  if (start >= end || end > chunks.storedEnds.length) fail('a term names chunks that its xorb does not have')
  const startsAt = start === 0 ? 0 : chunks.contentEnds[start - 1]!
  if (chunks.contentEnds[end - 1]! - startsAt !== contentBytes) fail('a term has another length than its chunks')
  const hashes = chunks.hashes.subarray(start * 32, end * 32)
  if (!proof?.equals(verificationHash(hashes))) fail('the verification hash of a term is wrong or missing')
}

const fail = (reason: string): never => {
  throw new FormatError(reason)
}
