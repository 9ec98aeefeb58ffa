import { HubError } from '../../../kit/errors.ts'

export const cookieName = 'kaihub_session'

/** The headers that say who is asking, as plain values. */
export type RequestCredentials = {
  method: string
  authorization?: string | undefined
  cookie?: string | undefined
  /** host and port clients reach us at: the `Host` header, or what the operator says the hub is called */
  host?: string | undefined
  origin?: string | undefined
  secFetchSite?: string | undefined
  contentType?: string | undefined
}

const tokenShape = /^hf_[A-Za-z0-9]{34,253}$/

/**
 * The access token of a `Bearer` or `Basic` header (git and Docker send it as the password), or null without a header.
 * @throws HubError InvalidCredentials
 */
export function readToken(authorization: string | undefined): string | null {
  if (!authorization) return null
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(authorization) ?? []
  const token = scheme.toLowerCase() === 'basic' ? passwordOf(value) : scheme.toLowerCase() === 'bearer' ? value : ''
  if (!tokenShape.test(token)) throw invalidCredentials()
  return token
}

function passwordOf(basic: string): string {
  const text = Buffer.from(basic, 'base64').toString()
  return text.slice(text.indexOf(':') + 1)
}

/** Clients look for exactly this text (spec hub-api 1.2). */
export const invalidCredentials = () =>
  new HubError('InvalidCredentials', 'Invalid credentials in Authorization header')

export function readSessionCookie(cookie: string | undefined): string | null {
  for (const pair of (cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === cookieName && value) return value
  }
  return null
}

/** Another site must not act through our visitor's cookie. @throws HubError AccessDenied */
export function requireSameOrigin(credentials: RequestCredentials): void {
  if (isSameOrigin(credentials)) return
  throw new HubError('AccessDenied', 'This request came from another site: use an access token instead of the cookie.')
}

/** Browsers let no page choose these headers; over plain http they leave `Sec-Fetch-Site` out. */
function isSameOrigin({ method, host, origin, secFetchSite, contentType }: RequestCredentials): boolean {
  if (method === 'GET' || method === 'HEAD') return true
  if (secFetchSite !== undefined) return secFetchSite === 'same-origin' || secFetchSite === 'none'
  if (origin !== undefined) return host !== undefined && hostOf(origin) === host.toLowerCase()
  // Neither: not a browser of today. The old ones could send a form across sites, but no JSON and no other method.
  return method !== 'POST' || /^application\/json\b/i.test(contentType ?? '')
}

function hostOf(origin: string): string | null {
  const url = URL.parse(origin)
  return url && url.host
}
