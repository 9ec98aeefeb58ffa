import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../kit/clock.ts'

/** Facts that we gave out and take back later, on nobody's word but our own. */
export type Signed<Facts> = {
  issue: (facts: Facts, lifeSeconds: number) => { text: string; expires: number }
  /** null when it is not ours; `isExpired` is for the caller to judge */
  read: (text: string | undefined) => { facts: Facts; isExpired: boolean } | null
}

/** `payload.signature`, both base64url, signed with HMAC-SHA256 under a key that serves this one purpose. */
export function createSigned<Facts extends object>(secretKey: string, purpose: string, clock: Clock): Signed<Facts> {
  const key = createHmac('sha256', secretKey).update(purpose).digest()
  const sign = (payload: string) => createHmac('sha256', key).update(payload).digest()
  return {
    issue: (facts, lifeSeconds) => {
      const expires = Math.floor(clock.now().getTime() / 1000) + lifeSeconds
      const payload = Buffer.from(JSON.stringify({ ...facts, expires })).toString('base64url')
      return { text: `${payload}.${sign(payload).toString('base64url')}`, expires }
    },
    read: (text) => {
      const [payload = '', signature = ''] = (text ?? '').split('.')
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(payload)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      const facts = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Facts & { expires: number }
      return { facts, isExpired: facts.expires * 1000 < clock.now().getTime() }
    },
  }
}
