import type { Route } from '../../http/route.ts'

/** What is told under `/v1/` today, as `hf_xet` before 1.3 wrote it, and before 1.1.10. */
const older: Record<string, string[]> = {
  '/v1/xorbs/': ['/xorbs/', '/xorb/'],
  '/v1/chunks/': ['/chunks/', '/chunk/'],
  '/v1/reconstructions': ['/reconstructions', '/reconstruction'],
  '/v1/shards': ['/shards', '/shard/{prefix}/{shard}'],
}

/**
 * The same doors under the names that old clients know: the hub offers Xet to them, too, and what new clients sent must come
 * down there. The shard that some name says itself what it is.
 */
export const olderRoutes = (routes: readonly Route[]): Route[] =>
  routes.flatMap((route) => {
    const now = Object.keys(older).find((name) => route.path.includes(name))
    return (older[now ?? ''] ?? []).map((then) => ({
      ...route,
      unlisted: true,
      path: route.path.replace(now ?? '', then),
    }))
  })
