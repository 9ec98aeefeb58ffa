import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { flag } from '../../../http/route.ts'
import { repoTypes } from '../../repos/index.ts'
import { locale } from './words.ts'

export const viewParams = z.object({ types: z.string(), namespace: z.string(), name: z.string(), rest: z.string() })
export const viewQuery = z.object({ source: flag(), locale: locale.default('en') })

const toc = z.array(z.object({ id: z.string(), level: z.number(), text: z.string() }))
const output = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), html: z.string(), isError: z.boolean() }),
  z.object({ kind: z.literal('html'), html: z.string() }),
  z.object({ kind: z.literal('image'), src: z.string(), alt: z.string() }),
  z.object({ kind: z.literal('left-out'), sizeBytes: z.number() }),
])
const cell = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('markdown'), html: z.string() }),
  z.object({
    kind: z.literal('code'),
    html: z.string(),
    executionCount: z.number().nullable(),
    outputs: z.array(output),
  }),
  z.object({ kind: z.literal('raw'), text: z.string() }),
])

/** All HTML in it is safe to stand in a page as it is. */
export const view = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('markdown'), html: z.string(), toc }),
  z.object({ kind: z.literal('code'), language: z.string().nullable(), lines: z.array(z.string()) }),
  z.object({ kind: z.literal('notebook'), language: z.string().nullable(), cells: z.array(cell), toc }),
  z.object({ kind: z.literal('binary') }),
  z.object({ kind: z.literal('too-large') }),
])

export const fileView = z.object({
  path: z.string(),
  /** as asked for: a branch, a tag or a commit */
  revision: z.string(),
  commit: z.string(),
  oid: z.string(),
  sizeBytes: z.number(),
  lfs: z.object({ oid: z.string(), pointerSizeBytes: z.number() }).nullable(),
  xetHash: z.string().nullable(),
  lastCommit: z.object({ id: z.string(), title: z.string(), author: z.string(), date: z.string() }).nullable(),
  view,
})

const repoId = z
  .string()
  .max(2 * limits.nameLength + 1)
  .regex(/^[\w.-]+\/[\w.-]+$/)
export const previewBody = z.object({
  text: z.string().max(limits.renderedMarkdownBytes),
  locale: locale.default('en'),
  /** what relative links start from */
  repo: z
    .object({ type: z.enum(repoTypes), id: repoId, revision: z.string().max(limits.refNameBytes).default('main') })
    .optional(),
})
