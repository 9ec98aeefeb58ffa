import { route, type Route } from '../../../http/route.ts'
import { typeFromApi } from '../../repos/index.ts'
import type { Downloads } from './service.ts'
import * as wire from './wire.ts'

const usualDays = 90

export const downloadRoutes = (downloads: Downloads): Route[] => [
  route({
    method: 'GET',
    path: '/api/{types:models|datasets|spaces|code}/{namespace}/{name}/downloads',
    area: 'Catalog',
    summary: 'Downloads of a repository, day by day',
    params: wire.repoParams,
    query: wire.downloadsQuery,
    answer: wire.downloadsAnswer,
    handle: async ({ actor, params: { types, namespace, name }, query }) => {
      const address = { type: typeFromApi(types), namespace, name }
      return { json: await downloads.downloadsOf(actor, address, query.days ?? usualDays) }
    },
  }),
]
