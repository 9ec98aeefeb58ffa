import { FormatError } from '@kaihub/formats/errors'
import { ggufTensorBytes, parseGguf, type GgufHeader } from '@kaihub/formats/gguf'
import { parseHeader } from '@kaihub/formats/safetensors'
import { limits } from '../../../config/limits.ts'
import type { Job, Work } from '../../../ports/threads.ts'
import type { HeaderTensor, WeightHeader, WeightIndex } from './header.ts'

type Input = { format: 'safetensors' | 'gguf' | 'index'; fileBytes: number }
/** the next bytes of the file; with `isAll` they are all there are to be for now */
type Bytes = { bytes: Uint8Array; isAll: boolean }
type Reply = null | { needMore: number } | { header: WeightHeader } | { index: WeightIndex }

export const headerJob = new URL(import.meta.url) as Job<Input, Bytes, Reply, null>

/** Parses headers of many megabytes. @throws FormatError */
export function begin({ format, fileBytes }: Input): Work<Bytes, Reply, null> {
  const parts: Buffer[] = []
  return {
    feed: ({ bytes, isAll }) => {
      // What is lent goes back with the reply.
      parts.push(Buffer.from(bytes))
      if (!isAll) return null
      const all = Buffer.concat(parts.splice(0))
      parts.push(all)
      if (format === 'index') return { index: readIndex(all) }
      return format === 'gguf' ? readGguf(all, fileBytes) : { header: readSafetensors(all, fileBytes) }
    },
    end: () => null,
  }
}

const countOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

/** `json` is what follows the first eight bytes. */
function readSafetensors(json: Buffer, fileBytes: number): WeightHeader {
  const header = parseHeader(json, fileBytes)
  const dataBegin = 8 + json.length
  const tensors = header.tensors.map(({ name, dtype, shape, dataOffsets: [begin, end] }) => ({
    name,
    dtype,
    shape,
    parameters: countOf(shape),
    sizeBytes: end - begin,
    begin: dataBegin + begin,
  }))
  const metadata = cutMetadata(Object.entries(header.metadata))
  return { format: 'safetensors', tensors, ...metadata, isBigEndian: false, chat: null }
}

function readGguf(bytes: Buffer, fileBytes: number): { needMore: number } | { header: WeightHeader } {
  const read = parseGguf(bytes, bytes.length >= fileBytes)
  if ('needMore' in read) {
    if (read.needMore <= bytes.length) throw new FormatError('gguf: the header is too long')
    return read
  }
  const { chat_template: template, bos_token: bosToken = '', eos_token: eosToken = '' } = read.summary
  const entries = Object.entries(read.metadata).filter(([key]) => key !== 'tokenizer.chat_template')
  return {
    header: {
      format: 'gguf',
      tensors: ggufTensors(read, fileBytes),
      ...cutMetadata(entries.map(([key, value]) => [key, textOf(value)])),
      isBigEndian: read.isBigEndian,
      chat: template === undefined ? null : { template, bosToken, eosToken },
    },
  }
}

/** The size of a type we do not know is what lies between its tensor and the next. */
function ggufTensors({ tensors, dataOffset }: GgufHeader, fileBytes: number): HeaderTensor[] {
  const inOrder = tensors.toSorted((a, b) => a.offset - b.offset)
  return inOrder.map(({ name, type, shape, offset }, at) => {
    const parameters = countOf(shape)
    const begin = dataOffset + offset
    const next = dataOffset + (inOrder[at + 1]?.offset ?? fileBytes - dataOffset)
    const sizeBytes = ggufTensorBytes(type, parameters) ?? Math.max(0, next - begin)
    if (begin + sizeBytes > fileBytes)
      throw new FormatError(`gguf: the tensor ${JSON.stringify(name.slice(0, 100))} ends beyond the file`)
    return { name, dtype: type, shape, parameters, sizeBytes, begin }
  })
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function cutMetadata(entries: readonly (readonly [string, string])[]) {
  const most = limits.tensorMetadataChars
  let metadataCut = entries.length > limits.tensorMetadata
  const metadata = entries.slice(0, limits.tensorMetadata).map(([key, value]): [string, string] => {
    if (value.length <= most && key.length <= most) return [key, value]
    metadataCut = true
    return [key.slice(0, most), `${value.slice(0, most)}…`]
  })
  return { metadata, metadataCut }
}

function readIndex(bytes: Buffer): WeightIndex {
  const document = parseIndex(bytes)
  const map = document['weight_map']
  if (!isRecord(map)) throw new FormatError('index: there is no "weight_map"')
  const files = [...new Set(Object.values(map))]
  if (!files.every(isPath)) throw new FormatError('index: a file is not named by a path')
  if (files.length > limits.weightFiles) throw new FormatError(`index: more than ${limits.weightFiles} files`)
  const { metadata } = cutMetadata(
    Object.entries(isRecord(document['metadata']) ? document['metadata'] : {}).map(([key, value]) => [
      key,
      textOf(value),
    ]),
  )
  return { files: files.toSorted(), metadata }
}

const isPath = (file: unknown): file is string => typeof file === 'string' && file.length <= limits.pathBytes

function parseIndex(bytes: Buffer): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(bytes.toString())
    if (isRecord(document)) return document
  } catch (cause) {
    throw new FormatError('index: it is not JSON', { cause })
  }
  throw new FormatError('index: it is not an object')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
