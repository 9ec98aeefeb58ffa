// LZ4 frames, version 1: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
import { decodeBlock, memoryOf } from './block.ts'
import { fail } from './fail.ts'
import { xxh32 } from './xxh32.ts'

const magic = 0x184d2204
const maxBlockBytesOf: Record<number, number> = { 4: 2 ** 16, 5: 2 ** 18, 6: 2 ** 20, 7: 2 ** 22 }
const isStoredBit = 0x80000000

type Header = {
  endsAt: number
  areBlocksLinked: boolean
  hasBlockChecksums: boolean
  contentSize: bigint | null
  hasContentChecksum: boolean
  maxBlockBytes: number
}

/**
 * Decodes one whole frame into the memory given and says how many bytes it holds. Throws FormatError on anything that
 * is not exactly one legal frame without dictionary, on a wrong checksum, and as soon as the content would not fit: a
 * frame can claim 255 times its own length, so the caller's memory is the limit. Checksums are verified although
 * chunks have hashes, for clients verify them too: what we accept, they must be able to read.
 */
export function decodeFrame(frame: Uint8Array, into: Uint8Array): number {
  const source = memoryOf(frame)
  const target = memoryOf(into)
  const { view } = source
  const header = readHeader(frame, view)
  const checksumBytes = header.hasBlockChecksums ? 4 : 0
  let at = header.endsAt
  let end = 0
  for (;;) {
    const word = readUint32(view, at)
    at += 4
    if (word === 0) break
    const blockBytes = word & ~isStoredBit
    if (blockBytes > header.maxBlockBytes) fail('a block is longer than the frame allows')
    const next = at + blockBytes + checksumBytes
    if (next > frame.length) fail('the frame is cut off')
    const block = frame.subarray(at, at + blockBytes)
    if (header.hasBlockChecksums) checkSum(block, readUint32(view, at + blockBytes), 'a block')
    const limit = Math.min(into.length, end + header.maxBlockBytes)
    if ((word & isStoredBit) === 0) {
      const window = { start: header.areBlocksLinked ? 0 : end, at: end, limit }
      end = decodeBlock({ ...source, at, end: at + blockBytes }, target, window)
    } else {
      if (end + blockBytes > limit) fail('the content is longer than announced')
      into.set(block, end)
      end += blockBytes
    }
    at = next
  }
  if (header.hasContentChecksum) {
    checkSum(into.subarray(0, end), readUint32(view, at), 'the content')
    at += 4
  }
  if (header.contentSize !== null && header.contentSize !== BigInt(end)) fail('the content size is wrong')
  if (at !== frame.length) fail('bytes follow the end of the frame')
  return end
}

function readHeader(frame: Uint8Array, view: DataView): Header {
  if (frame.length < 7) fail('shorter than a header')
  if (view.getUint32(0, true) !== magic) fail('the magic is missing')
  const flags = view.getUint8(4)
  const blocks = view.getUint8(5)
  if (flags >>> 6 !== 1) fail('not version 1')
  if ((flags & 0b10) !== 0 || (blocks & 0b1000_1111) !== 0) fail('reserved bits are set')
  if ((flags & 0b1) !== 0) fail('a dictionary is needed')
  const maxBlockBytes = maxBlockBytesOf[blocks >>> 4] ?? fail('an unknown block size')
  const hasContentSize = (flags & 0b1000) !== 0
  const sumAt = hasContentSize ? 14 : 6
  if (frame.length <= sumAt) fail('the frame is cut off')
  if (((xxh32(frame.subarray(4, sumAt)) >>> 8) & 0xff) !== frame[sumAt]) fail('the header has a wrong checksum')
  return {
    endsAt: sumAt + 1,
    areBlocksLinked: (flags & 0b10_0000) === 0,
    hasBlockChecksums: (flags & 0b1_0000) !== 0,
    contentSize: hasContentSize ? view.getBigUint64(6, true) : null,
    hasContentChecksum: (flags & 0b100) !== 0,
    maxBlockBytes,
  }
}

const readUint32 = (view: DataView, at: number): number =>
  at + 4 <= view.byteLength ? view.getUint32(at, true) : fail('the frame is cut off')

function checkSum(bytes: Uint8Array, expected: number, what: string): void {
  if (xxh32(bytes) !== expected) fail(`${what} has a wrong checksum`)
}
