import { createXorbReader, encodeChunkIndex, hashToText } from '@kaihub/formats/xet'
import type { Job, Work } from '../../../ports/threads.ts'

export type CheckedXorb = { name: string; chunkIndex: Uint8Array; contentBytes: number }

export const checkXorbJob = new URL(import.meta.url) as Job<null, Uint8Array, void, CheckedXorb>

/** Takes a xorb's bytes in parts, decodes and hashes every chunk, and answers what it is. @throws FormatError */
export function begin(): Work<Uint8Array, void, CheckedXorb> {
  const reader = createXorbReader()
  return {
    feed: (part) => void reader.write(part),
    end: () => {
      const { hash, chunks } = reader.end()
      return { name: hashToText(hash), chunkIndex: encodeChunkIndex(chunks), contentBytes: chunks.contentEnds.at(-1)! }
    },
  }
}
