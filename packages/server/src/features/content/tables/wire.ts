import { z } from 'zod'
import { limits } from '../../../config/limits.ts'

const offset = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0)
const length = z.coerce.number().int().min(0).max(limits.tablePageRows).default(limits.tablePageRows)
const expression = z.string().max(8000).optional()

export const pageQuery = z.object({ offset, length })
export const rowsQuery = pageQuery.extend({ where: expression, orderby: expression, search: expression })

export const restParams = z.object({ types: z.string(), namespace: z.string(), name: z.string(), rest: z.string() })
export const repoParams = restParams.omit({ rest: true })

/** `{ dtype, _type: 'Value' }` and its relatives */
export const feature = z.record(z.string(), z.unknown())
const features = z.array(z.object({ feature_idx: z.number(), name: z.string(), type: feature }))

export const rowsAnswer = z.object({
  features,
  rows: z.array(
    z.object({
      row_idx: z.number(),
      row: z.record(z.string(), z.unknown()),
      truncated_cells: z.array(z.string()),
    }),
  ),
  num_rows_total: z.number(),
  num_rows_per_page: z.number(),
  partial: z.boolean(),
})

const value = z.union([z.number(), z.string(), z.boolean(), z.null()])
export const statisticsAnswer = z.object({
  num_examples: z.number(),
  statistics: z.array(
    z.object({
      column_name: z.string(),
      column_type: z.string(),
      column_statistics: z.object({
        nan_count: z.number(),
        nan_proportion: z.number(),
        min: value.optional(),
        max: value.optional(),
        mean: value.optional(),
        median: value.optional(),
        std: z.number().nullable().optional(),
        histogram: z
          .object({ hist: z.array(z.number()), bin_edges: z.array(value) })
          .nullable()
          .optional(),
        n_unique: z.number().optional(),
        frequencies: z.record(z.string(), z.number()).optional(),
      }),
    }),
  ),
  partial: z.boolean(),
})

export const cellQuery = z.object({
  row: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  column: z.array(z.string().max(1000)).min(1).max(4),
})
export const sliceQuery = z.object({
  offset: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  size: z.coerce.number().int().min(1).max(limits.tableBinaryBytes),
})

export const queryBody = z.object({
  query: z.string().max(limits.tableQueryChars),
  revision: z.string().max(1000).optional(),
  /** a file of the repo, which is then called `data` */
  path: z.string().max(limits.pathBytes).optional(),
  /** of a dataset: its splits are called by their names */
  config: z.string().max(1000).optional(),
})
export const queryAnswer = z.object({
  features,
  rows: z.array(z.array(z.unknown())),
  truncated: z.boolean(),
  partial: z.boolean(),
  milliseconds: z.number(),
})
