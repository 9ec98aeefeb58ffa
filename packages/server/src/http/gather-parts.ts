import type { IncomingMessage } from 'node:http'

export type GatheredParts = {
  /** the next part, which ends the life of the one before; null when the body ended, broke off or nothing came for too long */
  next: () => Promise<Uint8Array | null>
  release: () => void
}

type Options = { idleMilliseconds: number; announcedBytes: number; limitBytes: number }

/** A body arrives by 64 KiB; sending each of them through promises on its own would cost as much as hashing it. */
const partBytes = 1024 * 1024

/**
 * Copies a body into parts as it arrives, one ahead of the reader, and holds the client back while the reader is slow.
 * The stream's own iterator would close the connection when the reader stops early.
 */
export function gatherParts(request: IncomingMessage, options: Options): GatheredParts {
  const filler = createFiller(options.announcedBytes)
  let over = request.destroyed || request.readableEnded
  let arrivedBytes = 0
  let wake: (() => void) | undefined

  const onData = (arrived: Buffer): void => {
    silence.refresh()
    // Before the filler lets go of it: then it has no length any more.
    arrivedBytes += arrived.length
    filler.fill(arrived)
    // The reader is to refuse it at once, not when the client falls silent.
    if (arrivedBytes > options.limitBytes) return onOver()
    if (!filler.hasPart()) return
    if (wake) wake()
    else request.pause()
  }
  const onOver = (): void => {
    over = true
    wake?.()
  }
  // Only a reader who waits can find the client silent: the time that we take ourselves does not count.
  const silence = setTimeout(() => wake && onOver(), options.idleMilliseconds)
  request.on('data', onData)
  for (const event of endings) request.on(event, onOver)

  async function next(): Promise<Uint8Array | null> {
    filler.giveBack()
    if (!filler.hasPart() && !over) {
      silence.refresh()
      request.resume()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      wake = undefined
    }
    return filler.take()
  }

  function release(): void {
    clearTimeout(silence)
    request.off('data', onData)
    for (const event of endings) request.off(event, onOver)
    // Whoever hangs up from here on is nobody's surprise.
    request.on('error', () => {})
    if (!over) request.pause()
  }

  return { next, release }
}

const endings = ['end', 'close', 'error'] as const

/** Three buffers at most: one filled, one ready, one with the reader. Fresh ones for every part cost three times as much. */
function createFiller(announcedBytes: number) {
  const full: Buffer[] = []
  const free: Buffer[] = []
  let filling: Buffer | null = null
  let filledBytes = 0
  let given: Buffer | null = null

  function fill(arrived: Buffer): void {
    for (let taken = 0; taken < arrived.length;) {
      filling ??= free.pop() ?? Buffer.allocUnsafeSlow(Math.min(partBytes, announcedBytes))
      const copied = arrived.copy(filling, filledBytes, taken)
      taken += copied
      filledBytes += copied
      if (filledBytes === filling.length) {
        full.push(filling)
        filling = null
        filledBytes = 0
      }
    }
    letGo(arrived)
  }

  /** the oldest full part, or what there is of the last one */
  function take(): Uint8Array | null {
    given = full.shift() ?? null
    if (given || !filling || filledBytes === 0) return given
    const rest = filling.subarray(0, filledBytes)
    filling = null
    filledBytes = 0
    return rest
  }

  function giveBack(): void {
    if (given) free.push(given)
    given = null
  }

  return { fill, take, giveBack, hasPart: () => full.length > 0 }
}

/**
 * Frees the bytes at once. Left to the garbage collector they would make it sweep the whole heap for every 64 MiB that
 * arrive. Nobody else sees these buffers: they are made for this request's one listener.
 */
function letGo(arrived: Buffer): void {
  const { buffer } = arrived
  if (buffer instanceof ArrayBuffer && buffer.byteLength === arrived.byteLength) buffer.transfer(0)
}
