import { siteMapIndex, xmlAnswer, type MapEntry } from '#lib/find/site-map.ts'
import { ok } from '#lib/hub.ts'
import type { RequestHandler } from './$types'

/** Only what everybody may see is in the map, whoever asks for it. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const parts = ok(await locals.hub.GET('/api/sitemap'))
  const files = (kind: 'repos' | 'names'): MapEntry[] =>
    Array.from({ length: parts[kind] }, (_, at) => ({ address: `${url.origin}/sitemap/${kind}-${at + 1}.xml` }))
  return xmlAnswer(
    siteMapIndex([{ address: `${url.origin}/sitemap/lists-1.xml` }, ...files('repos'), ...files('names')]),
  )
}
