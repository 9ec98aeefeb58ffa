import type { SendBytes } from './door.ts'

/** What fetch throws when nobody answers, so that both are tried again alike. */
const lost = (): TypeError => new TypeError('The connection was lost')

/** A connection on which nothing moves for so long is given up. */
const stalledMilliseconds = 60_000

/** Chromium sends a Blob several times faster than the bytes themselves; what it could not send so goes the plain way. */
const lostBefore = new WeakSet<Uint8Array>()

export const sendByXhr: SendBytes = ({ url, headers, body, onSent, signal }) => {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const request = new XMLHttpRequest()
  const abort = (): void => request.abort()
  let stalled: ReturnType<typeof setTimeout> | undefined
  const watch = (): void => {
    clearTimeout(stalled)
    stalled = setTimeout(abort, stalledMilliseconds)
  }
  const fail = (): void => {
    if (!signal.aborted) lostBefore.add(body)
    reject(signal.aborted ? (signal.reason as Error) : lost())
  }
  request.open('POST', url)
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.upload.addEventListener('progress', ({ loaded }) => {
    watch()
    onSent(loaded)
  })
  // from here on the hub works, which takes as long as it takes
  request.upload.addEventListener('load', () => clearTimeout(stalled))
  request.addEventListener('load', () => resolve(answerOf(request)))
  request.addEventListener('error', fail)
  request.addEventListener('abort', fail)
  request.addEventListener('loadend', () => {
    clearTimeout(stalled)
    signal.removeEventListener('abort', abort)
  })
  signal.addEventListener('abort', abort)
  if (signal.aborted) reject(signal.reason as Error)
  else {
    watch()
    request.send(lostBefore.has(body) ? body : new Blob([body]))
  }
  return promise
}

function answerOf(request: XMLHttpRequest): Response {
  const headers = new Headers()
  for (const name of ['x-kaihub-error', 'x-error-message', 'retry-after']) {
    const value = request.getResponseHeader(name)
    if (value !== null) headers.set(name, value)
  }
  return new Response(request.responseText, { status: request.status, statusText: request.statusText, headers })
}
