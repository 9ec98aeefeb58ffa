// Reads packet lines, and then what follows them: a push sends its commands as lines and its pack plain.
import assert from 'node:assert/strict'
import { lengthDigits, maxPayloadBytes } from './encode.ts'
import { fail } from './fail.ts'

export type Packet =
  | { kind: 'data'; payload: Buffer }
  | { kind: 'flush' }
  | { kind: 'delimiter' }
  | { kind: 'response-end' }

export type PacketReader = {
  /** null at the end of the stream; throws FormatError for bad lengths, non-hex and a stream cut inside a line */
  next: () => Promise<Packet | null>
  /** all bytes after the last packet read; may be called once, and closing it early closes the source */
  rest: () => AsyncIterable<Uint8Array>
}

const markers: readonly Packet[] = [{ kind: 'flush' }, { kind: 'delimiter' }, { kind: 'response-end' }]
const lengthShape = /^[0-9a-f]{4}$/i
const noBytes = new Uint8Array(0)

/** A part of the source need only be valid until the next is asked for: payloads are copies, `rest` passes parts on. */
export function createPacketReader(source: AsyncIterable<Uint8Array>): PacketReader {
  const iterator = source[Symbol.asyncIterator]()
  let part: Uint8Array = noBytes
  let isRestGiven = false

  async function nextPart(): Promise<boolean> {
    const { done, value } = await iterator.next()
    part = done === true ? noBytes : value
    return done !== true
  }

  /** As many bytes as asked for, or fewer at the end of the stream. */
  async function take(length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length && (part.length > 0 || (await nextPart()))) {
      const piece = part.subarray(0, length - filled)
      bytes.set(piece, filled)
      filled += piece.length
      part = part.subarray(piece.length)
    }
    return bytes.subarray(0, filled)
  }

  return {
    async next() {
      assert(!isRestGiven, 'packets are read before the rest')
      const head = await take(lengthDigits)
      if (head.length === 0) return null
      const length = lengthFrom(head)
      if (length < lengthDigits) return markers[length] ?? fail(`no line has the length ${length}`)
      const payload = await take(length - lengthDigits)
      return payload.length < length - lengthDigits ? fail('cut off inside a line') : { kind: 'data', payload }
    },
    rest() {
      assert(!isRestGiven, 'the rest is read once')
      isRestGiven = true
      return startingWith(part, iterator)
    },
  }
}

const lengthFrom = (head: Buffer): number => {
  if (head.length < lengthDigits) return fail('cut off inside a length')
  const digits = head.toString('latin1')
  if (!lengthShape.test(digits)) return fail('the length is not hex')
  const length = Number.parseInt(digits, 16)
  return length > lengthDigits + maxPayloadBytes ? fail(`${length} bytes are too long for one line`) : length
}

/** No generator: to close one that was never read would leave the source open. */
function startingWith(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  let waiting = first
  const rest: AsyncIterator<Uint8Array> = {
    async next() {
      if (waiting.length === 0) return iterator.next()
      const value = waiting
      waiting = noBytes
      return { done: false, value }
    },
    async return() {
      waiting = noBytes
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => rest }
}
