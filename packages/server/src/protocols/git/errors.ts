import type { Actor } from '../../kit/actor.ts'
import type { ErrorKind, HubError } from '../../kit/errors.ts'

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
  stale: 409,
  'too-large': 413,
  unauthenticated: 401,
  unavailable: 503,
}

/**
 * Git shows a plain text to the person at the terminal, as `remote: …`. It asks for a password on 401 only, so that is what
 * an unknown person is told of any repo that they may not see, whether there is one or not.
 */
export function tellGitError(error: HubError, actor: Actor) {
  const hidden = actor.kind === 'anonymous' && (error.code === 'RepoNotFound' || error.kind === 'forbidden')
  const status = hidden ? 401 : statusOfKind[error.kind]
  const headers: Record<string, string> = { 'Content-Type': 'text/plain; charset=utf-8' }
  if (status === 401) headers['WWW-Authenticate'] = 'Basic realm="Kaihub", charset="UTF-8"'
  if (status === 429 || status === 503) headers['Retry-After'] = String(Number(error.detail['retrySeconds'] ?? 30))
  // The same codes as elsewhere, for whoever asks without git.
  if (error.code === 'RepoNotFound') headers['X-Error-Code'] = error.code
  const advice = status === 401 ? '\nUse your name here and an access token as the password.' : ''
  return { status, headers, body: `${error.message}${advice}\n` }
}
