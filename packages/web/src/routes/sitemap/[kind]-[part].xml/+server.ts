import { error } from '@sveltejs/kit'
import { hrefOfId } from '#lib/find/href.ts'
import { siteMap, xmlAnswer, type MapEntry } from '#lib/find/site-map.ts'
import { ok } from '#lib/hub.ts'
import { typesOf } from '#lib/repo/type-of.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const part = Number(params.part)
  if (!Number.isInteger(part) || part < 1) error(404, 'There is no such part of the map')
  return xmlAnswer(siteMap(await entriesOf(locals.hub, params.kind, part, url.origin)))
}

async function entriesOf(hub: App.Locals['hub'], kind: string, part: number, origin: string): Promise<MapEntry[]> {
  const path = { part: String(part) }
  if (kind === 'repos') {
    const repos = ok(await hub.GET('/api/sitemap/repos/{part}', { params: { path } }))
    return repos.map(({ type, id, lastModified }) => ({ address: origin + hrefOfId(typesOf[type], id), lastModified }))
  }
  if (kind === 'names') {
    const names = ok(await hub.GET('/api/sitemap/names/{part}', { params: { path } }))
    return names.map((name) => ({ address: `${origin}/${encodeURIComponent(name)}` }))
  }
  if (kind === 'lists' && part === 1)
    return ['', ...Object.values(typesOf)].map((list) => ({ address: `${origin}/${list}` }))
  error(404, 'There is no such part of the map')
}
