// A chunk record: version 0, stored length u24, scheme u8, uncompressed length u24, then the stored bytes
import { ungroupBytes } from '../bg4.ts'
import { maxChunkBytes, maxStoredChunkBytes } from '../limits.ts'
import { decodeFrame } from '../lz4/frame.ts'
import { fail } from './fail.ts'

export const recordHeaderBytes = 8

/** How a chunk is stored: as it is, as an LZ4 frame, or as an LZ4 frame around its bytes grouped by BG4. */
export const schemes = { none: 0, lz4: 1, bg4Lz4: 2 } as const
export type Scheme = (typeof schemes)[keyof typeof schemes]

export type RecordHeader = { scheme: Scheme; storedBytes: number; contentBytes: number }

/** Reads the 8 bytes at `at`; throws FormatError when they break a limit of the protocol. */
export function readRecordHeader(bytes: Uint8Array, at: number): RecordHeader {
  const version = bytes[at] as number
  const scheme = bytes[at + 4] as number
  const storedBytes = readUint24(bytes, at + 1)
  const contentBytes = readUint24(bytes, at + 5)
  if (version !== 0) fail(`a chunk record of version ${version}`)
  if (contentBytes === 0 || contentBytes > maxChunkBytes) fail(`a chunk of ${contentBytes} bytes`)
  if (storedBytes === 0 || storedBytes > maxStoredChunkBytes) fail(`a chunk stored in ${storedBytes} bytes`)
  if (scheme === schemes.none && storedBytes !== contentBytes) fail('the lengths of a plain chunk differ')
  return isScheme(scheme) ? { scheme, storedBytes, contentBytes } : fail(`an unknown compression scheme ${scheme}`)
}

const isScheme = (value: number): value is Scheme => value <= schemes.bg4Lz4

const readUint24 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)

/** The 8 bytes in front of the stored bytes of a chunk. */
export function encodeRecordHeader({ scheme, storedBytes, contentBytes }: RecordHeader): Buffer {
  const header = Buffer.alloc(recordHeaderBytes)
  header.writeUIntLE(storedBytes, 1, 3)
  header.writeUInt8(scheme, 4)
  header.writeUIntLE(contentBytes, 5, 3)
  return header
}

// Nothing else runs while a chunk is decoded, so one is enough for all
const grouped = new Uint8Array(maxChunkBytes)

/** Writes a chunk's content into memory of exactly its length; throws FormatError when it is not that long. */
export function decodeStored(scheme: Scheme, stored: Uint8Array, into: Uint8Array): void {
  if (scheme === schemes.none) return into.set(stored)
  const decoded = scheme === schemes.lz4 ? into : grouped.subarray(0, into.length)
  const length = decodeFrame(stored, decoded)
  if (length !== into.length) fail(`a chunk of ${length} bytes, ${into.length} announced`)
  if (scheme === schemes.bg4Lz4) ungroupBytes(decoded, into)
}
