import { assert } from '../assert.ts'
import { chunkHash } from '../hash/names.ts'
import { fullXorbContentBytes, maxChunkBytes, maxChunksPerXorb } from '../limits.ts'
import { createIndexBuilder } from './chunk-index.ts'
import type { Xorb } from './chunk-index.ts'
import { compressChunk } from './compress.ts'
import { encodeRecordHeader, recordHeaderBytes } from './record.ts'

export type XorbBuilder = {
  /** Whether one more chunk of so many bytes keeps the xorb within 8192 chunks and 64 MiB of content. */
  hasRoomFor: (contentBytes: number) => boolean
  /**
   * Takes the next chunk and gives the bytes to append to the xorb, in memory of their own. Who knows the chunk's hash
   * already passes it. In long loops let the event loop run now and then, or the compressor's buffers pile up.
   */
  add: (content: Uint8Array, hash?: Uint8Array) => Buffer
  /** The name and the chunks of what was added. */
  finish: () => Xorb
}

/** Makes a xorb without footer, as hf_xet does. Holds the index only: the bytes go out as they are made. */
export function createXorbBuilder(): XorbBuilder {
  const index = createIndexBuilder()
  const hasRoomFor = (contentBytes: number): boolean =>
    index.count() < maxChunksPerXorb && index.contentBytes() + contentBytes <= fullXorbContentBytes
  return {
    hasRoomFor,
    add(content, hash = chunkHash(content)) {
      assert(content.length > 0 && content.length <= maxChunkBytes, `a chunk of ${content.length} bytes`)
      assert(hasRoomFor(content.length), 'the xorb is full')
      const { scheme, stored } = compressChunk(content)
      const header = encodeRecordHeader({ scheme, storedBytes: stored.length, contentBytes: content.length })
      index.add(hash, recordHeaderBytes + stored.length, content.length)
      return Buffer.concat([header, stored])
    },
    finish() {
      assert(index.count() > 0, 'an empty xorb')
      return index.finish()
    },
  }
}
