import type { z } from 'zod'
import type { DiffSide, TensorDiff } from './diff/service.ts'
import { tensorsOf, type Inventory, type PlacedTensor, type WeightFile } from './inventory.ts'
import type * as wire from './wire.ts'

export function presentTensors(
  found: Inventory,
  { from, end, next }: { from: number; end: number; next: string | null },
): z.output<typeof wire.tensorList> {
  const { commit, files, missing, metadata, metadataCut } = found
  return {
    commit,
    format: files[0]?.header.format ?? 'safetensors',
    files: presentFiles(files),
    missing,
    metadata: metadata.map(([key, value]) => ({ key, value })),
    metadataTruncated: metadataCut,
    ...totalsOf(files),
    tensors: Array.from(tensorsOf(found, from, end), presentTensor),
    next,
  }
}

const presentFiles = (files: Inventory['files']) =>
  files.map(({ entry, header }) => ({ path: entry.path, size: entry.sizeBytes, tensors: header.tensors.length }))

const presentTensor = ({ name, dtype, shape, parameters, sizeBytes, entry }: PlacedTensor) => ({
  name,
  dtype,
  shape,
  parameters,
  sizeBytes,
  file: entry.path,
})

function totalsOf(files: readonly WeightFile[]) {
  const total = { tensors: 0, parameters: 0, sizeBytes: 0 }
  const byDtype = new Map<string, typeof total & { dtype: string }>()
  for (const { dtype, parameters, sizeBytes } of files.flatMap(({ header }) => header.tensors)) {
    const sum = byDtype.get(dtype) ?? { dtype, tensors: 0, parameters: 0, sizeBytes: 0 }
    byDtype.set(dtype, sum)
    for (const one of [sum, total]) {
      one.tensors += 1
      one.parameters += parameters
      one.sizeBytes += sizeBytes
    }
  }
  return { total, dtypes: [...byDtype.values()].toSorted((a, b) => b.parameters - a.parameters) }
}

export const presentTensorDiff = (
  diff: TensorDiff,
  place: { from: number; next: string | null },
): z.output<typeof wire.tensorDiff> => ({
  base: presentSide(diff.base),
  head: presentSide(diff.head),
  total: diff.total,
  rows: diff.rows.map(({ before, after, ...row }) => ({
    ...row,
    before: before && presentTensor(before),
    after: after && presentTensor(after),
  })),
  ...place,
})

const presentSide = ({ repo, commit, path, files }: DiffSide) => ({
  repo: { type: repo.type, name: repo.fullName },
  commit,
  path,
  files: presentFiles(files),
})
