/** Several ranges of one file in one answer: RFC 9110, section 14.6. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import type { ByteRange } from '../ports/blob-store.ts'
import { sendParts, type Receiver, type SentBytes } from './send-parts.ts'

export type SendRanges = Receiver & {
  /** of the whole file */
  sizeBytes: number
  /** at least one, each inside the file; sent in this order, none joined with its neighbour */
  ranges: readonly ByteRange[]
  headers: OutgoingHttpHeaders & { 'Content-Type': string }
  /** parts may be reused once the next is asked for; an iteration that is not finished is returned */
  read: (range: ByteRange) => AsyncIterable<Uint8Array>
}

/** Answers with 206: one range as its bytes, several as `multipart/byteranges`. */
export function sendRanges(options: SendRanges): Promise<SentBytes> {
  const { lengthBytes, ...body } = options.ranges.length > 1 ? multipart(options) : single(options)
  const headers = { ...options.headers, ...body.headers, 'Content-Length': lengthBytes }
  return sendParts(options, { status: 206, headers, lengthBytes }, body.read)
}

type Body = { headers: OutgoingHttpHeaders; lengthBytes: number; read: () => AsyncIterable<Uint8Array> }

function single({ ranges, sizeBytes, read }: SendRanges): Body {
  const [range] = ranges
  assert(range, 'no range to send')
  const headers = { 'Content-Range': placeOf(range, sizeBytes) }
  return { headers, lengthBytes: lengthOf(range), read: () => read(range) }
}

function multipart({ ranges, sizeBytes, headers, read }: SendRanges): Body {
  // Clients look for it in bytes that may hold anything.
  const boundary = randomBytes(16).toString('hex')
  const type = `Content-Type: ${headers['Content-Type']}`
  const sections = ranges.map((range, i) => {
    const lines = [`--${boundary}`, type, `Content-Range: ${placeOf(range, sizeBytes)}`, '', '']
    return { range, head: Buffer.from((i === 0 ? '' : '\r\n') + lines.join('\r\n')) }
  })
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    headers: { 'Content-Type': `multipart/byteranges; boundary=${boundary}` },
    lengthBytes: sections.reduce((sum, { range, head }) => sum + head.length + lengthOf(range), tail.length),
    read: async function* () {
      for (const { range, head } of sections) {
        yield head
        yield* read(range)
      }
      yield tail
    },
  }
}

const lengthOf = ({ first, last }: ByteRange): number => last - first + 1
const placeOf = ({ first, last }: ByteRange, sizeBytes: number): string => `bytes ${first}-${last}/${sizeBytes}`
