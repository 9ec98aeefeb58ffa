import { z } from 'zod'
import { limits } from '../../config/limits.ts'

const size = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(Math.trunc)

/** https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md */
export const batchBody = z.object({
  operation: z.enum(['upload', 'download']),
  transfers: z.array(z.string()).max(100).nullish(),
  hash_algo: z.string().nullish(),
  ref: z.object({ name: z.string() }).nullish(),
  objects: z.array(z.object({ oid: z.string().max(200), size })),
})

export const objectBody = z.object({ oid: z.string(), size })

export const completeBody = z.object({
  oid: z.string(),
  parts: z.array(z.object({ partNumber: z.number().int(), etag: z.string() })).max(limits.multipartMaxParts),
})
