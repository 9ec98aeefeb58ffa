import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { repoTypes } from './repo.ts'

const repoType = z
  .enum(repoTypes)
  .nullish()
  .transform((type) => type ?? 'model')
const visibility = z.enum(['public', 'private', 'protected'])

export const createRepoBody = z.object({
  name: z.string().max(200),
  organization: z.string().max(96).nullish(),
  type: repoType,
  visibility: visibility.nullish(),
  private: z.boolean().nullish(),
  sdk: z.string().max(40).nullish(),
  license: z.string().max(100).nullish(),
  files: z
    .array(z.object({ path: z.string(), content: z.string(), encoding: z.enum(['base64', 'utf-8']).default('base64') }))
    .max(limits.firstFiles)
    .nullish(),
})

export const createdRepo = z.object({ url: z.string(), name: z.string(), id: z.string() })

export const deleteRepoBody = z.object({
  name: z.string().max(200),
  organization: z.string().max(96).nullish(),
  type: repoType,
})

export const moveRepoBody = z.object({ fromRepo: z.string().max(200), toRepo: z.string().max(200), type: repoType })

export const duplicateRepoBody = z.object({
  repository: z.string().max(200),
  visibility: visibility.nullish(),
  private: z.boolean().nullish(),
})

export const repoSettingsBody = z.object({
  visibility: visibility.optional(),
  private: z.boolean().optional(),
  gated: z.union([z.literal(false), z.enum(['auto', 'manual'])]).optional(),
  discussionsDisabled: z.boolean().optional(),
  protectedBranches: z.array(z.string().min(1).max(limits.refNameBytes)).max(limits.protectedBranches).optional(),
})
export const repoSettings = z.object({
  visibility: z.string(),
  private: z.boolean(),
  discussionsDisabled: z.boolean(),
  protectedBranches: z.array(z.string()),
})

export const repoParams = z.object({ types: z.string(), namespace: z.string(), name: z.string() })

/** A Space that does not run: this hub keeps its files only (spec hub-api 2.15). */
export const spaceRuntime = z.object({
  stage: z.string(),
  hardware: z.object({ current: z.null(), requested: z.null() }),
  gcTimeout: z.null(),
  replicas: z.object({ current: z.number(), requested: z.number() }),
})
