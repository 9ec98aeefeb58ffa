import { createChunker } from './chunker/chunker.ts'
import { isGearTableRight } from './chunker/gear-table.ts'
import { blake3 } from './hash/blake3.ts'
import { chunkHash, createFileHasher, hashUnderKey, verificationHash } from './hash/names.ts'
import { hashToText } from './hash/text.ts'
import { decodeFrame } from './lz4/frame.ts'
import { encodeFrame } from './lz4/encode.ts'

/** Who computes what on this machine. */
export type Providers = { blake3: 'native' | 'wasm'; lz4: 'native' | 'none' }

/**
 * Computes a few known answers, in some milliseconds, and throws when one is wrong: a hub whose hashes are wrong must
 * not start, for it would store files that nobody can name or read.
 */
export function selfTest(): Providers {
  const hello = chunkHash(Buffer.from('hello world'))
  const key = Buffer.alloc(32, 0x11)
  check('chunk hash', hashToText(hello), '4e39378b9d359f118190557a1f44130219a54e5fcfa07bd96cf50b466fe651b1')
  check(
    'keyed hash',
    hashToText(hashUnderKey(key)(hello)),
    '8f540cd35b092e1ee613c3f10469a1140bbc3ecfac3f1cd0c92d57a0ef05a502',
  )
  check(
    'verification hash',
    hashToText(verificationHash(hello)),
    '22ef2fdcff5cea306e42ad7e15ed8a0c5e789e7d2ec34658c10d2758946847da',
  )
  check('gear table', isGearTableRight(), true)
  const pattern = Uint8Array.from({ length: 256 }, (_, at) => 13 * at + 37)
  const ramp = Buffer.alloc(1_000_000, pattern)
  check('file hash', fileHashOf(ramp), '041a50f3639f4a080a89237025d643e2a3e22935ca5d7dbc1a38f5c1e859f859')
  const decoded = new Uint8Array(100)
  check('LZ4 length', decodeFrame(Buffer.from(frameOfA, 'hex'), decoded), 100)
  check(
    'LZ4 content',
    decoded.every((byte) => byte === 0x41),
    true,
  )
  const content = ramp.subarray(0, 70_000)
  if (encodeFrame !== null) {
    const roundTrip = new Uint8Array(content.length)
    check('LZ4 round trip', decodeFrame(encodeFrame(content), roundTrip), content.length)
    check('LZ4 round trip', Buffer.compare(roundTrip, content), 0)
  }
  return { blake3: blake3.provider, lz4: encodeFrame === null ? 'none' : 'native' }
}

/** 100 times `A`, as hf_xet's compressor writes it. */
const frameOfA = '04224d186040820c0000001f4101004a6041414141414100000000'

function fileHashOf(content: Uint8Array): string {
  const hasher = createFileHasher()
  const chunker = createChunker((chunk) => hasher.add(chunkHash(chunk), chunk.length))
  chunker.write(content)
  chunker.end()
  return hashToText(hasher.digest())
}

function check(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`xet self-test: the ${what} is ${String(actual)}, not ${String(expected)}`)
}
