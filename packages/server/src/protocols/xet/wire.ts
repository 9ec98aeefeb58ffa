import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { isXetHash } from '../../features/content/index.ts'

const hash = z.string().refine(isXetHash, 'must be 64 lower-case hex digits')

export const tokenParams = z.object({ types: z.string(), namespace: z.string(), name: z.string(), rev: z.string() })
export const token = z.object({ accessToken: z.string(), exp: z.number(), casUrl: z.string() })

export const xorbParams = z.object({ xorb: hash })
export const chunkParams = z.object({ chunk: hash })
export const fileParams = z.object({ file: hash })

export const xorbAnswer = z.object({ was_inserted: z.boolean() })
/** 1: new, 0: known before; clients treat both alike */
export const shardAnswer = z.object({ result: z.union([z.literal(0), z.literal(1)]) })

/** Of chunks the end is exclusive, of bytes it is the last one, as in HTTP. */
const extent = z.object({ start: z.number(), end: z.number() })
const term = z.object({ hash: z.string(), unpacked_length: z.number(), range: extent })
const fetchesV1 = z.record(z.string(), z.array(z.object({ range: extent, url: z.string(), url_range: extent })))

export const reconstructionV1 = z.object({
  offset_into_first_range: z.number(),
  terms: z.array(term),
  fetch_info: fetchesV1,
})

export const reconstructionV2 = z.object({
  offset_into_first_range: z.number(),
  terms: z.array(term),
  xorbs: z.record(
    z.string(),
    z.array(z.object({ url: z.string(), ranges: z.array(z.object({ chunks: extent, bytes: extent })) })),
  ),
})

export const batchBody = z.array(z.object({ hash })).max(limits.xetBatchFiles)
export const batchQuery = z.object({ file_id: z.array(hash).max(limits.xetBatchFiles) })
export const batchAnswer = z.object({ files: z.record(z.string(), z.array(term)), fetch_info: fetchesV1 })
