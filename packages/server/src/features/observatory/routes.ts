import type { Route } from '../../http/route.ts'
import { administrationRoutes } from './administration/routes.ts'
import { catalogRoutes } from './catalog/routes.ts'
import { downloadRoutes } from './downloads/routes.ts'
import type { Observatory } from './index.ts'
import { quickSearchRoutes } from './quick-search/routes.ts'
import { siteMapRoutes } from './site-map/routes.ts'

type Parts = Pick<Observatory, 'catalog' | 'downloads' | 'quickSearch' | 'siteMap' | 'administration'>

export const observatoryRoutes = ({ catalog, downloads, quickSearch, siteMap, administration }: Parts): Route[] => [
  ...catalogRoutes(catalog),
  ...downloadRoutes(downloads),
  ...quickSearchRoutes(quickSearch),
  ...siteMapRoutes(siteMap),
  ...administrationRoutes(administration),
]
