import { chunkHash, createChunker, createFileHasher } from '@kaihub/formats/xet/upload'
import { createSHA256 } from 'hash-wasm'
import type { Cas } from './cas.ts'
import type { createKnownChunks } from './known-chunks.ts'
import { readSlices } from './read-slices.ts'
import { createTerms, type Recipe } from './terms.ts'
import type { XorbQueue } from './xorb-queue.ts'

export type Chunking = {
  cas: Cas
  known: ReturnType<typeof createKnownChunks>
  queue: XorbQueue
  asksForHints: () => boolean
  whilePaused: () => Promise<void>
  signal: AbortSignal
  onRead: (bytes: number) => void
  onKnown: (bytes: number) => void
}

/** Shorter files are looked up by their SHA-256 instead. */
export const askedFileBytes = 4 * 1024 * 1024

/** Reads a file once: cuts it, names it by both of its hashes, and hands on the chunks that nobody has. */
export async function chunkFile(blob: Blob, path: string, chunking: Chunking): Promise<Recipe> {
  const { cas, known, queue, onRead, onKnown, signal } = chunking
  const sha256 = (await createSHA256()).init()
  const file = createFileHasher()
  const terms = createTerms()
  let part = new Uint8Array()
  let cut: { content: Uint8Array; hash: Uint8Array }[] = []
  let isFirst = true
  const chunker = createChunker((chunk) => {
    // Only a chunk that began in an earlier slice lies in memory that is used again.
    const content = chunk.buffer === part.buffer ? chunk : Uint8Array.from(chunk)
    cut.push({ content, hash: chunkHash(content) })
  })

  async function place(content: Uint8Array, hash: Uint8Array): Promise<void> {
    file.add(hash, content.length)
    let found = known.find(hash)
    const isAsked = isFirst ? blob.size >= askedFileBytes : isAskedFor(hash)
    isFirst = false
    if (!found && isAsked && chunking.asksForHints()) {
      const hints = await cas.hintsOf(hash)
      if (hints) known.addHints(hints)
      found = known.find(hash)
    }
    if (found) onKnown(content.length)
    else known.add(hash, (found = await queue.add(content, hash)))
    terms.add(found, hash, content.length)
  }

  async function placeAll(): Promise<void> {
    const chunks = cut
    cut = []
    for (const { content, hash } of chunks) await place(content, hash)
  }

  for await (const slice of readSlices(blob, path)) {
    await chunking.whilePaused()
    signal.throwIfAborted()
    part = slice as Uint8Array<ArrayBuffer>
    sha256.update(slice)
    chunker.write(slice)
    await placeAll()
    onRead(slice.length)
  }
  chunker.end()
  await placeAll()
  return { hash: file.digest(), sha256: sha256.digest('binary'), terms: terms.end() }
}

/** As all Xet clients ask: for about one chunk in a thousand. */
const isAskedFor = (hash: Uint8Array): boolean => hash[24] === 0 && (hash[25]! & 3) === 0
