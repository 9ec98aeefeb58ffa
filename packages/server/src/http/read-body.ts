import type { IncomingMessage } from 'node:http'
import { limits } from '../config/limits.ts'
import { HubError } from '../kit/errors.ts'
import { receiveBytes } from './receive-bytes.ts'

/** Reads a whole small body. @throws HubError BodyTooLarge, UploadIncomplete when the client hangs up or falls silent */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  const deadline = performance.now() + limits.bodyMilliseconds
  for await (const part of receiveBytes(request, { limitBytes })) {
    parts.push(Buffer.from(part))
    // Whoever sends byte by byte would hold a request open for days.
    if (performance.now() > deadline) throw new HubError('UploadIncomplete', 'The request body came too slowly.')
  }
  return Buffer.concat(parts)
}

/** JSON or a form; repeated form keys become a list. @throws HubError BadRequest */
export function parseBody(bytes: Buffer, contentType: string): unknown {
  const isForm = contentType.startsWith('application/x-www-form-urlencoded')
  if (bytes.length === 0) return {}
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return isForm ? readForm(text) : JSON.parse(text)
  } catch {
    throw new HubError('BadRequest', `The request body is not ${isForm ? 'a form' : 'valid JSON'} in UTF-8.`)
  }
}

function readForm(text: string): Record<string, string[]> {
  // Throws where the parser below would put question marks.
  decodeURIComponent(text)
  return readPairs(new URLSearchParams(text))
}

/** `a=1&a=2&b[]=3` → `{a: ['1','2'], b: ['3']}`: every value a list, as the schema has yet to say which is one. */
export function readPairs(pairs: URLSearchParams): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null)
  for (const [key, value] of pairs) {
    const name = key.endsWith('[]') ? key.slice(0, -2) : key
    const list = (values[name] ??= [])
    if (list.length < 5000) list.push(value)
  }
  return values
}
