import { connect, type Socket } from 'node:net'
import type { TestHub } from './test-hub.ts'

/** A connection on which a test may say anything, also what no HTTP client would. */
export async function openSocket(hub: TestHub): Promise<Socket> {
  const socket = connect(Number(new URL(hub.url).port), '127.0.0.1')
  socket.on('error', () => {})
  await new Promise((resolve) => {
    socket.once('connect', resolve)
  })
  return socket
}

export type RawRequest = { method: string; path: string; headers?: Record<string, string>; body?: string | Uint8Array }

export function requestHead({ method, path, headers = {} }: RawRequest): string {
  const lines = Object.entries({ Host: 'hub.test', ...headers }).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}

/** Sends these very bytes and reads until the hub closes the connection. */
export async function sendRaw(hub: TestHub, request: RawRequest): Promise<{ status: number; text: string }> {
  const socket = await openSocket(hub)
  const head = requestHead({ ...request, headers: { ...request.headers, Connection: 'close' } })
  socket.write(Buffer.concat([Buffer.from(head), Buffer.from(request.body ?? '')]))
  let text = ''
  for await (const part of socket as AsyncIterable<Buffer>) text += part.toString()
  return { status: Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]), text }
}
