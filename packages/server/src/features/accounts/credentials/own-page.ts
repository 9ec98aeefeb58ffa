import type { IncomingMessage } from 'node:http'
import { requireSameOrigin } from './read-credentials.ts'

/** Whose attempts are counted together; behind a proxy the socket's address is the proxy's. */
export type ClientAddress = (request: IncomingMessage) => string | null

export const socketAddress: ClientAddress = (request) => request.socket.remoteAddress ?? null

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
