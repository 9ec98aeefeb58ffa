// The text form of a hash: each of its four groups of eight bytes is reversed, then written as lower-case hex.
import { FormatError } from '../../errors/index.ts'

export const hashBytes = 32

const textShape = /^[0-9a-f]{64}$/

/** 32 raw bytes as 64 characters; not plain hex. */
export function hashToText(hash: Uint8Array): string {
  return swapGroups(hash).toString('hex')
}

/** The 32 raw bytes behind a text form; throws FormatError when it is not 64 lower-case hex digits. */
export function hashFromText(text: string): Buffer {
  if (!textShape.test(text)) throw new FormatError('xet hash: not 64 lower-case hex digits')
  return swapGroups(Buffer.from(text, 'hex'))
}

/** A copy with every group of eight bytes reversed: also how a shard holds a SHA-256. */
export const swapGroups = (bytes: Uint8Array): Buffer => Buffer.from(bytes).swap64()
