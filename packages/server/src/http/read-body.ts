import type { IncomingMessage } from 'node:http'
import { HubError } from '../kit/errors.ts'

/** Reads a whole small body. @throws HubError BodyTooLarge, UploadIncomplete when the client hangs up */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const claimed = Number(request.headers['content-length'] ?? 0)
  if (claimed > limitBytes) throw tooLarge(limitBytes)
  const parts: Buffer[] = []
  let sizeBytes = 0
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      sizeBytes += part.length
      if (sizeBytes > limitBytes) throw tooLarge(limitBytes)
      parts.push(part)
    }
  } catch (error) {
    if (error instanceof HubError) throw error
    throw new HubError('UploadIncomplete', 'The request body ended early.')
  }
  if (!request.complete) throw new HubError('UploadIncomplete', 'The request body ended early.')
  return Buffer.concat(parts)
}

const tooLarge = (limitBytes: number) =>
  new HubError('BodyTooLarge', `The request body is larger than ${limitBytes} bytes.`)

/** JSON or a form; repeated form keys become a list. @throws HubError BadRequest */
export function parseBody(bytes: Buffer, contentType: string): unknown {
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return readPairs(new URLSearchParams(bytes.toString()))
  if (bytes.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new HubError('BadRequest', 'The request body is not valid JSON in UTF-8.')
  }
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
