import assert from 'node:assert/strict'
import { test } from 'node:test'
import { siteMap, siteMapIndex } from './site-map.ts'

test('addresses are written as XML, whatever is in them', () => {
  const text = siteMap([
    { address: 'http://x/a?b&c', lastModified: '2026-11-22T00:00:00.000Z' },
    { address: 'http://x/<' },
  ])
  assert.match(text, /<urlset xmlns="[^"]+">\n<url><loc>http:\/\/x\/a\?b&amp;c<\/loc><lastmod>2026-11-22T/)
  assert.match(text, /<url><loc>http:\/\/x\/&lt;<\/loc><\/url>/)
  assert.match(
    siteMapIndex([{ address: 'http://x/1' }]),
    /<sitemapindex .*\n<sitemap><loc>http:\/\/x\/1<\/loc><\/sitemap>/,
  )
})
