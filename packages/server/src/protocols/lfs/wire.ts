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

/** https://github.com/git-lfs/git-lfs/blob/main/docs/api/locking.md; a lock is for all branches, whatever the `ref`. */
const ref = z.object({ name: z.string() }).partial().nullish()

export const lockBody = z.object({ path: z.string(), ref })

const searched = z.string().refine((value) => !value.includes('\0'), 'must not contain NUL')

export const locksQuery = z.object({
  path: searched.optional(),
  id: searched.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().optional(),
  refspec: z.string().optional(),
})

export const verifyLocksBody = z.object({ ref, cursor: z.string().nullish(), limit: z.number().int().nullish() })

export const unlockBody = z.object({ force: z.boolean().nullish(), ref })

export const lockCursor = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)

const lock = z.object({
  id: z.string(),
  path: z.string(),
  locked_at: z.string(),
  owner: z.object({ name: z.string() }),
})
export const lockAnswer = z.object({ lock })
export const locksAnswer = z.object({ locks: z.array(lock), next_cursor: z.string().optional() })
export const verifyLocksAnswer = z.object({
  ours: z.array(lock),
  theirs: z.array(lock),
  next_cursor: z.string().optional(),
})
