import type { IncomingMessage } from 'node:http'
import { limits } from '../config/limits.ts'
import { HubError } from '../kit/errors.ts'
import { gatherParts } from './gather-parts.ts'

export type ReceiveBytes = {
  limitBytes: number
  /** exactly so many bytes must arrive */
  expectedBytes?: number
  /** the client may be silent this long; the time that we take between two parts does not count */
  idleMilliseconds?: number
}

/**
 * The body of a request, to be read once, in parts of 1 MiB (pieces of `kit/pieces.ts`) and a last one of what remains. A part is only valid until the
 * next one is asked for: buffers are reused. Stopping early leaves the connection open, so that the client can still be
 * told why.
 * @throws HubError BodyTooLarge; UploadIncomplete when bytes are missing, the client hangs up or falls silent
 */
export async function* receiveBytes(request: IncomingMessage, options: ReceiveBytes): AsyncGenerator<Uint8Array> {
  const { expectedBytes = Infinity, idleMilliseconds = limits.idleSocketMilliseconds } = options
  const limitBytes = Math.min(options.limitBytes, expectedBytes)
  const announcedBytes = Number(request.headers['content-length'] ?? Infinity)
  if (announcedBytes !== Infinity && announcedBytes > limitBytes) throw tooLarge(limitBytes)
  let receivedBytes = 0
  const parts = gatherParts(request, { idleMilliseconds, announcedBytes, limitBytes })
  try {
    for (let part = await parts.next(); part !== null; part = await parts.next()) {
      receivedBytes += part.length
      if (receivedBytes > limitBytes) throw tooLarge(limitBytes)
      yield part
    }
  } finally {
    parts.release()
  }
  if (!request.complete)
    throw incomplete(request.destroyed ? 'The client hung up' : 'The client fell silent', receivedBytes)
  if (expectedBytes !== Infinity && receivedBytes < expectedBytes) throw incomplete('The body ended', receivedBytes)
}

const tooLarge = (limitBytes: number): HubError =>
  new HubError('BodyTooLarge', `The request body is larger than ${limitBytes} bytes.`, { limitBytes })

const incomplete = (what: string, receivedBytes: number): HubError =>
  new HubError('UploadIncomplete', `${what} after ${receivedBytes} bytes, before the upload was complete.`, {
    receivedBytes,
  })
