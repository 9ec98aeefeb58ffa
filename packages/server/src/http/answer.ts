import type { ServerResponse } from 'node:http'
import { sent, type Answer } from './route.ts'

/** Writes a small answer; file bytes go through `sendBytes`. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (answer === sent) return
  const { type, body } = bodyOf(answer)
  const status = answer.status ?? 200
  const empty = status === 204 || status === 304
  response.writeHead(status, {
    ...(empty ? {} : { 'Content-Type': type, 'Content-Length': body.length }),
    ...answer.headers,
  })
  response.end(empty || response.req.method === 'HEAD' ? undefined : body)
}

function bodyOf({ json, text, bytes }: Exclude<Answer, typeof sent>): { type: string; body: Uint8Array } {
  if (bytes) return { type: 'application/octet-stream', body: bytes }
  if (json === undefined) return { type: 'text/plain; charset=utf-8', body: Buffer.from(text ?? '') }
  return { type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(json)) }
}
