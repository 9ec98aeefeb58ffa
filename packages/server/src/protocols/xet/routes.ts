/** Xet: tokens, xorbs, shards, recipes and the bytes they name (docs/protocols/xet.md). */
import type { Xet } from '../../features/content/index.ts'
import type { Route } from '../../http/route.ts'
import { lookupRoutes } from './lookup-routes.ts'
import { olderRoutes } from './older-routes.ts'
import { reconstructionRoutes } from './reconstruction-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

export { casUrlOf } from './addresses.ts'
export { fetchRoutes } from './fetch-routes.ts'
export { offerUpload, tokenRoutes } from './tokens.ts'

/** All with a Xet token, which says what its bearer may do. */
export function casRoutes(xet: Xet): Route[] {
  const routes = [...uploadRoutes(xet), ...lookupRoutes(xet), ...reconstructionRoutes(xet)]
  return [...routes, ...olderRoutes(routes)]
}
