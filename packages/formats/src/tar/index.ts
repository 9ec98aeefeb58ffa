/** Headers of tar files, one block each: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar, pax, GNU). */
export const tarBlockBytes = 512

/** `size` bytes of content follow the header, filled up to whole blocks. */
export type TarHeader = { name: string; size: number; type: 'file' | 'long-name' | 'pax' | 'other' }

/** Null at the end of the archive. @throws Error when this is no header */
export function readTarHeader(block: Uint8Array): TarHeader | null {
  const bytes = Buffer.from(block.buffer, block.byteOffset, tarBlockBytes)
  if (bytes.every((byte) => byte === 0)) return null
  const stated = Number.parseInt(textAt(bytes, 148, 8).trim(), 8)
  const summed = bytes.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
  if (stated !== summed) throw new Error('This is no tar file, or it is damaged.')
  const prefix = textAt(bytes, 257, 5) === 'ustar' && bytes[262] === 0 ? textAt(bytes, 345, 155) : ''
  const name = textAt(bytes, 0, 100)
  return { name: prefix === '' ? name : `${prefix}/${name}`, size: sizeIn(bytes), type: typeOf(bytes[156] ?? 0) }
}

/** Where the next header lies. */
export const nextTarHeader = (at: number, size: number): number =>
  at + tarBlockBytes + Math.ceil(size / tarBlockBytes) * tarBlockBytes

/** `path` and `size` of a pax header's records, as far as they are there. */
export function readPax(content: Uint8Array): { path?: string; size?: number } {
  const text = Buffer.from(content).toString('utf8')
  const path = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1]
  const size = /(?:^|\n)\d+ size=(\d{1,15})\n/.exec(text)?.[1]
  return { ...(path === undefined ? {} : { path }), ...(size === undefined ? {} : { size: Number(size) }) }
}

function textAt(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** Octal, or binary with the highest bit set. */
function sizeIn(bytes: Buffer): number {
  const size =
    (bytes[124]! & 0x80) === 0 ? Number.parseInt(textAt(bytes, 124, 12).trim() || '0', 8) : bytes.readUIntBE(130, 6)
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('This is no tar file, or it is damaged.')
  return size
}

function typeOf(flag: number): TarHeader['type'] {
  const letter = String.fromCharCode(flag)
  if (letter === '0' || letter === '\0' || letter === '7') return 'file'
  if (letter === 'L') return 'long-name'
  return letter === 'x' ? 'pax' : 'other'
}
