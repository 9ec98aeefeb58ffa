import assert from 'node:assert/strict'
import type { FileHandle } from 'node:fs/promises'
import { sha256, type Digest } from '../../kit/digest.ts'
import { copyInto, givePiece, holdPiece, pieceBytes, takePiece } from '../../kit/pieces.ts'
import { sha256Job } from '../../kit/sha256-job.ts'
import type { Task } from '../../ports/threads.ts'
import { threads } from '../threads/pool.ts'
import { createPieceWriter } from './piece-writer.ts'

/** A file being written, which knows the SHA-256 and the size of what it was given. */
export type HashingFile = {
  /** one at a time; the part may be used again once the promise settles, a piece once nobody holds it any more */
  write: (part: Uint8Array) => Promise<void>
  /** brings the last bytes to the file; nothing may be written after it */
  finish: () => Promise<{ digest: Digest; sizeBytes: number }>
  /** waits for writes still under way and closes the file; safe to repeat */
  close: () => Promise<void>
}

export type HashedFile = { file: string; handle: FileHandle }

/**
 * Takes over the handle. Bytes are gathered into pieces; while one fills, those before it are written and hashed in other
 * threads. What fits one piece is hashed here: a thread would cost more.
 */
export function createHashingFile({ file, handle }: HashedFile): HashingFile {
  let hash: Task<Uint8Array, void, string> | null = null
  const alongside = async (bytes: Uint8Array): Promise<void> => hash?.feed(bytes)
  const pieces = createPieceWriter({ file, handle, alongside })
  let piece: Buffer | null = null
  let filledBytes = 0
  let sizeBytes = 0
  let running: Promise<void> | null = null
  let ended = false

  async function take(part: Uint8Array): Promise<void> {
    sizeBytes += part.length
    if (!piece && part.length === pieceBytes && holdPiece(part)) {
      hash ??= threads.begin(sha256Job, null)
      return pieces.append(part)
    }
    for (let taken = 0; taken < part.length;) {
      // Only here is it sure that there is more than one piece.
      if (piece && filledBytes === pieceBytes) {
        hash ??= threads.begin(sha256Job, null)
        await flush()
      }
      piece ??= takePiece()
      const length = Math.min(part.length - taken, pieceBytes - filledBytes)
      copyInto(piece, filledBytes, part.subarray(taken, taken + length))
      taken += length
      filledBytes += length
    }
  }

  const filled = (): Uint8Array => piece?.subarray(0, filledBytes) ?? new Uint8Array(0)

  async function flush(): Promise<void> {
    const bytes = filled()
    piece = null
    filledBytes = 0
    if (bytes.length > 0) await pieces.append(bytes)
  }

  async function write(part: Uint8Array): Promise<void> {
    assert(!running && !ended, 'a file is written one part at a time and not after its end')
    running = take(part)
    try {
      await running
    } finally {
      running = null
    }
  }

  async function finish(): Promise<{ digest: Digest; sizeBytes: number }> {
    assert(!running && !ended, 'a file is finished once, after its last part')
    ended = true
    const digest = hash ? null : sha256(filled())
    await flush()
    await pieces.settle()
    return { digest: digest ?? ((await hash!.end()) as Digest), sizeBytes }
  }

  async function close(): Promise<void> {
    ended = true
    await running?.catch(() => {})
    hash?.drop()
    if (piece) givePiece(piece)
    piece = null
    await pieces.close()
    await handle.close()
  }

  return { write, finish, close }
}
