import { validateCard } from '@kaihub/formats/card'
import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { route, type Route } from '../../../http/route.ts'
import { repoTypes } from '../../repos/index.ts'

const findings = z.array(z.object({ message: z.string() }))

export const cardsRoutes = (): Route[] => [
  route({
    method: 'POST',
    path: '/api/validate-yaml',
    area: 'Cards',
    summary: 'Check the metadata of a card before it is committed',
    body: z.object({ content: z.string(), repoType: z.enum(repoTypes).nullish() }),
    bodyLimitBytes: limits.cardBytes * 2,
    answer: z.object({ errors: findings, warnings: findings }),
    handle: async ({ body, request }) => {
      const { errors, warnings } = validateCard(body.content, body.repoType ?? 'model')
      // Clients parse the body whatever the status says (spec hub-api 2.7).
      const status = errors.length > 0 ? 400 : 200
      if (!request.headers.accept?.includes('text/plain')) return { status, json: { errors, warnings } }
      const lines = [...errors.map((e) => `- Error: ${e.message}`), ...warnings.map((w) => `- Warning: ${w.message}`)]
      return { status, text: `${lines.join('\n')}\n` }
    },
  }),
]
