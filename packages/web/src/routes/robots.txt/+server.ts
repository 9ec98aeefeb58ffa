import type { RequestHandler } from './$types'

/** Files, histories and searches are endless for a machine: cards and lists are what it should read. */
const closed = [
  '/api/',
  '/search',
  '/login',
  '/settings',
  '/-/',
  '/*/resolve/',
  '/*/raw/',
  '/*/blob/',
  '/*/commit/',
  '/*/commits/',
  '/*/compare',
  '/*/tensor-diff',
  '/*/edit/',
  '/*/upload/',
  '/*?*sql=',
  '/*?*where=',
  '/*?*orderby=',
  '/*?*filter=',
  '/*?*cursor=',
]

export const GET: RequestHandler = ({ url }) => {
  const lines = [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${url.origin}/sitemap.xml`,
  ]
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
