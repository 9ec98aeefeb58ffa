// https://github.com/huggingface/safetensors: u64 header length, JSON header, tensor bytes without holes
import { FormatError } from '../errors/index.ts'
import { findDuplicateKey } from './duplicate-key.ts'

export type Tensor = { name: string; dtype: string; shape: number[]; dataOffsets: [begin: number, end: number] }

export type SafetensorsHeader = {
  /** in the order of their bytes */
  tensors: Tensor[]
  metadata: Record<string, string>
  /** how many parameters each dtype holds */
  parameters: Record<string, number>
  total: number
}

/** The limit of the reference implementation, in bytes. */
export const maxHeaderBytes = 100_000_000
const lengthBytes = 8
const maxDimensions = 64

const bitsByDtype: Record<string, number> = {
  F4: 4,
  I4: 4,
  U4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  I64: 64,
  U64: 64,
  F64: 64,
  C64: 64,
}

const fail = (reason: string): never => {
  throw new FormatError(`safetensors: ${reason}`)
}

/** How many bytes of JSON follow the first eight; throws FormatError when that cannot be. */
export function readHeaderLength(first8: Uint8Array, limitBytes: number = maxHeaderBytes): number {
  if (first8.length < lengthBytes) return fail('shorter than 8 bytes')
  const length = new DataView(first8.buffer, first8.byteOffset, lengthBytes).getBigUint64(0, true)
  if (length < 2n) return fail('the header is empty')
  return length > BigInt(limitBytes) ? fail(`the header is longer than ${limitBytes} bytes`) : Number(length)
}

/**
 * Reads the JSON between the length and the tensors. Throws FormatError unless the tensors fill the rest of a file of
 * `fileSize` bytes one after another, without holes, overlap or anything left over.
 */
export function parseHeader(json: Uint8Array, fileSize: number): SafetensorsHeader {
  const { __metadata__: metadata, ...entries } = parseObject(json)
  const tensors = Object.entries(entries).map(([name, value]) => readTensor(name, value))
  tensors.sort(({ dataOffsets: a }, { dataOffsets: b }) => a[0] - b[0] || a[1] - b[1])
  const parameters: Record<string, number> = {}
  let end = 0
  let total = 0
  for (const tensor of tensors) {
    if (tensor.dataOffsets[0] !== end) fail(`a hole or overlap before ${shown(tensor.name)}`)
    end = tensor.dataOffsets[1]
    const count = countOf(tensor)
    parameters[tensor.dtype] = (parameters[tensor.dtype] ?? 0) + count
    total += count
  }
  const dataBytes = fileSize - lengthBytes - json.length
  if (end !== dataBytes) fail(`the tensors take ${end} bytes, the file has ${dataBytes} for them`)
  return { tensors, metadata: readMetadata(metadata), parameters, total }
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 100))

function parseObject(json: Uint8Array): Record<string, unknown> {
  let text: string
  let header: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json)
    header = JSON.parse(text)
  } catch (cause) {
    throw new FormatError('safetensors: the header is not JSON', { cause })
  }
  if (!isObject(header)) return fail('the header is not an object')
  const twice = findDuplicateKey(text)
  return twice === null ? header : fail(`the key ${shown(twice)} appears twice`)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readMetadata(metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {}
  const isValid = isObject(metadata) && Object.values(metadata).every((value) => typeof value === 'string')
  return isValid ? (metadata as Record<string, string>) : fail('__metadata__ is not a map of texts')
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function readTensor(name: string, value: unknown): Tensor {
  if (!isObject(value)) return fail(`tensor ${shown(name)} is not an object`)
  const { dtype, shape, data_offsets: offsets } = value
  const bits = typeof dtype === 'string' && Object.hasOwn(bitsByDtype, dtype) ? bitsByDtype[dtype] : undefined
  if (typeof dtype !== 'string' || bits === undefined) return fail(`tensor ${shown(name)} has an unknown dtype`)
  if (!Array.isArray(shape) || shape.length > maxDimensions || !shape.every(isCount))
    return fail(`tensor ${shown(name)} has a bad shape`)
  const [begin, end, more] = Array.isArray(offsets) ? (offsets as unknown[]) : []
  if (!isCount(begin) || !isCount(end) || more !== undefined || begin > end)
    return fail(`tensor ${shown(name)} has bad offsets`)
  const tensor: Tensor = { name, dtype, shape, dataOffsets: [begin, end] }
  const sizeBits = countOf(tensor) * bits
  // the reference reader refuses tensors that end inside a byte
  if (!Number.isSafeInteger(sizeBits) || sizeBits % 8 !== 0 || sizeBits / 8 !== end - begin)
    return fail(`the shape of tensor ${shown(name)} disagrees with its offsets`)
  return tensor
}

function countOf({ name, shape }: Tensor): number {
  let count = 1
  for (const dimension of shape) {
    count *= dimension
    if (!Number.isSafeInteger(count)) return fail(`tensor ${shown(name)} is too large`)
  }
  return count
}
