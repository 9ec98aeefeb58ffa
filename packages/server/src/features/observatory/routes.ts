import type { Route } from '../../http/route.ts'
import { catalogRoutes } from './catalog/routes.ts'
import type { Observatory } from './index.ts'

export const observatoryRoutes = (observatory: Pick<Observatory, 'catalog'>): Route[] =>
  catalogRoutes(observatory.catalog)
