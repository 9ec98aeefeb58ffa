import { FormatError } from '../errors/index.ts'

/** Who and when. `offset` is the zone the person's clock showed, `+hhmm`. */
export type Identity = { name: string; email: string; at: Date; offset?: string }

const offsetShape = /^[+-]\d{4}$/
// The name may be empty or hold anything but the brackets; the time is seconds since 1970
const identityShape = /^([^<]*)<([^>]*)>\s*(-?\d{1,15})?(?:\s+([+-]\d{4}))?/
const maxSeconds = 8.64e12

/** `name <email> seconds zone`, without the characters that would break the line; throws FormatError on a bad time. */
export function encodeIdentity(identity: Identity): string {
  const seconds = Math.floor(identity.at.getTime() / 1000)
  if (!(seconds >= 0)) throw new FormatError('git identity: the time is before 1970 or not a time')
  const offset = identity.offset ?? '+0000'
  if (!offsetShape.test(offset)) throw new FormatError('git identity: bad zone')
  return `${clean(identity.name)} <${clean(identity.email)}> ${seconds} ${offset}`
}

const clean = (text: string): string =>
  text
    .replace(/[<>\p{Cc}]/gu, '')
    .trim()
    .toWellFormed()

/** Reads what it can: old histories hold many broken identities, and a broken time becomes 1970. */
export function decodeIdentity(line: string): Identity {
  const [, name, email, seconds, offset] = identityShape.exec(line) ?? []
  if (name === undefined) return { name: line.trim(), email: '', at: new Date(0), offset: '+0000' }
  const time = Number(seconds ?? 0)
  const at = new Date(Math.abs(time) <= maxSeconds ? time * 1000 : 0)
  return { name: name.trim(), email: (email ?? '').trim(), at, offset: offset ?? '+0000' }
}
