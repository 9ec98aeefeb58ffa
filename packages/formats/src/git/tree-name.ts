// Names in trees are bytes. A string stands for each: bytes that are no UTF-8 are lone surrogates in it, U+DC80 to U+DCFF
import { FormatError } from '../errors/index.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const escapes = 0xdc00

/** Whether a name is UTF-8; one that is not has no path that a client could ask for. */
export const isTextName = (name: string): boolean => name.isWellFormed()

export function nameOfBytes(bytes: Uint8Array): string {
  return decode(bytes) ?? escaped(bytes)
}

/** The bytes that a name was read from; throws FormatError for lone surrogates that stand for no byte. */
export function bytesOfName(name: string): Buffer {
  if (isTextName(name)) return Buffer.from(name)
  return Buffer.concat(
    Array.from(name, (character) => {
      const code = character.codePointAt(0)!
      if (code < 0xd800 || code > 0xdfff) return Buffer.from(character)
      if (code < escapes + 0x80 || code > escapes + 0xff)
        throw new FormatError('git tree: unlawful name, it is no valid Unicode')
      return Buffer.of(code - escapes)
    }),
  )
}

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

function escaped(bytes: Uint8Array): string {
  let name = ''
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((length) => decode(bytes.subarray(at, at + length)) !== null)
    name += length ? decode(bytes.subarray(at, at + length))! : String.fromCharCode(escapes + bytes[at]!)
    at += length ?? 1
  }
  return name
}
