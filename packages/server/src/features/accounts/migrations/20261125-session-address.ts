import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

/** Where somebody signed in from: whether a session is one's own is told by that as well. */
export const sessionAddress: Migration = {
  name: '20261125-accounts-session-address',
  up: async (tx) => {
    await sql`alter table sessions add column address text`.execute(tx)
  },
}
