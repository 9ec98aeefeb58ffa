/** File bytes over HTTP: RFC 9110, conditional and range requests of one range (spec hub-api 2.5). */
import assert from 'node:assert/strict'
import type { OutgoingHttpHeaders } from 'node:http'
import type { ByteRange } from '../ports/blob-store.ts'
import { etagMatches, parseRange, rangeStillHolds } from './ranges.ts'
import { sendParts, type PartsPlan, type Receiver, type SentBytes } from './send-parts.ts'

export type { SentBytes } from './send-parts.ts'

export type SendBytes = Receiver & {
  sizeBytes: number
  /** bare, without quotes: it must name exactly these bytes */
  etag: string
  /** the headers this answer carries besides those about bytes */
  headers: OutgoingHttpHeaders
  /** parts may be reused once the next is asked for; an iteration that is not finished is returned */
  read: (range?: ByteRange) => AsyncIterable<Uint8Array>
}

/** Answers GET and HEAD with a file, as `sendParts` does. */
export async function sendBytes(options: SendBytes): Promise<SentBytes> {
  const { range, ...plan } = planAnswer(options)
  return sendParts(options, { ...plan, headers: { ...options.headers, ...plan.headers } }, () => options.read(range))
}

type Plan = PartsPlan & { range?: ByteRange }

function planAnswer({ request, sizeBytes, etag }: SendBytes): Plan {
  assert(request.method === 'GET' || request.method === 'HEAD', 'bytes answer GET and HEAD only')
  assert(!etag.includes('"'), 'the ETag comes without quotes')
  const { range: wanted, 'if-none-match': ifNoneMatch, 'if-range': ifRange } = request.headers
  const always = { ETag: `"${etag}"`, 'Accept-Ranges': 'bytes' }
  if (etagMatches(ifNoneMatch, etag)) return { status: 304, headers: always, lengthBytes: 0 }
  // Only GET knows ranges.
  const range = request.method === 'GET' && rangeStillHolds(ifRange, etag) ? parseRange(wanted, sizeBytes) : 'whole'
  if (range === 'whole' || sizeBytes === 0) {
    // No range fits an empty file, but a client that asks for its size this way wants a success (spec hub-api 2.5).
    const probed = range === 'unsatisfiable' && wanted === 'bytes=0-0' ? { 'Content-Range': 'bytes */0' } : {}
    return { status: 200, headers: { ...always, 'Content-Length': sizeBytes, ...probed }, lengthBytes: sizeBytes }
  }
  if (range === 'unsatisfiable') {
    const headers = { ...always, 'Content-Length': 0, 'Content-Range': `bytes */${sizeBytes}` }
    return { status: 416, headers, lengthBytes: 0 }
  }
  const lengthBytes = range.last - range.first + 1
  const place = { 'Content-Length': lengthBytes, 'Content-Range': `bytes ${range.first}-${range.last}/${sizeBytes}` }
  return { status: 206, headers: { ...always, ...place }, lengthBytes, range }
}
