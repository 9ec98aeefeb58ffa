import type { IncomingMessage } from 'node:http'
import { copyInto, givePiece, pieceBytes, takePiece } from '../kit/pieces.ts'

export type GatheredParts = {
  /** the next part, which ends the life of the one before; null when the body ended, broke off or nothing came for too long */
  next: () => Promise<Uint8Array | null>
  release: () => void
}

type Options = { idleMilliseconds: number; announcedBytes: number; limitBytes: number }

/**
 * Copies a body into pieces as it arrives, some ahead of the reader, and holds the client back while the reader is slow. A
 * body arrives by 64 KiB; sending each of them through promises on its own would cost as much as hashing it.
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
    if (arrivedBytes > options.limitBytes) {
      request.pause()
      return onOver()
    }
    if (filler.ready() > 0) wake?.()
    if (filler.ready() >= mostReady) request.pause()
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
    if (!over && request.isPaused() && filler.ready() < mostReady) request.resume()
    if (filler.ready() === 0 && !over) {
      silence.refresh()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      wake = undefined
    }
    return filler.take()
  }

  function release(): void {
    clearTimeout(silence)
    filler.release()
    request.off('data', onData)
    for (const event of endings) request.off(event, onOver)
    // Whoever hangs up from here on is nobody's surprise.
    request.on('error', () => {})
    if (!over) request.pause()
  }

  return { next, release }
}

/** Stopping and starting a socket for every piece costs more than room for some. */
const mostReady = 3
const endings = ['end', 'close', 'error'] as const

/** Holds few pieces: those that are ready, one being filled, one with the reader, who may hold on to it. */
function createFiller(announcedBytes: number) {
  const full: Uint8Array[] = []
  let filling: Buffer | null = null
  let filledBytes = 0
  let given: Uint8Array | null = null
  const isSmall = announcedBytes < pieceBytes

  function fill(arrived: Buffer): void {
    for (let taken = 0; taken < arrived.length;) {
      filling ??= isSmall ? Buffer.allocUnsafeSlow(announcedBytes) : takePiece()
      const length = Math.min(arrived.length - taken, filling.length - filledBytes)
      copyInto(filling, filledBytes, arrived.subarray(taken, taken + length))
      taken += length
      filledBytes += length
      if (filledBytes === filling.length) full.push(endFilling())
    }
    letGo(arrived)
  }

  function endFilling(): Uint8Array {
    const part = filling!.subarray(0, filledBytes)
    filling = null
    filledBytes = 0
    return part
  }

  /** the oldest full part, or what there is of the last one */
  function take(): Uint8Array | null {
    given = full.shift() ?? (filledBytes > 0 ? endFilling() : null)
    return given
  }

  function giveBack(): void {
    if (given) givePiece(given)
    given = null
  }

  function release(): void {
    giveBack()
    for (const part of full.splice(0)) givePiece(part)
    if (filling) givePiece(filling)
    filling = null
  }

  return { fill, take, giveBack, release, ready: () => full.length }
}

/**
 * Frees the bytes at once. Left to the garbage collector they would make it sweep the whole heap for every 64 MiB that
 * arrive. Nobody else sees these buffers: they are made for this request's one listener.
 */
function letGo(arrived: Buffer): void {
  const { buffer } = arrived
  if (buffer instanceof ArrayBuffer && buffer.byteLength === arrived.byteLength) buffer.transfer(0)
}
