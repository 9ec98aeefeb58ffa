import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../../kit/clock.ts'
import type { Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'

/** One act on one object of one repo, granted to whoever holds the address: clients send no credential with it. */
export type Ticket = {
  act: 'put' | 'part' | 'complete' | 'get'
  repoId: RepoId
  digest: Digest
  sizeBytes: number
  by: NamespaceId | null
  upload?: string
}

export type Tickets = {
  issue: (ticket: Ticket, lifeSeconds: number) => string
  /** @throws HubError AccessDenied for a forged, foreign or expired ticket */
  read: (text: string | undefined, act: Ticket['act'], digest: string) => Ticket
}

/** Tickets are `payload.signature`, both base64url, signed with HMAC-SHA256 under a key that serves this use only. */
export function createTickets(secretKey: string, clock: Clock): Tickets {
  const key = createHmac('sha256', secretKey).update('kaihub transfer ticket v1').digest()
  const sign = (payload: string) => createHmac('sha256', key).update(payload).digest()
  return {
    issue: (ticket, lifeSeconds) => {
      const expires = Math.floor(clock.now().getTime() / 1000) + lifeSeconds
      const payload = Buffer.from(JSON.stringify({ ...ticket, expires })).toString('base64url')
      return `${payload}.${sign(payload).toString('base64url')}`
    },
    read: (text, act, digest) => {
      const [payload = '', signature = ''] = (text ?? '').split('.')
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(payload)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refused()
      const ticket = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Ticket & { expires: number }
      if (ticket.act !== act || ticket.digest !== digest) throw refused()
      if (ticket.expires * 1000 < clock.now().getTime())
        throw new HubError('AccessDenied', 'This transfer address has expired. Ask the batch API for a new one.')
      return ticket
    },
  }
}

const refused = () => new HubError('AccessDenied', 'This transfer address is not valid.')
