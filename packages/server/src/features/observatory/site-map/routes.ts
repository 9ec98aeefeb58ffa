import { z } from 'zod'
import { route, type Route } from '../../../http/route.ts'
import { repoTypes } from '../../repos/index.ts'
import type { SiteMap } from './service.ts'

const area = 'Catalog'
const partParams = z.object({ part: z.coerce.number().int().min(1).max(1_000_000) })

export const siteMapRoutes = (siteMap: SiteMap): Route[] => [
  route({
    method: 'GET',
    path: '/api/sitemap',
    area,
    summary: 'Into how many parts the map of everything public is cut',
    answer: z.object({ repos: z.number(), names: z.number() }),
    handle: async () => ({ json: await siteMap.parts() }),
  }),
  route({
    method: 'GET',
    path: '/api/sitemap/repos/{part}',
    area,
    summary: 'Public repositories, one part of them',
    params: partParams,
    answer: z.array(z.object({ type: z.enum(repoTypes), id: z.string(), lastModified: z.string() })),
    handle: async ({ params }) => ({
      json: (await siteMap.repos(params.part)).map(({ type, fullName, lastModified }) => ({
        type,
        id: fullName,
        lastModified: lastModified.toISOString(),
      })),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/sitemap/names/{part}',
    area,
    summary: 'Names of people and organizations, one part of them',
    params: partParams,
    answer: z.array(z.string()),
    handle: async ({ params }) => ({ json: await siteMap.names(params.part) }),
  }),
]
