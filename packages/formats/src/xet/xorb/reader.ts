// Xorbs: chunk records one after another, perhaps a footer. https://huggingface.co/docs/xet/xorb
import { chunkHash } from '../hash/names.ts'
import { maxChunkBytes, maxStoredChunkBytes, maxXorbBytes } from '../limits.ts'
import { createIndexBuilder } from './chunk-index.ts'
import type { Xorb } from './chunk-index.ts'
import { fail } from './fail.ts'
import { createFooterReader, footerStart } from './footer.ts'
import type { FooterReader } from './footer.ts'
import { decodeStored, readRecordHeader, recordHeaderBytes, schemes } from './record.ts'
import type { RecordHeader, Scheme } from './record.ts'

/** A chunk as it comes by; its content is valid only during the call. */
export type ReadChunk = { hash: Buffer; content: Uint8Array; scheme: Scheme; storedBytes: number }

export type XorbReader = {
  /**
   * Takes the next part, of any length, and says how many of its bytes belong to chunk records: what comes after them
   * is the footer, which need not be stored. Throws FormatError, and is of no use afterwards, on broken bytes.
   */
  write: (part: Uint8Array) => number
  /** The xorb's true name and chunks; throws FormatError when the bytes end too early or hold no chunk. */
  end: () => Xorb
}

/**
 * Reads a xorb as it arrives: decodes and hashes every chunk, so that the name at the end is proven. Holds one record,
 * one chunk and the index, about 700 KiB at most, whatever the bytes claim.
 */
export function createXorbReader(onChunk?: (chunk: ReadChunk) => void): XorbReader {
  const index = createIndexBuilder()
  const buffer = new Uint8Array(maxChunkBytes)
  const records = createRecordSplitter(({ scheme, storedBytes, contentBytes }, stored) => {
    const content = scheme === schemes.none ? stored : buffer.subarray(0, contentBytes)
    if (scheme !== schemes.none) decodeStored(scheme, stored, content)
    const hash = chunkHash(content)
    index.add(hash, recordHeaderBytes + storedBytes, contentBytes)
    onChunk?.({ hash, content, scheme, storedBytes })
  })
  let footer: FooterReader | null = null
  let seenBytes = 0
  return {
    write(part) {
      seenBytes += part.length
      if (seenBytes > maxXorbBytes) fail(`longer than ${maxXorbBytes} bytes`)
      const taken = footer === null ? records.write(part) : 0
      if (taken < part.length) {
        footer ??= createFooterReader()
        footer.write(part.subarray(taken))
      }
      return taken
    },
    end() {
      records.end()
      if (index.count() === 0) fail('no chunks')
      footer?.end(index.count())
      return index.finish()
    },
  }
}

/**
 * Decodes whole chunk records, as `storedRange` cuts them out of a stored xorb, into memory of exactly the length of
 * their content. Throws FormatError when the records hold more or less. Hashes are not checked again.
 */
export function decodeRecords(records: Uint8Array, content: Uint8Array): void {
  let filled = 0
  const splitter = createRecordSplitter(({ scheme, contentBytes }, stored) => {
    if (contentBytes > content.length - filled) fail('the records hold more than was asked for')
    decodeStored(scheme, stored, content.subarray(filled, filled + contentBytes))
    filled += contentBytes
  })
  if (splitter.write(records) !== records.length) fail('a footer among the records')
  splitter.end()
  if (filled !== content.length) fail('the records hold less than was asked for')
}

type RecordSplitter = { write: (part: Uint8Array) => number; end: () => void }

/** Hands on each record once it is whole, without a copy where it lies in one part. Stops before a footer. */
function createRecordSplitter(onRecord: (header: RecordHeader, stored: Uint8Array) => void): RecordSplitter {
  let begun: Uint8Array | null = null
  let begunBytes = 0

  function emit(bytes: Uint8Array, at: number, length: number): void {
    onRecord(readRecordHeader(bytes, at), bytes.subarray(at + recordHeaderBytes, at + length))
  }

  function keep(part: Uint8Array, at: number, count: number): void {
    begun ??= new Uint8Array(recordHeaderBytes + maxStoredChunkBytes)
    begun.set(part.subarray(at, at + count), begunBytes)
    begunBytes += count
  }

  return {
    write(part) {
      let at = 0
      while (at < part.length) {
        const left = part.length - at
        if (begunBytes === 0) {
          if (part[at] === footerStart) break
          const wanted = wantedBytes(part, at, left)
          if (wanted <= left) emit(part, at, wanted)
          else keep(part, at, left)
          at += Math.min(wanted, left)
        } else {
          const wanted = wantedBytes(begun as Uint8Array, 0, begunBytes)
          const count = Math.min(wanted - begunBytes, left)
          keep(part, at, count)
          at += count
          if (begunBytes === wanted && wanted > recordHeaderBytes) {
            begunBytes = 0
            emit(begun as Uint8Array, 0, wanted)
          }
        }
      }
      return at
    },
    end() {
      if (begunBytes > 0) fail('cut off inside a chunk')
    },
  }
}

/** How long the record is of which `length` bytes lie at `at`: with less than its header there, at least that. */
const wantedBytes = (bytes: Uint8Array, at: number, length: number): number =>
  length < recordHeaderBytes ? recordHeaderBytes : recordHeaderBytes + readRecordHeader(bytes, at).storedBytes
