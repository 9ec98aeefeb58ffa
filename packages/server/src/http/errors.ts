/** Hub API errors: status, `X-Error-Code` and wording that clients know by heart (spec hub-api 1.5). */
import type { Actor } from '../kit/actor.ts'
import type { ErrorCode, ErrorKind, HubError } from '../kit/errors.ts'

const statusOfKind: Record<ErrorKind, number> = {
  'bad-credentials': 401,
  'bad-range': 416,
  'bad-request': 400,
  conflict: 409,
  forbidden: 403,
  invalid: 422,
  moved: 307,
  'not-found': 404,
  'not-implemented': 501,
  'out-of-space': 507,
  'rate-limited': 429,
  stale: 412,
  'too-large': 413,
  unauthenticated: 401,
  unavailable: 503,
}

/** The codes that clients turn into exceptions of their own; `X-Kaihub-Error`, which none of them reads, has every code. */
const codesOnTheWire: ReadonlySet<ErrorCode> = new Set(['RepoNotFound', 'RevisionNotFound', 'EntryNotFound'])

export type WireError = { status: number; headers: Record<string, string>; body: Record<string, unknown> }

/** What a stranger may not see does not exist: an unknown person gets 401 for missing and private repos alike. */
export function presentError(error: HubError, actor: Actor, unseen = 'Invalid username or password.'): WireError {
  const hidden = error.code === 'RepoNotFound' && actor.kind === 'anonymous'
  const status = hidden ? 401 : statusOfKind[error.kind]
  const message = hidden ? unseen : error.message
  const headers: Record<string, string> = { 'X-Error-Message': headerText(message), 'X-Kaihub-Error': error.code }
  if (codesOnTheWire.has(error.code)) headers['X-Error-Code'] = error.code
  if (typeof error.detail['commit'] === 'string') headers['X-Repo-Commit'] = error.detail['commit']
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="Kaihub", charset="UTF-8"'
  if (typeof error.detail['sizeBytes'] === 'number' && status === 416)
    headers['Content-Range'] = `bytes */${error.detail['sizeBytes']}`
  if (status === 503) headers['Retry-After'] = '5'
  if (status === 429) {
    const seconds = Number(error.detail['retrySeconds'] ?? 60)
    headers['Retry-After'] = String(seconds)
    headers['RateLimit'] = `"api";r=0;t=${seconds}`
  }
  const body: Record<string, unknown> = { error: message }
  if (typeof error.detail['url'] === 'string') body['url'] = error.detail['url']
  return { status, headers, body }
}

/** Addresses of files word it otherwise (spec hub-api 1.5). */
export const presentFileError = (error: HubError, actor: Actor): WireError =>
  presentError(error, actor, 'Repository not found')

/** A header may hold printable Latin-1 only; the full text is in the body. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1000)

/**
 * The same request under the repo's new name, relative as clients want it (spec hub-api 1.9), or null when the old
 * name does not stand in the path.
 */
export function redirectTarget(target: string, from: string, to: string): string | null {
  const [path = '', query] = target.split(/\?(.*)/s)
  const segments = path.split('/')
  const [fromNamespace, fromName] = from.toLowerCase().split('/')
  for (let i = 0; i + 1 < segments.length; i++) {
    const [namespace, name] = [plain(segments[i]!), plain(segments[i + 1]!)]
    if (namespace !== fromNamespace || name.replace(/[.]git$/, '') !== fromName) continue
    const suffix = name.endsWith('.git') ? '.git' : ''
    segments.splice(i, 2, ...`${to}${suffix}`.split('/'))
    return segments.join('/') + (query === undefined ? '' : `?${query}`)
  }
  return null
}

/** A segment as the router read it; that it can be decoded was checked on arrival. */
const plain = (segment: string): string => decodeURIComponent(segment).toLowerCase()
