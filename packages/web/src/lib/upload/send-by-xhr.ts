import type { SendBytes } from './door.ts'

/** What fetch throws when nobody answers, so that both are tried again alike. */
const lost = (): TypeError => new TypeError('The connection was lost')

export const sendByXhr: SendBytes = ({ url, headers, body, onSent, signal }) => {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const request = new XMLHttpRequest()
  const abort = (): void => request.abort()
  request.open('POST', url)
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded))
  request.addEventListener('load', () => resolve(answerOf(request)))
  request.addEventListener('error', () => reject(lost()))
  request.addEventListener('abort', () => reject(signal.aborted ? (signal.reason as Error) : lost()))
  request.addEventListener('loadend', () => signal.removeEventListener('abort', abort))
  signal.addEventListener('abort', abort)
  if (signal.aborted) reject(signal.reason as Error)
  // Chromium sends a Blob several times faster than the bytes themselves.
  else request.send(new Blob([body]))
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
