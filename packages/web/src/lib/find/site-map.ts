/** https://www.sitemaps.org/protocol.html */
export type MapEntry = { address: string; lastModified?: string | undefined }

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

export const siteMap = (entries: readonly MapEntry[]): string => document('urlset', 'url', entries)
export const siteMapIndex = (entries: readonly MapEntry[]): string => document('sitemapindex', 'sitemap', entries)

function document(root: string, item: string, entries: readonly MapEntry[]): string {
  const items = entries.map(
    ({ address, lastModified }) =>
      `<${item}><loc>${escapeXml(address)}</loc>${lastModified ? `<lastmod>${lastModified}</lastmod>` : ''}</${item}>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">\n${items.join('')}</${root}>\n`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const escapeXml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign]!)

/** An hour old is new enough for those who read it. */
export const xmlAnswer = (text: string): Response =>
  new Response(text, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  })
