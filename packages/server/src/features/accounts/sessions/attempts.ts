import { HubError } from '../../../kit/errors.ts'
import type { AccountsContext } from '../deps.ts'
import * as queries from './queries.ts'

/** Whose password is tried, and from where. */
export type Attempt = { account: string; address: string | null }

/**
 * Slows down those who guess passwords. The count lives in the database, so it holds across processes, and an attempt
 * is counted before it is checked, so many at once gain nothing.
 */
export function createAttempts({ db, clock, limits }: AccountsContext) {
  /** Runs `check`; null from it is a failure. @throws HubError RateLimited without running it */
  async function guarded<Result>(attempt: Attempt, check: () => Promise<Result | null>): Promise<Result | null> {
    const account = attempt.account.toLowerCase()
    const now = clock.now()
    const since = new Date(now.getTime() - limits.loginWindowSeconds * 1000)
    await queries.deleteFailuresBefore(db, since)
    const id = await queries.insertFailure(db, { account, address: attempt.address, failedAt: now })
    const retrySeconds = await secondsToWait({ account, address: attempt.address, since })
    if (retrySeconds > 0) {
      await queries.deleteFailure(db, id)
      throw new HubError('RateLimited', `Too many failed logins: try again in ${retrySeconds} seconds.`, {
        retrySeconds,
      })
    }
    const result = await check()
    if (result !== null) await queries.deleteFailuresOf(db, account)
    return result
  }

  async function secondsToWait({ account, address, since }: Attempt & { since: Date }): Promise<number> {
    const counts = [await queries.countFailures(db, { account }, since)]
    if (address !== null) counts.push(await queries.countFailures(db, { address }, since))
    const waits = counts.map(({ failures, oldest }) =>
      failures <= limits.loginFailures || oldest === null
        ? 0
        : Math.max(1, Math.ceil((oldest.getTime() - since.getTime()) / 1000)),
    )
    return Math.max(...waits)
  }

  return { guarded }
}
