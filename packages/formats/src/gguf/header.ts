// https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3, either end first
import {
  firstReadBytes,
  maxDimensions,
  maxHeaderBytes,
  maxMetadataEntries,
  maxNameBytes,
  maxTensors,
} from './limits.ts'
import { createReader, CutOff, fail } from './reader.ts'
import type { Reader } from './reader.ts'
import { tensorTypeName } from './tensor-types.ts'
import { readValue, stringOfArray } from './value.ts'
import type { GgufValue } from './value.ts'

/** `offset` counts from the header's `dataOffset`, in bytes. */
export type GgufTensor = { name: string; shape: number[]; type: string; offset: number }

/** What the Hub API shows of a model. */
export type GgufSummary = {
  total: number
  architecture?: string
  context_length?: number
  file_type?: number
  quantize_imatrix_file?: string
  chat_template?: string
  bos_token?: string
  eos_token?: string
}

export type GgufHeader = {
  version: number
  isBigEndian: boolean
  tensorCount: number
  metadata: Record<string, GgufValue>
  tensors: GgufTensor[]
  /** where the tensors' bytes begin */
  dataOffset: number
  /** of all tensors together */
  parameters: number
  summary: GgufSummary
}

const magic = 'GGUF'
const prefixBytes = 8
const tokensKey = 'tokenizer.ggml.tokens'
const defaultAlignment = 32

/**
 * Reads the header from the beginning of a file. When it is longer than the bytes given, `needMore` says how many to
 * give next time, counted from the start of the file (which may be shorter). Throws FormatError on damage; pass
 * `isWhole` with the last byte of the file, and a header that is cut off is damage too.
 */
export function parseGguf(bytes: Uint8Array, isWhole = false): { needMore: number } | GgufHeader {
  try {
    return readHeader(bytes)
  } catch (error) {
    if (!(error instanceof CutOff)) throw error
    if (isWhole) return fail('the file ends inside its header')
    const needMore = Math.max(error.untilBytes, bytes.length * 2, firstReadBytes)
    return { needMore: Math.min(needMore, maxHeaderBytes) }
  }
}

function readHeader(bytes: Uint8Array): GgufHeader {
  if (!magic.startsWith(Buffer.from(bytes.subarray(0, 4)).toString('latin1'))) fail('the magic is missing')
  if (bytes.length < prefixBytes) throw new CutOff(prefixBytes)
  const littleVersion = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true)
  const isBigEndian = littleVersion !== 0 && (littleVersion & 0xffff) === 0
  const reader = createReader(bytes, !isBigEndian)
  reader.take(4)
  const version = reader.u32()
  if (version !== 2 && version !== 3) return fail(`version ${version} is not supported`)
  const tensorCount = reader.count(maxTensors, 'a number of tensors')
  const { metadata, tokensAt } = readMetadata(reader)
  const alignment = alignmentOf(metadata)
  const tensors = readTensors(reader, tensorCount, alignment)
  const dataOffset = Math.ceil(reader.position() / alignment) * alignment
  const parameters = tensors.reduce((sum, { shape }) => sum + countOf(shape), 0)
  const token = (key: string) => tokenAt(reader, tokensAt, metadata[key])
  const summary = {
    ...summaryOf(metadata, parameters),
    ...defined({ bos_token: token('tokenizer.ggml.bos_token_id'), eos_token: token('tokenizer.ggml.eos_token_id') }),
  }
  return { version, isBigEndian, tensorCount, metadata, tensors, dataOffset, parameters, summary }
}

function readMetadata(reader: Reader): { metadata: Record<string, GgufValue>; tokensAt: number | null } {
  const entries = new Map<string, GgufValue>()
  let tokensAt: number | null = null
  for (let left = reader.count(maxMetadataEntries, 'a number of metadata entries'); left > 0; left -= 1) {
    const key = reader.text(reader.count(maxNameBytes, 'a key of bytes'))
    if (entries.has(key)) fail(`the key ${shown(key)} appears twice`)
    const type = reader.u32()
    if (key === tokensKey && type === 9) tokensAt = reader.position()
    entries.set(key, readValue(reader, type))
  }
  return { metadata: Object.fromEntries(entries), tokensAt }
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 100))

function alignmentOf(metadata: Record<string, GgufValue>): number {
  const value = metadata['general.alignment'] ?? defaultAlignment
  const isPower = typeof value === 'number' && value > 0 && value <= 2 ** 20 && Number.isInteger(Math.log2(value))
  return isPower ? value : fail('the alignment is no power of two')
}

function readTensors(reader: Reader, count: number, alignment: number): GgufTensor[] {
  const tensors = new Map<string, GgufTensor>()
  for (let left = count; left > 0; left -= 1) {
    const name = reader.text(reader.count(maxNameBytes, 'a tensor name of bytes'))
    if (tensors.has(name)) fail(`the tensor ${shown(name)} appears twice`)
    const dimensions = reader.u32()
    if (dimensions > maxDimensions) fail(`${dimensions} dimensions, at most ${maxDimensions} expected`)
    const shape = Array.from({ length: dimensions }, () => reader.count(Number.MAX_SAFE_INTEGER, 'a dimension'))
    if (!Number.isSafeInteger(countOf(shape))) fail(`the tensor ${shown(name)} is too large`)
    const type = tensorTypeName(reader.u32())
    const offset = reader.count(Number.MAX_SAFE_INTEGER, 'an offset')
    if (offset % alignment !== 0) fail(`the tensor ${shown(name)} is not aligned`)
    tensors.set(name, { name, shape, type, offset })
  }
  return [...tensors.values()]
}

const countOf = (shape: readonly number[]): number => shape.reduce((product, dimension) => product * dimension, 1)

function summaryOf(metadata: Record<string, GgufValue>, total: number): GgufSummary {
  const text = (key: string) => (typeof metadata[key] === 'string' ? metadata[key] : undefined)
  const number = (key: string) => (typeof metadata[key] === 'number' ? metadata[key] : undefined)
  const architecture = text('general.architecture')
  return {
    total,
    ...defined({
      architecture,
      context_length: number(`${architecture}.context_length`),
      file_type: number('general.file_type'),
      quantize_imatrix_file: text('quantize.imatrix.file'),
      chat_template: text('tokenizer.chat_template'),
    }),
  }
}

function tokenAt(reader: Reader, tokensAt: number | null, id: GgufValue | undefined): string | undefined {
  const isIndex = typeof id === 'number' && Number.isInteger(id) && id >= 0
  return tokensAt !== null && isIndex ? stringOfArray(reader, tokensAt, id) : undefined
}

/** Without the fields that are not there. */
const defined = <T extends Record<string, unknown>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }
