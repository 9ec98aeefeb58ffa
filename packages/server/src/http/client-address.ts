import type { IncomingMessage } from 'node:http'

/** Where a request comes from, for counting attempts and requesters; null when the socket is gone. */
export type ClientAddress = (request: IncomingMessage) => string | null

/**
 * The address of the socket, or behind `proxies` of our own the one that the outermost of them saw. What stands further
 * left in `X-Forwarded-For` the client may have made up.
 */
export function clientAddressBehind(proxies: number): ClientAddress {
  return (request) => {
    const seen = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean)
    const forwarded = proxies > 0 ? seen.at(-Math.min(proxies, seen.length)) : undefined
    return forwarded ?? request.socket.remoteAddress ?? null
  }
}
