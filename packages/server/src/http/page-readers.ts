/** Pages ask the hub from within: their questions count as the reader's for whom the page is, not as the hub's own. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ClientAddress } from './client-address.ts'

/** What a page hands on with each question; our key before the address says that we wrote it. */
export const readerHeader = 'x-kaihub-reader'

export type PageReaders = {
  /** to be handed on */
  tell: (request: IncomingMessage) => string
  addressOf: ClientAddress
}

export function createPageReaders(clientAddress: ClientAddress): PageReaders {
  const key = randomBytes(16).toString('hex')
  const isOurs = (given: string): boolean =>
    given.length === key.length && timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(key))
  return {
    tell: (request) => `${key} ${clientAddress(request) ?? ''}`,
    addressOf: (request) => {
      const [given = '', address] = String(request.headers[readerHeader] ?? '').split(' ')
      return isOurs(given) ? address || null : clientAddress(request)
    },
  }
}
