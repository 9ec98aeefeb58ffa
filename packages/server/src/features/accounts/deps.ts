import type { limits } from '../../config/limits.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Ids } from '../../kit/ids.ts'
import type { Log } from '../../kit/log.ts'
import type { Database } from '../../ports/database.ts'

/** The hub's limits as plain numbers, so that a test may set its own. */
export type AccountsLimits = { [Name in keyof typeof limits]: number }

export type AccountsDeps = {
  db: Database
  clock: Clock
  ids: Ids
  log: Log
  /** whether strangers may make themselves an account */
  signUp: 'open' | 'closed'
  limits?: Partial<AccountsLimits>
}

/** What every noun of this feature works with. */
export type AccountsContext = Omit<AccountsDeps, 'limits'> & { limits: AccountsLimits }
