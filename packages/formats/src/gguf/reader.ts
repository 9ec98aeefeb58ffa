import { FormatError } from '../errors/index.ts'
import { maxHeaderBytes } from './limits.ts'

/** Thrown when the header goes on after the bytes we have; `untilBytes` is how far it goes at least. */
export class CutOff extends Error {
  readonly untilBytes: number

  constructor(untilBytes: number) {
    super('gguf: the bytes end inside the header')
    this.untilBytes = untilBytes
  }
}

export const fail = (reason: string): never => {
  throw new FormatError(`gguf: ${reason}`)
}

export type Reader = ReturnType<typeof createReader>

// Tokens of real vocabularies are not all UTF-8, so a wrong byte is no damage
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Reads numbers and strings one after another; nothing is copied or reserved for a length that is only claimed. */
export function createReader(bytes: Uint8Array, isLittleEndian: boolean) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let position = 0

  /** Steps over some bytes and says where they began. */
  function take(count: number): number {
    const start = position
    if (start + count > maxHeaderBytes) fail(`the header is longer than ${maxHeaderBytes} bytes`)
    if (start + count > bytes.length) throw new CutOff(start + count)
    position += count
    return start
  }

  /** A length or count: 64 bits, refused when it passes its limit. */
  function count(limit: number, what: string): number {
    const value = view.getBigUint64(take(8), isLittleEndian)
    return value > BigInt(limit) ? fail(`${what} ${value}, at most ${limit} expected`) : Number(value)
  }

  function text(length: number): string {
    const start = take(length)
    // a JSON column cannot store NUL
    return decoder.decode(bytes.subarray(start, start + length)).replaceAll('\0', '\ufffd')
  }

  return {
    take,
    count,
    text,
    position: () => position,
    moveTo: (place: number): void => {
      position = place
    },
    u8: () => view.getUint8(take(1)),
    i8: () => view.getInt8(take(1)),
    u16: () => view.getUint16(take(2), isLittleEndian),
    i16: () => view.getInt16(take(2), isLittleEndian),
    u32: () => view.getUint32(take(4), isLittleEndian),
    i32: () => view.getInt32(take(4), isLittleEndian),
    f32: () => view.getFloat32(take(4), isLittleEndian),
    u64: () => view.getBigUint64(take(8), isLittleEndian),
    i64: () => view.getBigInt64(take(8), isLittleEndian),
    f64: () => view.getFloat64(take(8), isLittleEndian),
  }
}
