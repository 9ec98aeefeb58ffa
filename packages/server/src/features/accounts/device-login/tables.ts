import type { ColumnType } from 'kysely'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { AccountsTables } from '../tables.ts'

export type DeviceLoginState = 'pending' | 'approved' | 'denied'

type Fixed<T> = ColumnType<T, T, never>

export type DeviceLoginTables = AccountsTables & {
  device_logins: {
    device_hash: Fixed<Buffer>
    user_hash: Fixed<Buffer>
    /** what the client calls itself */
    client: Fixed<string>
    address: Fixed<string | null>
    state: DeviceLoginState
    /** who approved it */
    user_id: NamespaceId | null
    created_at: Fixed<Date>
    expires_at: Fixed<Date>
    polled_at: Date | null
  }
  refresh_tokens: {
    hash: Fixed<Buffer>
    /** the access token it renews: all that ever renewed the same one are a family */
    token_id: Fixed<number>
    created_at: Fixed<Date>
    expires_at: Fixed<Date>
    used_at: Date | null
  }
}
