// Packet lines: https://git-scm.com/docs/protocol-common#_pkt_line_format. Four hex digits tell the length, with
// themselves counted; then the payload. Lengths too small to be true mark the end of a part.
import { fail } from './fail.ts'

export const lengthDigits = 4
export const maxPayloadBytes = 65_516
// the first byte of a line in a side band is its channel
const maxBandBytes = maxPayloadBytes - 1

export const flushPkt: Buffer = Buffer.from('0000')
export const delimiterPkt: Buffer = Buffer.from('0001')
export const responseEndPkt: Buffer = Buffer.from('0002')

/** One line; throws FormatError when the payload is longer than a line can be. A newline at the end is the caller's. */
export function pktLine(payload: string | Uint8Array): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  if (bytes.length > maxPayloadBytes) return fail(`${bytes.length} bytes do not fit into one line`)
  return Buffer.concat([lengthOf(bytes.length), bytes])
}

const lengthOf = (payloadBytes: number): Buffer =>
  Buffer.from((payloadBytes + lengthDigits).toString(16).padStart(lengthDigits, '0'))

/** The bytes as side-band-64k lines on a channel: 1 data, 2 progress, 3 a fatal error. No bytes make no line. */
export function sideBand(channel: 1 | 2 | 3, bytes: string | Uint8Array): Buffer {
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  const parts: Uint8Array[] = []
  for (let at = 0; at < data.length; at += maxBandBytes) {
    const part = data.subarray(at, at + maxBandBytes)
    parts.push(lengthOf(part.length + 1), Uint8Array.of(channel), part)
  }
  return Buffer.concat(parts)
}
