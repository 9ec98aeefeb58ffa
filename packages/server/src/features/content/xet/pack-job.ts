import { chunkHash, createChunker, createFileHasher, hashToText } from '@kaihub/formats/xet'
import type { Job, Work } from '../../../ports/threads.ts'
import { isAskedFor } from './asked-chunks.ts'
import { createPacker, keyOf, type Chunk, type Packed, type PackReply, type PackStep } from './packer.ts'
import type { XetHash } from './xet.ts'

export const packJob = new URL(import.meta.url) as Job<null, PackStep, PackReply, Packed>

/**
 * Cuts a file into chunks, finds those that lie in known xorbs, and packs the others into new ones. Every bytes step is
 * followed by a known step. Holds the chunks that are not decided yet, and where each known one lies.
 */
export function begin(): Work<PackStep, PackReply, Packed> {
  const hasher = createFileHasher()
  const pending: Chunk[] = []
  const packer = createPacker()
  const asked: Buffer[] = []
  let told = 0
  const newAsks = (): XetHash[] => {
    const asks = asked.slice(told).map((hash) => hashToText(hash) as XetHash)
    told = asked.length
    return asks
  }
  let isFirst = true
  const chunker = createChunker((content) => {
    const hash = chunkHash(content)
    hasher.add(hash, content.length)
    pending.push({ hash, key: keyOf(hash), content: Uint8Array.from(content) })
    if (isFirst || isAskedFor(hash)) asked.push(hash)
    isFirst = false
  })
  return {
    feed: (step) => {
      if ('bytes' in step) {
        chunker.write(step.bytes)
        return { asks: newAsks(), records: new Uint8Array(0), finished: [] }
      }
      if (step.isLast) chunker.end()
      for (const [xorb, index] of step.known) packer.know(xorb, index)
      return { asks: newAsks(), ...packer.pack(pending, step.isLast) }
    },
    end: () => ({ file: hashToText(hasher.digest()) as XetHash, ...packer.result(asked) }),
  }
}
