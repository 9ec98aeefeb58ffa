import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { count } from '../../../http/route.ts'

export const repoParams = z.object({ types: z.string(), namespace: z.string(), name: z.string() })
export const downloadsQuery = z.object({ days: count(limits.downloadDays) })

export const downloadsAnswer = z.object({
  days: z.array(z.object({ day: z.string().describe('YYYY-MM-DD, UTC'), count: z.number() })),
  /** of the days above */
  total: z.number(),
  counted: z
    .enum(['query-files', 'any-file', 'readme'])
    .describe(
      'what one download is: one whole file of those that every use fetches once (config.json or its like, a .gguf file); ' +
        'any whole file; README.md. The same requester counts once per repository and hour.',
    ),
})
