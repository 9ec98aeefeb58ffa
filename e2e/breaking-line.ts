/** A line to the hub that breaks once in the middle of every large body, either way. */
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

const largeBytes = 1024 * 1024

export const startBreakingLine = async (target: string) => {
  const broken = new Set<string>()

  /** Lets half of a large body through, the first time it is carried; true when that was all. */
  const breaks = (key: string, body: IncomingMessage, cut: () => void): boolean => {
    const size = Number(body.headers['content-length'] ?? 0)
    if (size < largeBytes || broken.has(key)) return false
    broken.add(key)
    let carried = 0
    body.on('data', (part: Buffer) => {
      carried += part.length
      if (carried > size / 2) cut()
    })
    return true
  }

  const server = http.createServer((request, response) => {
    const line = `${request.method} ${request.url}`
    const onward = http.request(target + request.url, { method: request.method, headers: request.headers })
    const cut = () => {
      onward.destroy()
      request.socket.destroy()
    }
    onward.on('error', cut)
    response.on('error', cut)
    onward.on('response', (answer) => {
      answer.on('error', cut)
      response.writeHead(answer.statusCode!, answer.rawHeaders)
      if (request.method === 'GET') breaks(line, answer, cut)
      answer.pipe(response)
    })
    breaks(line, request, cut)
    request.on('error', cut).pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, broken, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) }
}
