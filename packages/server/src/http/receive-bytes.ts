import type { IncomingMessage } from 'node:http'
import { limits } from '../config/limits.ts'
import { HubError } from '../kit/errors.ts'

export type ReceiveBytes = {
  limitBytes: number
  /** exactly so many bytes must arrive */
  expectedBytes?: number
  /** the client may be silent this long; the time that we take between two parts does not count */
  idleMilliseconds?: number
}

/**
 * The body of a request as it arrives, to be read once. Stopping early leaves the connection open, so that the client
 * can still be told why.
 * @throws HubError BodyTooLarge; UploadIncomplete when bytes are missing, the client hangs up or falls silent
 */
export async function* receiveBytes(request: IncomingMessage, options: ReceiveBytes): AsyncGenerator<Uint8Array> {
  const { expectedBytes = Infinity } = options
  const limitBytes = Math.min(options.limitBytes, expectedBytes)
  const announced = Number(request.headers['content-length'] ?? Number.NaN)
  if (announced > limitBytes) throw tooLarge(limitBytes)
  let receivedBytes = 0
  const arrival = watchArrival(request, options.idleMilliseconds ?? limits.idleSocketMilliseconds)
  try {
    for (let part = await arrival.next(); part !== null; part = await arrival.next()) {
      receivedBytes += part.length
      if (receivedBytes > limitBytes) throw tooLarge(limitBytes)
      yield part
    }
  } finally {
    arrival.release()
  }
  if (!request.complete)
    throw incomplete(arrival.fellSilent() ? 'The client fell silent' : 'The client hung up', receivedBytes)
  if (expectedBytes !== Infinity && receivedBytes < expectedBytes) throw incomplete('The body ended', receivedBytes)
}

/**
 * Reads what has arrived or waits for more. The stream's own iterator would close the connection when we stop early,
 * and its idle clock would also run while we are the slow ones.
 */
function watchArrival(request: IncomingMessage, idleMilliseconds: number) {
  const events = ['readable', 'end', 'close', 'error'] as const
  let woken = false
  let silent = false
  let wake: (() => void) | null = null
  const onEvent = (): void => {
    woken = true
    wake?.()
  }
  const timer = setTimeout(() => {
    if (wake) silent = true
    wake?.()
  }, idleMilliseconds)
  for (const event of events) request.on(event, onEvent)

  async function next(): Promise<Buffer | null> {
    for (;;) {
      woken = false
      const part: Buffer | null = request.read()
      if (part !== null) return part
      if (silent || request.readableEnded || request.destroyed) return null
      if (woken) continue
      timer.refresh()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      wake = null
    }
  }

  function release(): void {
    clearTimeout(timer)
    for (const event of events) request.off(event, onEvent)
    // Whoever hangs up from here on is nobody's surprise.
    request.on('error', () => {})
  }

  return { next, release, fellSilent: () => silent }
}

const tooLarge = (limitBytes: number): HubError =>
  new HubError('BodyTooLarge', `The request body is larger than ${limitBytes} bytes.`, { limitBytes })

const incomplete = (what: string, receivedBytes: number): HubError =>
  new HubError('UploadIncomplete', `${what} after ${receivedBytes} bytes, before the upload was complete.`, {
    receivedBytes,
  })
