/** File bytes over HTTP: RFC 9110, conditional and range requests of one range (spec hub-api 2.5). */
import assert from 'node:assert/strict'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { limits } from '../config/limits.ts'
import type { ByteRange } from '../ports/blob-store.ts'
import { etagMatches, parseRange, rangeStillHolds } from './ranges.ts'
import { createPartWriter } from './part-writer.ts'

export type SendBytes = {
  request: IncomingMessage
  response: ServerResponse
  sizeBytes: number
  /** bare, without quotes: it must name exactly these bytes */
  etag: string
  /** the headers this answer carries besides those about bytes */
  headers: OutgoingHttpHeaders
  /** parts may be reused once the next is asked for; an iteration that is not finished is returned */
  read: (range?: ByteRange) => AsyncIterable<Uint8Array>
  /** a client may take this long to accept some bytes */
  idleMilliseconds?: number
}

/** `complete` is false when the client left before the end; what was sent is counted without headers. */
export type SentBytes = { status: number; sentBytes: number; complete: boolean }

/**
 * Answers GET and HEAD with a file. Bytes go from the reader's buffer to the socket without a stream between, which
 * doubles the speed. An error before the first byte is the caller's to answer; a later one breaks the connection, so
 * that a short answer never looks whole, and is thrown for the log.
 */
export async function sendBytes(options: SendBytes): Promise<SentBytes> {
  const { request, response } = options
  const plan = planAnswer(options)
  const head = (): ServerResponse =>
    response.writeHead(plan.status, withoutGaps({ ...options.headers, ...plan.headers }))
  response.setTimeout(options.idleMilliseconds ?? limits.idleSocketMilliseconds)
  if (request.method === 'HEAD' || plan.lengthBytes === 0) {
    head().end()
    return { status: plan.status, sentBytes: 0, complete: true }
  }
  return { status: plan.status, ...(await sendParts(response, head, plan, options.read(plan.range))) }
}

/** Node refuses headers without a value. */
const withoutGaps = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))

type Plan = { status: 200 | 206 | 304 | 416; headers: OutgoingHttpHeaders; lengthBytes: number; range?: ByteRange }

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

async function sendParts(
  response: ServerResponse,
  head: () => void,
  { lengthBytes }: Plan,
  parts: AsyncIterable<Uint8Array>,
): Promise<Omit<SentBytes, 'status'>> {
  const writer = createPartWriter(response)
  let sentBytes = 0
  try {
    for await (const part of parts) {
      // Only now, with bytes in hand: a file that cannot be read at all still gets its proper error.
      if (!response.headersSent) head()
      assert(sentBytes + part.length <= lengthBytes, 'more bytes were read than announced')
      if (!(await writer.write(part))) return { sentBytes, complete: false }
      sentBytes += part.length
    }
    assert(sentBytes === lengthBytes, `${sentBytes} bytes were read, ${lengthBytes} announced`)
    response.end()
    return { sentBytes, complete: true }
  } catch (error) {
    if (response.headersSent) response.destroy()
    throw error
  } finally {
    writer.release()
  }
}
