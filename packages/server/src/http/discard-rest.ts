import type { IncomingMessage } from 'node:http'
import { limits } from '../config/limits.ts'

/**
 * Takes in what a refused client is still sending, so that it gets to read why: a connection closed over unread bytes
 * loses the answer. Whoever sends on and on is cut off all the same.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return
  let sizeBytes = 0
  const cut = setTimeout(() => request.destroy(), limits.discardMilliseconds)
  request.on('data', (part: Buffer) => {
    sizeBytes += part.length
    if (sizeBytes > limits.discardBytes) request.destroy()
  })
  // A request that was answered does not hear of it when its connection closes: the socket has to tell.
  const { socket } = request
  const stop = (): void => {
    clearTimeout(cut)
    socket.off('close', stop)
  }
  socket.once('close', stop)
  request.once('close', stop)
  request.on('error', () => {})
  request.resume()
}
