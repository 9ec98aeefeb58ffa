import type { ServerResponse } from 'node:http'
import { sent, type Answer } from './route.ts'

/** Writes a small answer; file bytes go through `sendBytes`. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (answer === sent) return
  const hasJson = answer.json !== undefined
  const body = Buffer.from(hasJson ? JSON.stringify(answer.json) : (answer.text ?? ''))
  const type = hasJson ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8'
  const status = answer.status ?? 200
  const empty = status === 204 || status === 304
  response.writeHead(status, {
    ...(empty ? {} : { 'Content-Type': type, 'Content-Length': body.length }),
    ...answer.headers,
  })
  response.end(empty || response.req.method === 'HEAD' ? undefined : body)
}
