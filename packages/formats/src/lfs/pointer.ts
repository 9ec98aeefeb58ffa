// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
import { FormatError } from '../errors/index.ts'

/** `oid` is the SHA-256 of the content, 64 hex digits; `size` is in bytes. */
export type LfsPointer = { oid: string; size: number }

const versions = new Set(['https://git-lfs.github.com/spec/v1', 'https://hawser.github.com/spec/v1'])
/** a pointer is shorter than this */
export const maxPointerBytes = 1024
const oidShape = /^[0-9a-f]{64}$/
const sizeShape = /^(?:0|[1-9]\d{0,15})$/
const lineShape = /^([a-z0-9.-]+) (\S.*)$/
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The one pointer blob for this content; throws FormatError on a bad oid or size. */
export function formatPointer({ oid, size }: LfsPointer): Buffer {
  if (!oidShape.test(oid)) throw new FormatError('LFS pointer: the oid is not 64 hex digits')
  if (!Number.isSafeInteger(size) || size < 0) throw new FormatError('LFS pointer: bad size')
  return Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`)
}

/** How many bytes the pointer blob has. */
export const pointerSize = (pointer: LfsPointer): number => formatPointer(pointer).length

/** What a pointer points to, or null when the bytes are no well-formed pointer. */
export function parsePointer(bytes: Uint8Array): LfsPointer | null {
  if (bytes.length >= maxPointerBytes) return null
  const fields = readFields(bytes)
  const oid = fields?.get('oid')
  const size = fields?.get('size')
  if (!oid?.startsWith('sha256:') || size === undefined || !sizeShape.test(size)) return null
  const pointer = { oid: oid.slice('sha256:'.length), size: Number(size) }
  return oidShape.test(pointer.oid) && Number.isSafeInteger(pointer.size) ? pointer : null
}

/** The lines after the version, sorted and without repetition as the specification demands; else null. */
function readFields(bytes: Uint8Array): Map<string, string> | null {
  const [first, ...lines] = decode(bytes)?.split('\n') ?? []
  if (!first?.startsWith('version ') || !versions.has(first.slice('version '.length)) || lines.pop() !== '') return null
  const fields = new Map<string, string>()
  let previous = ''
  for (const line of lines) {
    const [, key, value] = lineShape.exec(line) ?? []
    if (key === undefined || value === undefined || key <= previous) return null
    fields.set(key, value)
    previous = key
  }
  return fields
}

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
