import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { count, many } from '../../../http/route.ts'

export const quickSearchQuery = z.object({
  q: z
    .string()
    .max(limits.searchTermLength)
    .refine((value) => !value.includes('\0'), 'must not contain NUL')
    .default(''),
  type: many().describe('model, dataset, space, code, user, org; all without it'),
  limit: count(limits.quickSearchResults).describe('of each kind'),
})

const repo = z.object({ _id: z.string(), id: z.string(), private: z.boolean() })
const avatar = { avatarUrl: z.string(), fullname: z.string() }

/** Spec hub-api LIST-9. The counts are of what is in the answer: nobody counts a million rows while somebody types. */
export const quickSearchAnswer = z.object({
  models: z.array(repo.extend({ pipeline_tag: z.string().optional() })),
  modelsCount: z.number(),
  datasets: z.array(repo),
  datasetsCount: z.number(),
  spaces: z.array(repo),
  spacesCount: z.number(),
  code: z.array(repo),
  codeCount: z.number(),
  users: z.array(z.object({ _id: z.string(), type: z.literal('user'), user: z.string(), ...avatar })),
  usersCount: z.number(),
  orgs: z.array(z.object({ _id: z.string(), type: z.literal('org'), name: z.string(), ...avatar })),
  orgsCount: z.number(),
})
