import { createKaihubClient, type KaihubClient } from '@kaihub/client'
import { faultOf, UploadFault } from './fault.ts'

export type BytesToSend = {
  url: string
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
  onSent: (bytes: number) => void
  signal: AbortSignal
}

/** Posts bytes and says how many of them have left: fetch cannot tell, XMLHttpRequest can. */
export type SendBytes = (request: BytesToSend) => Promise<Response>

/** How this upload reaches the hub: with the cookie of the page, or with a token. */
export type Door = {
  url: string
  headers: Record<string, string>
  hub: KaihubClient
  fetch: typeof globalThis.fetch
  sendBytes: SendBytes
}

export type DoorOptions = { url: string; token?: string; fetch?: typeof globalThis.fetch; sendBytes?: SendBytes }

export function createDoor({ url, token, fetch = globalThis.fetch, sendBytes }: DoorOptions): Door {
  return {
    url,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    hub: createKaihubClient({ url, fetch, ...(token === undefined ? {} : { token }) }),
    fetch,
    sendBytes: sendBytes ?? sendByFetch(fetch),
  }
}

const sendByFetch =
  (fetch: typeof globalThis.fetch): SendBytes =>
  async ({ url, headers, body, onSent, signal }) => {
    const response = await fetch(url, { method: 'POST', headers, body, signal })
    onSent(body.length)
    return response
  }

/** The answer itself, when it is a good one. @throws UploadFault with the hub's words */
export async function good(asked: Promise<Response>): Promise<Response> {
  const response = await asked
  if (!response.ok) throw await faultOf(response)
  return response
}

/** The same of what the typed client answers. */
export function told<Data>({ data, error, response }: { data?: Data; error?: unknown; response: Response }): Data {
  if (response.ok && data !== undefined) return data
  const words = (error as { error?: unknown } | undefined)?.error
  const message = typeof words === 'string' ? words : `${response.status} ${response.statusText}`
  throw new UploadFault(message, { status: response.status, code: response.headers.get('x-kaihub-error') ?? '' })
}
