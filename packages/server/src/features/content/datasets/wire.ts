import { z } from 'zod'

import { feature, pageQuery, rowsAnswer, cellQuery } from '../tables/wire.ts'

const name = z.string().max(1000)

export const datasetQuery = z.object({
  dataset: z.string().max(200),
  revision: name.optional(),
  config: name.optional(),
  split: name.optional(),
})
export const rowsQuery = datasetQuery.extend(pageQuery.shape)
export const searchQuery = rowsQuery.extend({
  query: z.string().max(1000),
  where: z.string().max(8000).optional(),
  orderby: z.string().max(8000).optional(),
})
export const filterQuery = rowsQuery.extend({
  where: z.string().max(8000).default(''),
  orderby: z.string().max(8000).optional(),
})
export const viewerCellQuery = datasetQuery.extend(cellQuery.shape)

const place = { dataset: z.string(), config: z.string() }
const failed = z.array(z.object({ dataset: z.string(), config: z.string(), split: z.string() }))
const rest = { pending: z.array(z.object({})), failed }

export const isValidAnswer = z.object({
  preview: z.boolean(),
  viewer: z.boolean(),
  search: z.boolean(),
  filter: z.boolean(),
  statistics: z.boolean(),
})
export const splitsAnswer = z.object({ splits: z.array(z.object({ ...place, split: z.string() })), ...rest })
export const firstRowsAnswer = rowsAnswer
  .pick({ features: true, rows: true })
  .extend({ ...place, split: z.string(), truncated: z.boolean() })
export const parquetAnswer = z.object({
  parquet_files: z.array(
    z.object({ ...place, split: z.string(), url: z.string(), filename: z.string(), size: z.number() }),
  ),
  ...rest,
  partial: z.boolean(),
})

const sizes = { num_bytes_original_files: z.number(), num_bytes_parquet_files: z.number(), num_rows: z.number() }
export const sizeAnswer = z.object({
  size: z.object({
    dataset: z.object({ dataset: z.string(), num_bytes_memory: z.number(), ...sizes }),
    configs: z.array(z.object({ ...place, num_bytes_memory: z.number(), num_columns: z.number(), ...sizes })),
    splits: z.array(
      z.object({
        ...place,
        split: z.string(),
        num_columns: z.number(),
        num_rows: z.number(),
        num_bytes_parquet_files: z.number(),
        num_bytes_memory: z.number(),
      }),
    ),
  }),
  ...rest,
  partial: z.boolean(),
})

export const configInfo = z.object({
  config_name: z.string(),
  dataset_name: z.string(),
  features: z.record(z.string(), feature),
  splits: z.record(
    z.string(),
    z.object({ name: z.string(), num_bytes: z.number(), num_examples: z.number(), dataset_name: z.string() }),
  ),
  download_size: z.number(),
  dataset_size: z.number(),
})
const infoAnswer = z.object({ dataset_info: z.record(z.string(), configInfo), ...rest, partial: z.boolean() })
export const oneInfoAnswer = infoAnswer.extend({
  dataset_info: z.union([configInfo, z.record(z.string(), configInfo)]),
})

const thing = z.record(z.string(), z.unknown())
export const croissantAnswer = z.object({
  '@context': thing,
  '@type': z.literal('sc:Dataset'),
  conformsTo: z.string(),
  name: z.string(),
  alternateName: z.array(z.string()),
  description: z.string(),
  url: z.string(),
  license: z.string().optional(),
  creator: thing,
  datePublished: z.string(),
  version: z.string(),
  keywords: z.array(z.string()),
  distribution: z.array(thing),
  recordSet: z.array(thing),
})

/** Our own summary for pages: what there is to look at, in one answer. */
export const viewerAnswer = z.object({
  configs: z.array(
    z.object({
      name: z.string(),
      default: z.boolean(),
      splits: z.array(
        z.object({
          name: z.string(),
          format: z.string(),
          files: z.number(),
          bytes: z.number(),
          /** as the card says, or null */
          rows: z.number().nullable(),
        }),
      ),
    }),
  ),
})
export const viewerQuery = z.object({ revision: name.optional() })
