import { createXorbBuilder, maxChunksPerXorb } from '@kaihub/formats/xet/upload'
import type { XorbRef } from './known-chunks.ts'

/** Half of what the protocol allows: a browser holds three of them at most, in all less than 110 MB. */
export const xorbContentBytes = 32 * 1024 * 1024
const recordHeaderBytes = 8

export type OpenXorb = {
  ref: XorbRef
  contentBytes: () => number
  hasRoomFor: (bytes: number) => boolean
  /** which chunk of the xorb it became */
  add: (content: Uint8Array, hash: Uint8Array) => number
  /** gives the xorb its name; the bytes lie in the memory it was opened with */
  close: () => { hash: Uint8Array; body: Uint8Array<ArrayBuffer>; contentBytes: number }
}

export type XorbMemory = Uint8Array<ArrayBuffer>

/** Small uploads take little. */
export const newXorbMemory = (contentBytes: number): XorbMemory =>
  new Uint8Array(contentBytes + maxChunksPerXorb * recordHeaderBytes)

/** Fills some memory with chunks, stored as they are. */
export function openXorb(memory: XorbMemory): OpenXorb {
  const builder = createXorbBuilder()
  const ref: XorbRef = { hash: null }
  let length = 0
  let contentBytes = 0
  let count = 0
  return {
    ref,
    contentBytes: () => contentBytes,
    hasRoomFor: (bytes) => contentBytes + bytes <= xorbContentBytes && count < maxChunksPerXorb,
    add(content, hash) {
      const record = builder.add(content, hash)
      memory.set(record, length)
      length += record.length
      contentBytes += content.length
      return count++
    },
    close() {
      const { hash } = builder.finish()
      ref.hash = hash
      return { hash, body: memory.subarray(0, length), contentBytes }
    },
  }
}
