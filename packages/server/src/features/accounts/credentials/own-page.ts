import type { IncomingMessage } from 'node:http'
import { requireSameOrigin } from './read-credentials.ts'

/** Another site must not log a visitor in as somebody else. @throws HubError AccessDenied */
export function requireOwnPage({ method, headers }: IncomingMessage, origin: string): void {
  const fetchSite = headers['sec-fetch-site']
  requireSameOrigin({
    method: method ?? 'POST',
    host: new URL(origin).host,
    origin: headers.origin,
    secFetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    contentType: headers['content-type'],
  })
}
