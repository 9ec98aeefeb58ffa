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
 * LFS errors are `{"message"}` (https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md#response-errors). An
 * unknown person is asked for credentials instead of being told that a repo is not there.
 */
export function tellLfsError(error: HubError, actor: Actor) {
  const hidden = error.code === 'RepoNotFound' && actor.kind === 'anonymous'
  const status = hidden ? 401 : statusOfKind[error.kind]
  const headers: Record<string, string> = { 'Content-Type': 'application/vnd.git-lfs+json' }
  if (status === 401) {
    headers['LFS-Authenticate'] = 'Basic realm="Kaihub"'
    headers['WWW-Authenticate'] = 'Basic realm="Kaihub"'
  }
  if (status === 429) headers['Retry-After'] = String(Number(error.detail['retrySeconds'] ?? 60))
  // Hub clients read the same codes here as elsewhere.
  if (error.code === 'RepoNotFound') headers['X-Error-Code'] = error.code
  return { status, headers, body: { message: error.message, error: error.message } }
}
