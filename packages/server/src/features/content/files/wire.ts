import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { flag } from '../../../http/route.ts'
import { isDigest } from '../../../kit/digest.ts'
import { isObjectId } from '../../../kit/ids.ts'

const lastCommit = z.object({ id: z.string(), title: z.string(), date: z.string() })
export const treeEntry = z.object({
  type: z.enum(['file', 'directory']),
  path: z.string(),
  oid: z.string(),
  size: z.number(),
  lfs: z.object({ oid: z.string(), size: z.number(), pointerSize: z.number() }).optional(),
  xetHash: z.string().optional(),
  lastCommit: lastCommit.optional(),
})
export const treeEntries = z.array(treeEntry)

export const restParams = z.object({ types: z.string(), namespace: z.string(), name: z.string(), rest: z.string() })

export const treeQuery = z.object({
  recursive: flag(),
  expand: flag(),
  limit: z.coerce.number().int().min(1).optional(),
  cursor: z.string().optional(),
})

export const treeCursor = z.object({
  commit: z.string().refine((text) => isObjectId(text)),
  after: z.string(),
})
export const lfsFilesCursor = z.string().refine((text) => isDigest(text))

const paths = z.array(z.string()).max(limits.pathsInfoPaths).optional()
export const pathsInfoBody = z.object({ paths, expand: z.union([z.boolean(), flag()]).optional() })

/** Sizes from JavaScript may come as floats. */
const size = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(Math.trunc)

export const preuploadQuery = z.object({ create_pr: flag() })

export const preuploadBody = z.object({
  files: z
    .array(
      z.object({
        path: z.string(),
        size,
        sample: z
          .string()
          .max(64 * 1024)
          .default(''),
      }),
    )
    .max(limits.preuploadFiles),
  gitAttributes: z.string().max(limits.rulesBytes).optional(),
  gitIgnore: z.string().max(limits.rulesBytes).optional(),
})

export const preuploadAnswer = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      uploadMode: z.enum(['lfs', 'regular']),
      shouldIgnore: z.boolean(),
      oid: z.string().optional(),
    }),
  ),
  commitOid: z.string(),
})

export const lfsFilesQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).optional(),
})
export const lfsFiles = z.array(
  z.object({
    fileOid: z.string(),
    filename: z.string(),
    oid: z.string(),
    pushedAt: z.string(),
    ref: z.string(),
    size: z.number(),
  }),
)
