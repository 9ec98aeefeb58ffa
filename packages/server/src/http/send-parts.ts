import assert from 'node:assert/strict'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { limits } from '../config/limits.ts'
import { createPartWriter } from './part-writer.ts'

export type Receiver = {
  request: IncomingMessage
  response: ServerResponse
  /** a client may take this long to accept some bytes */
  idleMilliseconds?: number
}

/** `lengthBytes` of body follow these headers, to a GET. */
export type PartsPlan = { status: 200 | 206 | 304 | 416; headers: OutgoingHttpHeaders; lengthBytes: number }

/** `complete` is false when the client left before the end; what was sent is counted without headers. */
export type SentBytes = { status: number; sentBytes: number; complete: boolean }

/**
 * Answers GET and HEAD as planned. Bytes go from the reader's buffer to the socket without a stream between, which
 * doubles the speed. An error before the first byte is the caller's to answer; a later one breaks the connection, so
 * that a short answer never looks whole, and is thrown for the log.
 */
export async function sendParts(
  { request, response, idleMilliseconds = limits.idleSocketMilliseconds }: Receiver,
  plan: PartsPlan,
  read: () => AsyncIterable<Uint8Array>,
): Promise<SentBytes> {
  const head = (): ServerResponse => response.writeHead(plan.status, withoutGaps(plan.headers))
  response.setTimeout(idleMilliseconds)
  if (request.method !== 'HEAD' && plan.lengthBytes > 0)
    return { status: plan.status, ...(await copyParts(response, head, plan.lengthBytes, read())) }
  head().end()
  return { status: plan.status, sentBytes: 0, complete: true }
}

/** Node refuses headers without a value. */
const withoutGaps = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))

async function copyParts(
  response: ServerResponse,
  head: () => void,
  lengthBytes: number,
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
