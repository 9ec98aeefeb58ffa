import { getRequestListener } from '@hono/node-server'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { limits } from '../config/limits.ts'
import type { Ids } from '../kit/ids.ts'
import { createRouter, type RouterOptions } from './router.ts'

export type HttpServer = AsyncDisposable & {
  listen: (host: string, port: number) => Promise<{ port: number }>
  /** stops accepting, lets requests under way finish for at most so long, then closes their sockets */
  drain: (milliseconds: number) => Promise<void>
}

export function createHttpServer(options: RouterOptions & { ids: Ids }): HttpServer {
  const listener = getRequestListener(createRouter(options).fetch, { overrideGlobalObjects: false })
  const server = createServer(
    { maxHeaderSize: limits.urlBytes * 2, highWaterMark: 256 * 1024 },
    (request, response) => {
      if (prepare(request, response, options.ids)) void listener(request, response)
    },
  )
  // Node's own defaults cut uploads off after five minutes and drop idle keep-alive clients after five seconds. Whoever
  // reads or writes bytes watches for silent clients; joining a large upload may rightly take minutes without a byte.
  server.requestTimeout = 0
  server.timeout = 0
  server.headersTimeout = limits.headersMilliseconds
  server.keepAliveTimeout = 75_000
  return {
    listen: (host, port) => listen(server, host, port),
    drain: (milliseconds) => drain(server, milliseconds),
    [Symbol.asyncDispose]: () => drain(server, 0),
  }
}

/** Headers every answer carries; answers what needs no route. Returns false when the request is done with. */
function prepare(request: IncomingMessage, response: ServerResponse, ids: Ids): boolean {
  const given = request.headers['x-request-id'] ?? request.headers['x-amzn-trace-id']
  response.setHeader('X-Request-Id', typeof given === 'string' ? given.slice(0, 200) : ids.requestId())
  allowOrigin(request, response)
  const isTarget = toOriginForm(request)
  findViewer(request)
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { 'Content-Length': 0 }).end()
    return false
  }
  const target = request.url ?? '/'
  const isHost = namesHost(request.headers.host ?? 'localhost')
  if (target.length > limits.urlBytes || !isTarget || !isDecodable(target) || !isHost) {
    const error = isHost
      ? 'The address is none, too long, or not valid percent-encoded UTF-8.'
      : 'The Host header names no host.'
    response.writeHead(400, { 'Content-Type': 'application/json', Connection: 'close' }).end(JSON.stringify({ error }))
    return false
  }
  return true
}

/**
 * As clients write to proxies, a target may name its host, which then counts in place of the header (RFC 9112 3.2.2). Whoever reads
 * the request after us finds a path. False when there is none.
 */
function toOriginForm(request: IncomingMessage): boolean {
  const target = request.url ?? '/'
  if (target.startsWith('/')) return true
  const [, host, rest = ''] = /^https?:\/\/([^/?]+)(.*)$/i.exec(target) ?? []
  if (host === undefined) return false
  request.headers.host = host
  request.url = rest.startsWith('/') ? rest : `/${rest}`
  return true
}

/** A name or an address, perhaps with a port (RFC 9110 7.2); it stands in the addresses that answers hold. */
const namesHost = (host: string): boolean =>
  /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i.test(host) && URL.canParse(`http://${host}`)

/** Clients look for the dataset viewer at the root of a host of its own, `datasets-server.` before ours (spec hub-api 1.4). */
function findViewer(request: IncomingMessage): void {
  if (request.headers.host?.startsWith('datasets-server.') && !request.url?.startsWith('/api/'))
    request.url = `/api/datasets-server${request.url ?? '/'}`
}

const exposed =
  'X-Repo-Commit, X-Request-Id, X-Error-Code, X-Error-Message, X-Total-Count, ETag, Link, Accept-Ranges, Content-Range, ' +
  'Content-Length, Content-Disposition, X-Linked-Size, X-Linked-Etag, X-Xet-Hash, X-Xet-Cas-Url, X-Xet-Access-Token, ' +
  'X-Xet-Token-Expiration, X-Xet-Refresh-Route, RateLimit, RateLimit-Policy'

/** Any page may call with a bearer token (spec hub-api 1.4); cookies are never allowed across origins. */
function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  const origin = request.headers.origin
  if (!origin) return
  response.setHeader('Access-Control-Allow-Origin', origin)
  response.setHeader('Vary', 'Origin')
  response.setHeader('Access-Control-Expose-Headers', exposed)
  if (request.method !== 'OPTIONS') return
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE')
  response.setHeader(
    'Access-Control-Allow-Headers',
    'Authorization, Content-Type, Range, Accept, X-Request-Id, X-Xet-Session-Id',
  )
  response.setHeader('Access-Control-Max-Age', '86400')
}

function isDecodable(target: string): boolean {
  try {
    return !decodeURIComponent(target.split('?')[0] ?? '').includes('\0')
  } catch {
    return false
  }
}

function listen(server: Server, host: string, port: number): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve({ port: (server.address() as AddressInfo).port })
    })
  })
}

function drain(server: Server, milliseconds: number): Promise<void> {
  if (!server.listening) return Promise.resolve()
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), milliseconds)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
