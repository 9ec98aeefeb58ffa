import type { Holder } from '../../../kit/actor.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { RepoId } from '../../../kit/ids.ts'
import { createSigned } from '../signed.ts'

/** One act on one object of one repo, done by who sends the address: clients send no credential with it. */
export type Ticket = Holder & {
  act: 'put' | 'part' | 'complete' | 'get'
  repoId: RepoId
  digest: Digest
  sizeBytes: number
  upload?: string
}

export type Tickets = {
  issue: (ticket: Ticket, lifeSeconds: number) => string
  /** @throws HubError AccessDenied for a forged, foreign or expired ticket */
  read: (text: string | undefined, act: Ticket['act'], digest: string) => Ticket
}

export function createTickets(secretKey: string, clock: Clock): Tickets {
  const signed = createSigned<Ticket>(secretKey, 'kaihub transfer ticket v2', clock)
  return {
    issue: (ticket, lifeSeconds) => signed.issue(ticket, lifeSeconds).text,
    read: (text, act, digest) => {
      const read = signed.read(text)
      if (!read || read.facts.act !== act || read.facts.digest !== digest) throw refused()
      if (read.isExpired)
        throw new HubError('AccessDenied', 'This transfer address has expired. Ask the batch API for a new one.')
      return read.facts
    },
  }
}

const refused = () => new HubError('AccessDenied', 'This transfer address is not valid.')
