import { contentRange, findChunk, storedRange, type ChunkIndex } from '@kaihub/formats/xet'
import { copyInto, givePiece, pieceBytes, takePiece } from '../../../kit/pieces.ts'
import type { ByteRange, OpenBlob, StoredBlob } from '../../../ports/blob-store.ts'
import type { Database } from '../../../ports/database.ts'
import type { Task, Threads } from '../../../ports/threads.ts'
import { decodeJob, type Decoding } from './decode-job.ts'
import * as queries from './queries.ts'
import { readRecipe, type Recipe } from './recipe.ts'
import type { Extent, XetHash } from './xet.ts'
import type { KnownXorb, Xorbs } from './xorbs.ts'

/** of a chunk record (storage-protocols §1.4) */
const recordHeaderBytes = 8
const schemeAt = 4

export type RebuildDeps = { db: Database; xorbs: Xorbs; threads: Threads }

/** Makes the bytes of files from their chunks, for everybody who does not speak Xet. */
export function createRebuild({ db, xorbs, threads }: RebuildDeps) {
  /** Null when there is no such file. */
  async function open(file: XetHash): Promise<OpenBlob | null> {
    const found = await queries.findFile(db, file)
    if (!found) return null
    const recipe = readRecipe(found.recipe)
    return {
      sizeBytes: recipe.sizeBytes,
      read: (range) => read(recipe, range),
      [Symbol.asyncDispose]: async () => {},
    }
  }

  /**
   * The bytes of a range in parts of at most 1 MiB, in shared memory. A part is only valid until the next one is asked
   * for; meanwhile the next is already made.
   */
  async function* read(recipe: Recipe, range?: ByteRange): AsyncGenerator<Uint8Array> {
    if (recipe.sizeBytes === 0) return
    const wanted = { start: range?.first ?? 0, end: range ? range.last + 1 : recipe.sizeBytes }
    await using decoder = createDecoder(threads, xorbs)
    const runs = runsOf(recipe, wanted, xorbs)
    const next = async (): Promise<Uint8Array | null> => {
      const { value: run, done } = await runs.next()
      return done ? null : decoder.decode(run)
    }
    let ahead = next()
    try {
      for (let part = await ahead; part; part = await ahead) {
        ahead = next()
        // Its failure is told when this part is asked for.
        ahead.catch(() => {})
        yield part
        // Only here: a reader who stops early may still be sending it, and then its memory is left to it.
        givePiece(part)
      }
    } finally {
      const left = await ahead.catch(() => null)
      if (left) givePiece(left)
    }
  }

  return { open, read }
}

export type Rebuild = ReturnType<typeof createRebuild>

/** Neighbouring chunks of one xorb that fit a piece of memory, stored and decoded, and which bytes of them are wanted. */
type Run = { xorb: KnownXorb; start: number; end: number; skipBytes: number; takeBytes: number }

async function* runsOf(recipe: Recipe, wanted: Extent, xorbs: Xorbs): AsyncGenerator<Run> {
  const first = recipe.find(wanted.start)
  let termStartsAt = first.startsAt
  for (let index = first.index; index < recipe.count && termStartsAt < wanted.end; index += 1) {
    const term = recipe.term(index)
    const xorb = await xorbs.get(term.xorb)
    const origin = contentRange(xorb.chunks, term.start, term.end).start
    // Both in the content of the xorb.
    const from = origin + Math.max(0, wanted.start - termStartsAt)
    const upTo = origin + Math.min(term.contentBytes, wanted.end - termStartsAt)
    for (let start = findChunk(xorb.chunks, from); start < term.end && contentStart(xorb.chunks, start) < upTo;) {
      const end = endOfRun(xorb.chunks, start, term.end)
      const content = contentRange(xorb.chunks, start, end)
      const skipBytes = Math.max(0, from - content.start)
      yield { xorb, start, end, skipBytes, takeBytes: Math.min(content.end, upTo) - content.start - skipBytes }
      start = end
    }
    termStartsAt += term.contentBytes
  }
}

const contentStart = (chunks: ChunkIndex, chunk: number): number => (chunk === 0 ? 0 : chunks.contentEnds[chunk - 1]!)

function endOfRun(chunks: ChunkIndex, start: number, most: number): number {
  const [stored, content] = [storedRange(chunks, start, start + 1).start, contentStart(chunks, start)]
  let end = start + 1
  while (
    end < most &&
    chunks.storedEnds[end]! - stored <= pieceBytes &&
    chunks.contentEnds[end]! - content <= pieceBytes
  )
    end += 1
  return end
}

/** Reads and decodes runs, one at a time, each into a piece of its own, as the one before is still with the reader. */
function createDecoder(threads: Threads, xorbs: Xorbs) {
  const records = takePiece()
  let task: Task<Decoding, void, null> | null = null
  let current: { xorb: XetHash; blob: StoredBlob } | null = null

  async function bytesOf(xorb: KnownXorb): Promise<StoredBlob> {
    if (current?.xorb === xorb.xorb) return current.blob
    await current?.blob[Symbol.asyncDispose]()
    current = null
    const blob = await xorbs.open(xorb)
    current = { xorb: xorb.xorb, blob }
    return blob
  }

  async function decode({ xorb, start, end, skipBytes, takeBytes }: Run): Promise<Uint8Array> {
    const stored = storedRange(xorb.chunks, start, end)
    const content = contentRange(xorb.chunks, start, end)
    const blob = await bytesOf(xorb)
    const read = records.subarray(0, stored.end - stored.start)
    await blob.readInto(stored.start, read)
    const piece = takePiece()
    // What is not compressed is only cut out of its records; the rest is work for a thread.
    if (!unwrap(xorb.chunks, { start, end }, records, piece)) {
      task ??= threads.begin(decodeJob, null)
      const decoded = piece.subarray(0, content.end - content.start)
      await task.feed({ records: read, content: decoded })
    }
    return piece.subarray(skipBytes, skipBytes + takeBytes)
  }

  return {
    decode,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      task?.drop()
      givePiece(records)
      await current?.blob[Symbol.asyncDispose]()
    },
  }
}

/** Copies chunks that are stored as they are; false when one of them is not, and then nothing is promised. */
function unwrap(chunks: ChunkIndex, { start, end }: Extent, records: Uint8Array, into: Buffer): boolean {
  const origin = storedRange(chunks, start, start + 1).start
  let filled = 0
  for (let chunk = start; chunk < end; chunk += 1) {
    const record = storedRange(chunks, chunk, chunk + 1)
    if (records[record.start - origin + schemeAt] !== 0) return false
    const content = records.subarray(record.start - origin + recordHeaderBytes, record.end - origin)
    copyInto(into, filled, content)
    filled += content.length
  }
  return true
}
