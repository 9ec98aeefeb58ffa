import { z } from 'zod'
import { flag, many } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import type { RepoType } from '../../repos/index.ts'
import { facetNames } from './facets.ts'
import { expandable, passedOver } from './fields.ts'

export const repoParams = z.object({ types: z.string(), namespace: z.string(), name: z.string() })
export const revisionParams = repoParams.extend({ revision: z.string() })
export const infoQuery = z.object({ expand: many(), blobs: flag(), securityStatus: flag() })

/** Which fields are there depends on the type, on the repo and on what was asked for (spec hub-api 2.3). */
export const repoAnswer = z.looseObject({
  _id: z.string(),
  id: z.string(),
  author: z.string().optional(),
  sha: z.string().nullish(),
  createdAt: z.string().optional(),
  lastModified: z.string().optional(),
  private: z.boolean().optional(),
  gated: z.boolean().optional(),
  disabled: z.boolean().optional(),
  likes: z.number().optional(),
  downloads: z.number().optional(),
  downloadsAllTime: z.number().optional(),
  trendingScore: z.number().optional(),
  tags: z.array(z.string()).optional(),
  pipeline_tag: z.string().optional(),
  library_name: z.string().optional(),
  sdk: z.string().optional(),
  description: z.string().optional(),
  cardData: z.record(z.string(), z.unknown()).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  siblings: z.array(z.looseObject({ rfilename: z.string() })).optional(),
  safetensors: z.object({ parameters: z.record(z.string(), z.number()), total: z.number() }).optional(),
  gguf: z.looseObject({ total: z.number(), architecture: z.string().optional() }).optional(),
  baseModels: z.object({ relation: z.string(), models: z.array(z.object({ id: z.string() })) }).optional(),
  transformersInfo: z.looseObject({ auto_model: z.string().optional() }).optional(),
  mainSize: z.number().optional(),
  usedStorage: z.number().optional(),
})
export const listAnswer = z.array(repoAnswer)
export const tagsAnswer = z.record(
  z.string(),
  z.array(z.object({ id: z.string(), label: z.string(), type: z.string(), count: z.number() })),
)

export const facetsAnswer = z.object({
  facets: z.array(
    z.object({
      name: z.enum(facetNames),
      values: z.array(z.object({ id: z.string().describe('the tag'), label: z.string(), count: z.number() })),
    }),
  ),
  repos: z.number().describe('public repositories that match'),
  isEstimate: z.boolean().describe('whether the numbers come from a sample'),
  isLeast: z.boolean().describe('whether there are more than were counted'),
})

/** The fields asked for one by one, or null. @throws HubError BadRequest in words that clients take apart */
export function readExpand(type: RepoType, expand: readonly string[] | undefined): string[] | null {
  if (!expand || expand.length === 0) return null
  const wanted = expand.flatMap((value) => value.split(',')).filter((value) => value !== '')
  const known = expandable[type]
  for (const field of wanted)
    if (!known.includes(field) && !passedOver.includes(field))
      throw new HubError('BadRequest', `"expand" must be one of [${known.join(', ')}]`)
  return wanted.filter((field) => known.includes(field))
}
