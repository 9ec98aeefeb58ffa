// Cuts a file into chunks where its content says so: https://huggingface.co/docs/xet/chunking. Exactly as hf_xet does, for
// only then do uploads share chunks.
import { maxChunkBytes, minChunkBytes } from '../limits.ts'
import { createGearHasher } from './gear.ts'

/** The hash depends on the last 64 bytes only, so what lies further before the first possible cut is passed over. */
const skippedBytes = minChunkBytes - 64 - 1
/** The hasher copies what it is given, and most chunks end long before the longest. */
const scannedBytes = 16 * 1024

export type Chunker = {
  /** Takes the next part of the file, of any length. */
  write: (part: Uint8Array) => void
  /** Gives the last chunk, however short; an empty file has none. Afterwards the next file may begin. */
  end: () => void
}

/**
 * Calls `onChunk` with every chunk in order, however the file is split into parts. The bytes are valid during the call
 * only: they lie in the part or in a buffer of 128 KiB that is used again.
 */
export function createChunker(onChunk: (chunk: Uint8Array) => void): Chunker {
  const finder = createCutFinder()
  const begun = Buffer.allocUnsafeSlow(maxChunkBytes)
  let begunBytes = 0

  function emit(rest: Uint8Array): void {
    if (begunBytes === 0) return onChunk(rest)
    begun.set(rest, begunBytes)
    const chunk = begun.subarray(0, begunBytes + rest.length)
    begunBytes = 0
    onChunk(chunk)
  }

  return {
    write(part) {
      let start = 0
      for (;;) {
        const end = finder.findCut(part, start)
        if (end < 0) break
        emit(part.subarray(start, end))
        start = end
      }
      begun.set(part.subarray(start), begunBytes)
      begunBytes += part.length - start
    },
    end() {
      if (begunBytes > 0) emit(begun.subarray(0, 0))
      finder.reset()
    },
  }
}

type CutFinder = { findCut: (part: Uint8Array, start: number) => number; reset: () => void }

function createCutFinder(): CutFinder {
  const hasher = createGearHasher()
  let size = 0

  const reset = (): void => {
    size = 0
    hasher.resetHash()
  }

  return {
    reset,
    /** Where the current chunk, which goes on at `start`, ends in this part; -1 when it goes on in the next. */
    findCut(part, start) {
      let at = start
      if (size < skippedBytes) {
        const skipped = Math.min(skippedBytes - size, part.length - at)
        at += skipped
        size += skipped
      }
      while (at < part.length) {
        const scanned = part.subarray(at, at + Math.min(scannedBytes, maxChunkBytes - size))
        const match = hasher.nextMatch(scanned)
        const taken = match < 0 ? scanned.length : match
        at += taken
        size += taken
        // a match before the minimum counts for nothing, and the hash goes on over it
        const isCut = size === maxChunkBytes || (match > 0 && size >= minChunkBytes)
        if (!isCut) continue
        reset()
        return at
      }
      return -1
    },
  }
}
