/**
 * Every error the hub tells a client about, by code. A kind says what sort of trouble it is; each protocol maps
 * kinds to its own wire form, so nothing below the edges knows a status number.
 */
export const errorKinds = {
  AccessDenied: 'forbidden',
  BadRequest: 'bad-request',
  BodyTooLarge: 'too-large',
  DigestMismatch: 'invalid',
  EntryNotFound: 'not-found',
  FileLocked: 'conflict',
  InvalidCredentials: 'bad-credentials',
  InvalidPath: 'invalid',
  InvalidRange: 'bad-range',
  LoginRequired: 'unauthenticated',
  NameTaken: 'conflict',
  NamespaceInUse: 'conflict',
  NamespaceNotFound: 'not-found',
  NotImplemented: 'not-implemented',
  ObjectNotFound: 'not-found',
  RateLimited: 'rate-limited',
  RefExists: 'conflict',
  RefMoved: 'stale',
  RepoExists: 'conflict',
  RepoMoved: 'moved',
  RepoNotFound: 'not-found',
  RevisionNotFound: 'not-found',
  RouteNotFound: 'not-found',
  ShardInvalid: 'bad-request',
  StorageFull: 'out-of-space',
  TableTooLarge: 'too-large',
  Unavailable: 'unavailable',
  UploadIncomplete: 'bad-request',
  WeightsUnreadable: 'invalid',
  XorbInvalid: 'bad-request',
} as const

export type ErrorCode = keyof typeof errorKinds
export type ErrorKind = (typeof errorKinds)[ErrorCode]

/** A failure that is the caller's to know. `detail` holds facts a protocol may put into its answer, never secrets. */
export class HubError extends Error {
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, detail: Record<string, unknown> = {}) {
    super(message)
    this.name = 'HubError'
    this.code = code
    this.detail = detail
  }

  get kind(): ErrorKind {
    return errorKinds[this.code]
  }
}

export const isHubError = (error: unknown, code?: ErrorCode): error is HubError =>
  error instanceof HubError && (code === undefined || error.code === code)
