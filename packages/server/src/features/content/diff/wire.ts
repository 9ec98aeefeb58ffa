import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { count } from '../../../http/route.ts'
import { commit, restParams } from '../revisions/wire.ts'

export const idParams = restParams.omit({ rest: true }).extend({ id: z.string() })
export const pageQuery = z.object({ limit: count(limits.changesPage), cursor: z.string().optional() })
export const pageCursor = z.number().int().min(1).max(limits.changedFiles)

const side = z.object({
  oid: z.string(),
  mode: z.string(),
  size: z.number(),
  lfs: z.object({ oid: z.string(), size: z.number() }).optional(),
  xetHash: z.string().optional(),
})
const bothSides = { before: side.nullable(), after: side.nullable() }
const fileChange = z.object({
  path: z.string(),
  status: z.enum(['added', 'modified', 'deleted', 'renamed']),
  previousPath: z.string().nullable(),
  ...bothSides,
})
const changes = {
  /** compared with this commit; null: with nothing */
  base: z.string().nullable(),
  head: z.string(),
  summary: z.object({ added: z.number(), modified: z.number(), deleted: z.number(), renamed: z.number() }),
  /** more files changed than are listed */
  truncated: z.boolean(),
  files: z.array(fileChange),
  /** the cursor of the next page of files */
  next: z.string().nullable(),
}

export const commitWithChanges = commit.extend({ parents: z.array(z.string()), ...changes })
export const comparison = z.object({
  mergeBase: z.string().nullable(),
  /** the newest of the commits that only the second revision has, and how many they are */
  commits: z.array(commit),
  ahead: z.number(),
  ...changes,
})

export const diffQuery = z.object({
  path: z.string().min(1).max(limits.pathBytes),
  /** a revision; without it, the first parent of the commit */
  base: z.string().optional(),
  basePath: z.string().min(1).max(limits.pathBytes).optional(),
  context: z.coerce.number().int().min(0).max(limits.diffContext).optional(),
})

const diffLine = z.object({
  kind: z.enum(['context', 'added', 'removed']),
  text: z.string(),
  oldNumber: z.number().nullable(),
  newNumber: z.number().nullable(),
  noNewline: z.literal(true).optional(),
})
export const fileDiff = z.object({
  base: z.string().nullable(),
  head: z.string(),
  path: z.string(),
  ...bothSides,
  /** only a text has hunks */
  state: z.enum(['text', 'same', 'binary', 'too-large', 'too-different']),
  additions: z.number(),
  deletions: z.number(),
  truncated: z.boolean(),
  hunks: z.array(
    z.object({
      oldStart: z.number(),
      oldLines: z.number(),
      newStart: z.number(),
      newLines: z.number(),
      lines: z.array(diffLine),
    }),
  ),
})
