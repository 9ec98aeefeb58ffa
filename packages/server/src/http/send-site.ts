/** The web pages, behind every other door: what no route answers may be a page for people. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Site } from '../ports/site.ts'
import { readerHeader, type PageReaders } from './page-readers.ts'

/** First segments that are for programs: they get an error they can read, never a page. */
const forPrograms = new Set(['api', 'cas', 'lfs', 'oauth', 'v2', '.well-known', 'health'])

/** What the pages may know of a request. */
const passedOn = [
  'accept',
  'accept-encoding',
  'accept-language',
  'cookie',
  'user-agent',
  'x-sveltekit-invalidated',
  'x-sveltekit-search',
]

/**
 * Answers with a file or a page of the site.
 * @returns false when it is none of the site's business; nothing is written then
 */
export async function sendSite(
  site: Site,
  { request, response, origin }: { request: IncomingMessage; response: ServerResponse; origin: string },
  tellReader?: PageReaders['tell'],
): Promise<boolean> {
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
  if (request.method !== method) return false
  const target = request.url ?? '/'
  const path = target.split('?')[0] ?? '/'
  if (forPrograms.has(path.split('/')[1] ?? '')) return false
  if (await sendAsset(site, path, { request, response })) return true
  const headers: Record<string, string> = Object.fromEntries(
    passedOn.flatMap((name) => (typeof request.headers[name] === 'string' ? [[name, request.headers[name]]] : [])),
  )
  if (tellReader) headers[readerHeader] = tellReader(request)
  const page = await site.respond({ method, url: origin + target, headers })
  for (const [name, value] of page.headers) response.appendHeader(name, value)
  response.setHeader('Content-Length', page.body.length)
  response.writeHead(page.status)
  response.end(method === 'HEAD' ? undefined : page.body)
  return true
}

async function sendAsset(
  site: Site,
  path: string,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<boolean> {
  const asset = site.asset(path, String(request.headers['accept-encoding'] ?? ''))
  if (!asset) return false
  const bytes = await asset.read()
  response.writeHead(200, {
    'Content-Type': asset.type,
    'Content-Length': bytes.length,
    'Cache-Control': asset.isImmutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    // frames that trust nothing have no origin of their own, and still load our scripts
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
    ...(path.startsWith('/_app/immutable/workers/') ? workerPolicy : {}),
    ...(asset.encoding ? { 'Content-Encoding': asset.encoding } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
  return true
}

/** A worker lives under the policy of its own file: it may compile WebAssembly and speak to this hub, and nothing else. */
const workerPolicy = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
}
