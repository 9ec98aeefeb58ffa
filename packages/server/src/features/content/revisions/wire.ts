import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { flag } from '../../../http/route.ts'
import { isObjectId } from '../../../kit/ids.ts'
import { passedChars } from './path-history.ts'

export const repoParams = z.object({ types: z.string(), namespace: z.string(), name: z.string() })
export const restParams = repoParams.extend({ rest: z.string() })

const ref = z.object({ name: z.string(), ref: z.string(), targetCommit: z.string() })
export const refs = z.object({
  branches: z.array(ref),
  converts: z.array(ref),
  tags: z.array(ref),
  pullRequests: z.array(ref).optional(),
})

export const commit = z.object({
  id: z.string(),
  title: z.string(),
  message: z.string(),
  authors: z.array(z.object({ user: z.string(), avatar: z.string() })),
  date: z.string(),
  /** by this hub, as it was made over HTTP; or by somebody whom the hub does not judge */
  signedBy: z.enum(['hub', 'somebody']).nullable(),
  formatted: z.object({ title: z.string(), message: z.string() }).optional(),
})
export const commits = z.array(commit)
export const signingKey = z.object({ allowedSigner: z.string() })
export const refsQuery = z.object({ include_prs: flag() })
export const commitsQuery = z.object({
  limit: z.coerce.number().int().min(1).optional(),
  p: z.coerce.number().int().min(0).max(1_000_000).optional(),
  cursor: z.string().optional(),
  expand: z.array(z.string()).optional(),
  /** only commits that changed this file or folder */
  path: z.string().max(limits.pathBytes).optional(),
})

export const commitsCursor = z.object({ from: z.string().length(40), skip: z.number().int().min(0).max(1_000_000_000) })
export const pathCursor = z.object({
  waiting: z
    .array(z.string().refine((text) => isObjectId(text)))
    .min(1)
    .max(300),
  passed: z.array(z.string().length(passedChars)).max(300),
  hasEnded: z.boolean(),
})

export const branchBody = z.object({
  startingPoint: z.string().optional(),
  emptyBranch: z.boolean().optional(),
  overwrite: z.boolean().optional(),
})
export const tagBody = z.object({ tag: z.string(), message: z.string().nullish() })
export const squashBody = z.object({
  message: z
    .string()
    .max(64 * 1024)
    .optional(),
})

export const commitQuery = z.object({ create_pr: flag(), hot_reload: flag() })
export const commitAnswer = z.object({
  success: z.literal(true),
  commitOid: z.string(),
  commitUrl: z.string(),
  hookOutput: z.string(),
})
