import type { Reader } from './reader.ts'

export type HttpConfig = {
  host: string
  /** 0 takes any free one */
  port: number
  /** where people reach the hub (`https://hub.example.org`); without it answers follow the request's Host */
  url: string | null
  /** how many proxies of ours pass a request on before we see it */
  proxies: number
}

export function readHttp(read: Reader): HttpConfig {
  return {
    host: read.text({ name: 'KAIHUB_HOST', meaning: 'address to listen on', fallback: '127.0.0.1' }),
    port: read.number({ name: 'KAIHUB_PORT', meaning: 'port; 0 = any free one', fallback: 5240, min: 0, max: 65_535 }),
    url: readUrl(read),
    proxies: read.number({
      name: 'KAIHUB_PROXIES',
      meaning: 'proxies in front, whose X-Forwarded-For is believed',
      fallback: 0,
      min: 0,
      max: 10,
    }),
  }
}

function readUrl(read: Reader): string | null {
  const url = read.optional({
    name: 'KAIHUB_URL',
    meaning: 'public address, when a proxy stands in front',
    absent: "(the request's own Host)",
    check: checkOrigin,
  })
  return url === null ? null : new URL(url).origin
}

function checkOrigin(value: string): string | null {
  const url = URL.parse(value)
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
  if (isOrigin && !url.username && !url.password) return null
  return 'must be an address without a path, like https://hub.example.org'
}
