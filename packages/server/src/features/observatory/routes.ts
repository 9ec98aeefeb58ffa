import type { Route } from '../../http/route.ts'
import { catalogRoutes } from './catalog/routes.ts'
import { downloadRoutes } from './downloads/routes.ts'
import type { Observatory } from './index.ts'
import { quickSearchRoutes } from './quick-search/routes.ts'
import { siteMapRoutes } from './site-map/routes.ts'

type Parts = Pick<Observatory, 'catalog' | 'downloads' | 'quickSearch' | 'siteMap'>

export const observatoryRoutes = ({ catalog, downloads, quickSearch, siteMap }: Parts): Route[] => [
  ...catalogRoutes(catalog),
  ...downloadRoutes(downloads),
  ...quickSearchRoutes(quickSearch),
  ...siteMapRoutes(siteMap),
]
