import assert from 'node:assert/strict'

const maxStoredBytes = 65_535
const adlerBase = 65_521
// as many bytes as can be summed before the sums must be reduced, to stay exact
const adlerRunBytes = 5552

/**
 * The zlib stream of a body of at most 65535 bytes as one stored block. For 130 bytes of a pointer zlib would take a
 * thousand times longer, and save nothing.
 */
export function deflateSmall(body: Uint8Array): Buffer {
  assert(body.length <= maxStoredBytes, `one stored block holds no ${body.length} bytes`)
  const stream = Buffer.allocUnsafe(body.length + 11)
  stream.writeUInt16BE(0x7801, 0)
  stream.writeUInt8(1, 2)
  stream.writeUInt16LE(body.length, 3)
  stream.writeUInt16LE(0xffff - body.length, 5)
  stream.set(body, 7)
  stream.writeUInt32BE(adler32(body), 7 + body.length)
  return stream
}

function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (let start = 0; start < bytes.length; start += adlerRunBytes) {
    const end = Math.min(start + adlerRunBytes, bytes.length)
    for (let at = start; at < end; at += 1) {
      low += bytes[at] as number
      high += low
    }
    low %= adlerBase
    high %= adlerBase
  }
  return high * 0x10000 + low
}
