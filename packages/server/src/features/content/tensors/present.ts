import type { z } from 'zod'
import type { DiffSide, TensorDiff } from './diff/service.ts'
import type { Inventory, PlacedTensor } from './inventory.ts'
import type * as wire from './wire.ts'

export function presentTensors(
  found: Inventory,
  { from, end, next }: { from: number; end: number; next: string | null },
): z.output<typeof wire.tensorList> {
  const { commit, formats, missing, metadata, metadataCut, tensors } = found
  return {
    commit,
    format: formats[0] ?? 'safetensors',
    files: presentFiles(found.files),
    missing,
    metadata: metadata.map(([key, value]) => ({ key, value })),
    metadataTruncated: metadataCut,
    ...totalsOf(tensors),
    tensors: tensors.slice(from, end).map(presentTensor),
    next,
  }
}

const presentFiles = (files: Inventory['files']) =>
  files.map(({ entry, tensors }) => ({ path: entry.path, size: entry.sizeBytes, tensors }))

const presentTensor = ({ name, dtype, shape, parameters, sizeBytes, entry }: PlacedTensor) => ({
  name,
  dtype,
  shape,
  parameters,
  sizeBytes,
  file: entry.path,
})

function totalsOf(tensors: readonly PlacedTensor[]) {
  const total = { tensors: tensors.length, parameters: 0, sizeBytes: 0 }
  const byDtype = new Map<string, { dtype: string; tensors: number; parameters: number; sizeBytes: number }>()
  for (const { dtype, parameters, sizeBytes } of tensors) {
    const sum = byDtype.get(dtype) ?? { dtype, tensors: 0, parameters: 0, sizeBytes: 0 }
    byDtype.set(dtype, sum)
    sum.tensors += 1
    for (const one of [sum, total]) {
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
