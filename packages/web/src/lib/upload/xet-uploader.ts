import { encodeShard } from '@kaihub/formats/xet/upload'
import type { Cas } from './cas.ts'
import { askedFileBytes, chunkFile, type Chunking } from './chunk-file.ts'
import { UploadFault } from './fault.ts'
import { createKnownChunks } from './known-chunks.ts'
import { fileToWrite, type Recipe } from './terms.ts'
import { createXorbQueue, type OnXorb } from './xorb-queue.ts'

/** Files are registered after so much, so that an upload that breaks off has something to show. */
const shardAfterBytes = 1024 ** 3
const shardAfterFiles = 2000

export type Sent = { sha256: string; sizeBytes: number }

export type XetUploaderOptions = {
  cas: Cas
  totalBytes: number
  signal: AbortSignal
  whilePaused: () => Promise<void>
  on: OnXorb & { onKnown: (bytes: number) => void; onChecked: (checkedBytes: number, totalBytes: number) => void }
  /** what the hub tells of other uploads is used unless it proved to be out of date */
  asksForHints: () => boolean
  /** everything of these files is with the hub */
  onRegistered: (files: readonly { path: string; sent: Sent }[]) => void
}

type Waiting = { path: string; recipe: Recipe; sizeBytes: number }

/** Sends files by chunks. Memory stays within a few xorbs, however large the files. */
export function createXetUploader(options: XetUploaderOptions) {
  const { cas, signal, whilePaused, on, totalBytes } = options
  const known = createKnownChunks()
  const queue = createXorbQueue(cas, on, totalBytes)
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let registering = Promise.resolve()
  let failure: { error: unknown } | null = null

  async function add(path: string, blob: Blob, onRead: (bytes: number) => void): Promise<void> {
    // A large file begins its own xorb: sent again after a break, it makes the same ones.
    if (blob.size >= askedFileBytes) await queue.close()
    const { asksForHints } = options
    const chunking: Chunking = { cas, known, queue, asksForHints, whilePaused, signal, onRead, onKnown: on.onKnown }
    const recipe = await chunkFile(blob, path, chunking)
    waiting.push({ path, recipe, sizeBytes: blob.size })
    waitingBytes += blob.size
    if (waitingBytes >= shardAfterBytes || waiting.length >= shardAfterFiles) await register()
  }

  /** Once their xorbs are there, a shard says which files they make; the hub checks that while others are being sent. */
  async function register(): Promise<void> {
    await queue.close()
    const files = waiting
    waiting = []
    waitingBytes = 0
    await queue.settled()
    await registering
    if (failure) throw failure.error
    if (files.length > 0) registering = sendShard(files).catch((error: unknown) => void (failure = { error }))
  }

  async function sendShard(files: readonly Waiting[]): Promise<void> {
    // The same content under two names is one file to the store.
    const recipes = new Map(files.map(({ recipe }) => [hex(recipe.sha256), recipe]))
    const shard = encodeShard({ files: [...recipes.values()].map(fileToWrite), xorbs: [] })
    await cas.sendShard(Uint8Array.from(shard), on.onChecked)
    options.onRegistered(
      files.map(({ path, recipe, sizeBytes }) => ({ path, sent: { sha256: hex(recipe.sha256), sizeBytes } })),
    )
  }

  return {
    add,
    finish: async (): Promise<void> => {
      await register()
      await registering
      if (failure) throw failure.error
    },
  }
}

export const isOutOfDate = (error: unknown): boolean => error instanceof UploadFault && error.code === 'ShardInvalid'

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
