import { sourceOf } from '../../../kit/address-source.ts'
import { HubError } from '../../../kit/errors.ts'
import type { AccountsContext, AccountsLimits } from '../deps.ts'
import type { AttemptKind } from '../tables.ts'
import * as queries from './queries.ts'

/** What is tried, at whose account, and from where. */
export type Attempt = { kind: AttemptKind; subject?: string; address: string | null }

type Rule = { windowSeconds: number; perAddress: number; perSubject: number; refusal: string }

/**
 * Slows down those who guess, and those who would fill the hub. The count lives in the database, so it holds across
 * processes, and an attempt is counted before it is checked, so many at once gain nothing.
 */
export function createAttempts({ db, clock, limits }: AccountsContext) {
  const rules = rulesOf(limits)

  /** Runs `check`; null from it is a failure. @throws HubError RateLimited without running it */
  async function guarded<Result>(attempt: Attempt, check: () => Promise<Result | null>): Promise<Result | null> {
    const id = await begin(attempt)
    const result = await check()
    if (result === null) return null
    if (attempt.subject === undefined) await queries.deleteAttempt(db, id)
    else await queries.deleteAttemptsAt(db, { kind: attempt.kind, subject: attempt.subject.toLowerCase() })
    return result
  }

  /** For what may be done only so often, whether it succeeds or not. @throws HubError RateLimited */
  async function counted(attempt: Attempt): Promise<void> {
    await begin(attempt)
  }

  async function begin({ kind, subject, address }: Attempt): Promise<number> {
    const rule = rules[kind]
    const now = clock.now()
    const since = new Date(now.getTime() - rule.windowSeconds * 1000)
    await queries.deleteAttemptsBefore(db, kind, since)
    const row = { kind, subject: subject?.toLowerCase() ?? null, address: address === null ? null : sourceOf(address) }
    const id = await queries.insertAttempt(db, { ...row, attemptedAt: now })
    const retrySeconds = await secondsToWait(row, rule, since)
    if (retrySeconds === 0) return id
    await queries.deleteAttempt(db, id)
    throw new HubError('RateLimited', `${rule.refusal}: try again in ${retrySeconds} seconds.`, { retrySeconds })
  }

  async function secondsToWait(
    { kind, subject, address }: { kind: AttemptKind; subject: string | null; address: string | null },
    rule: Rule,
    since: Date,
  ): Promise<number> {
    const waits = [0]
    if (subject !== null) {
      const found = await queries.countAttempts(db, { kind, subject }, since)
      waits.push(secondsUntilRoom(found, rule.perSubject, since))
    }
    if (address !== null) {
      const found = await queries.countAttempts(db, { kind, address }, since)
      waits.push(secondsUntilRoom(found, rule.perAddress, since))
    }
    return Math.max(...waits)
  }

  return { guarded, counted }
}

/**
 * One address is stopped early. One person's account only after far more: else a stranger who knows a name could keep
 * its owner out for good.
 */
const rulesOf = (limits: AccountsLimits): Record<AttemptKind, Rule> => ({
  login: {
    windowSeconds: limits.loginWindowSeconds,
    perAddress: limits.loginFailures,
    perSubject: limits.loginFailuresPerAccount,
    refusal: 'Too many failed logins',
  },
  'sign-up': {
    windowSeconds: limits.signUpWindowSeconds,
    perAddress: limits.signUpsPerAddress,
    perSubject: Infinity,
    refusal: 'Too many new accounts from your address',
  },
  'device-login': {
    windowSeconds: limits.deviceCodeSeconds,
    perAddress: limits.deviceLoginsPerAddress,
    perSubject: Infinity,
    refusal: 'Too many devices asked for a login from your address',
  },
  'device-code': {
    windowSeconds: limits.loginWindowSeconds,
    perAddress: limits.loginFailures,
    perSubject: Infinity,
    refusal: 'Too many wrong codes',
  },
})

const secondsUntilRoom = ({ attempts, oldest }: queries.Counted, most: number, since: Date): number =>
  attempts <= most || oldest === null ? 0 : Math.max(1, Math.ceil((oldest.getTime() - since.getTime()) / 1000))
