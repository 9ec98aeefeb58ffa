import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { count, flag } from '../../../http/route.ts'
import { restParams } from '../revisions/wire.ts'

export { restParams }
export const repoParams = restParams.omit({ rest: true })

export const tensorsQuery = z.object({ limit: count(limits.tensorsPage), cursor: z.string().optional() })
export const rowCursor = z
  .number()
  .int()
  .min(1)
  .max(2 * limits.modelTensors)

const tensor = z.object({
  name: z.string(),
  dtype: z.string(),
  shape: z.array(z.number()),
  parameters: z.number(),
  sizeBytes: z.number(),
  file: z.string(),
})

export const tensorList = z.object({
  commit: z.string(),
  format: z.enum(['safetensors', 'gguf']),
  files: z.array(z.object({ path: z.string(), size: z.number(), tensors: z.number() })),
  /** files of the model that are not there */
  missing: z.array(z.string()),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
  metadataTruncated: z.boolean(),
  /** of all tensors together */
  total: z.object({ tensors: z.number(), parameters: z.number(), sizeBytes: z.number() }),
  dtypes: z.array(z.object({ dtype: z.string(), tensors: z.number(), parameters: z.number(), sizeBytes: z.number() })),
  tensors: z.array(tensor),
  /** the cursor of the next page of tensors */
  next: z.string().nullable(),
})

const template = z.object({
  name: z.string(),
  template: z.string(),
  rendered: z.string().nullable(),
  error: z.string().nullable(),
})
export const chatTemplate = z.object({
  commit: z.string(),
  /** the file it comes from */
  source: z.string(),
  example: z.array(z.object({ role: z.string(), content: z.string() })),
  templates: z.array(template),
})

const path = z.string().max(limits.pathBytes).optional()
export const tensorDiffQuery = z.object({
  revision: z.string().optional(),
  path,
  /** `models/org/name`, or `org/name` of the same type; without it, this repo */
  baseRepo: z.string().max(300).optional(),
  baseRevision: z.string().optional(),
  basePath: path,
  /** reads tensors to compare their numbers, page by page */
  figures: flag(),
  cursor: z.string().optional(),
})

const side = z.object({
  repo: z.object({ type: z.string(), name: z.string() }),
  commit: z.string(),
  path: z.string(),
  files: z.array(z.object({ path: z.string(), size: z.number(), tensors: z.number() })),
})
const figures = z.object({
  elements: z.number(),
  changed: z.number(),
  maxAbs: z.number(),
  meanAbs: z.number(),
  relativeL2: z.number().nullable(),
  cosine: z.number().nullable(),
  notFinite: z.number(),
})
export const tensorDiff = z.object({
  base: side,
  head: side,
  total: z.number(),
  rows: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['added', 'removed', 'reshaped', 'retyped', 'equal', 'changed', 'unread']),
      before: tensor.nullable(),
      after: tensor.nullable(),
      figures: figures.nullable(),
    }),
  ),
  /** where this page begins, and the cursor of the next */
  from: z.number(),
  next: z.string().nullable(),
})
