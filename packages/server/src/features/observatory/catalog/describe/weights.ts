/** Sizes and types of a model's weights, read from the headers of its files and never from their bulk. */
import { isFormatError } from '@kaihub/formats/errors'
import { ggufParts, parseGguf, type GgufSummary } from '@kaihub/formats/gguf'
import { parseHeader, readHeaderLength } from '@kaihub/formats/safetensors'
import { limits } from '../../../../config/limits.ts'
import type { FileEntry, OpenFile } from '../../../content/index.ts'
import { isRecord } from './storable.ts'

export type WeightsSource = {
  files: readonly FileEntry[]
  open: (path: string) => Promise<OpenFile | null>
  readJson: (path: string) => Promise<Record<string, unknown> | null>
}

/** more weight files than this, and nobody waits for their sum */
const maxWeightFiles = 200
const firstGgufBytes = 256 * 1024

export type SafetensorsSummary = { parameters: Record<string, number>; total: number }

/** Null when there are none, too many, or one is damaged: a wrong sum is worse than no sum. */
export async function sumSafetensors(source: WeightsSource): Promise<SafetensorsSummary | null> {
  const paths = await weightPaths(source)
  if (paths.length === 0 || paths.length > maxWeightFiles) return null
  const parameters: Record<string, number> = {}
  let total = 0
  for (const path of paths) {
    const header = await readSafetensors(source, path)
    if (!header) return null
    for (const [dtype, count] of Object.entries(header.parameters)) parameters[dtype] = (parameters[dtype] ?? 0) + count
    total += header.total
  }
  return total > 0 ? { parameters, total } : null
}

/** The files that make up the model once: those its index names, the one with the usual name, or the only one. */
async function weightPaths({ files, readJson }: WeightsSource): Promise<string[]> {
  const paths = new Set(files.map((file) => file.path))
  for (const stem of ['model', 'diffusion_pytorch_model', 'adapter_model']) {
    const single = `${stem}.safetensors`
    if (paths.has(`${single}.index.json`)) {
      const index = await readJson(`${single}.index.json`)
      const named = isRecord(index?.['weight_map']) ? Object.values(index['weight_map']) : []
      return [...new Set(named)].filter((path) => typeof path === 'string' && paths.has(path)) as string[]
    }
    if (paths.has(single)) return [single]
  }
  const atRoot = [...paths].filter((path) => path.endsWith('.safetensors') && !path.includes('/'))
  return atRoot.length === 1 ? atRoot : []
}

async function readSafetensors({ open }: WeightsSource, path: string) {
  await using file = await open(path)
  if (!file) return null
  return await unlessDamaged(async () => {
    const length = readHeaderLength(await readStart(file, 0, 8), limits.safetensorsHeadBytes)
    return parseHeader(await readStart(file, 8, length), file.sizeBytes)
  })
}

/** Of the first model among several, with the parameters of all its parts. */
export async function summariseGguf(source: WeightsSource): Promise<GgufSummary | null> {
  const paths = source.files.map((file) => file.path)
  const first = paths.find((path) => path.endsWith('.gguf') && !/mmproj/i.test(path))
  if (first === undefined) return null
  const parts: GgufSummary[] = []
  for (const path of ggufParts(first, maxWeightFiles) ?? [first]) {
    const part = await readGguf(source, path)
    if (!part) return null
    parts.push(part)
  }
  return { ...parts[0]!, total: parts.reduce((sum, { total }) => sum + total, 0) }
}

async function readGguf({ open }: WeightsSource, path: string): Promise<GgufSummary | null> {
  await using file = await open(path)
  if (!file) return null
  return await unlessDamaged(async () => {
    let wanted = firstGgufBytes
    while (wanted <= limits.ggufHeadBytes) {
      const header = parseGguf(await readStart(file, 0, wanted), wanted >= file.sizeBytes)
      if (!('needMore' in header)) return header.summary
      // at the format's own limit it would ask for the same again
      if (header.needMore <= wanted) return null
      wanted = header.needMore
    }
    return null
  })
}

async function readStart(file: OpenFile, first: number, length: number): Promise<Buffer> {
  const last = Math.min(first + length, file.sizeBytes) - 1
  if (last < first) return Buffer.alloc(0)
  const parts: Buffer[] = []
  for await (const part of file.read({ first, last })) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

async function unlessDamaged<Result>(read: () => Promise<Result>): Promise<Result | null> {
  try {
    return await read()
  } catch (error) {
    if (isFormatError(error)) return null
    throw error
  }
}
