import type { limits } from '../../config/limits.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Ids } from '../../kit/ids.ts'
import type { Log } from '../../kit/log.ts'
import type { Database } from '../../ports/database.ts'
import type { accountsLimits } from './limits.ts'

type LimitName = Extract<
  keyof typeof limits,
  'accessTokensPerUser' | 'sshKeysPerUser' | 'sessionDays' | 'passwordBytes' | 'loginFailures' | 'loginWindowSeconds'
>

export type AccountsLimits = { [Name in LimitName | keyof typeof accountsLimits]: number }

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
