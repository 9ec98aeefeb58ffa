import { sql } from 'kysely'
import type { Database } from '../../../ports/database.ts'
import type { AccountsTables, AttemptKind } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<AccountsTables>()

export type AttemptRow = { kind: AttemptKind; subject: string | null; address: string | null; attemptedAt: Date }

/** Writes an attempt down as failed until it proves otherwise: attempts at the same moment count each other. */
export async function insertAttempt(db: Database, attempt: AttemptRow): Promise<number> {
  const row = await tables(db)
    .insertInto('attempts')
    .values({
      kind: attempt.kind,
      subject: attempt.subject,
      address: attempt.address,
      attempted_at: attempt.attemptedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

type By = { kind: AttemptKind } & ({ subject: string } | { address: string })

export type Counted = { attempts: number; oldest: Date | null }

/** Index: attempts_subject or attempts_address. The oldest of them leaves the window first. */
export const countAttempts = (db: Database, by: By, since: Date): Promise<Counted> =>
  tables(db)
    .selectFrom('attempts')
    .select([sql<number>`count(*)::integer`.as('attempts'), sql<Date | null>`min(attempted_at)`.as('oldest')])
    .where('kind', '=', by.kind)
    .where('subject' in by ? 'subject' : 'address', '=', 'subject' in by ? by.subject : by.address)
    .where('attempted_at', '>', since)
    .executeTakeFirstOrThrow()

/** Index: attempts_pkey. */
export const deleteAttempt = (db: Database, id: number) =>
  tables(db).deleteFrom('attempts').where('id', '=', id).execute()

/** Index: attempts_subject. */
export const deleteAttemptsAt = (db: Database, { kind, subject }: { kind: AttemptKind; subject: string }) =>
  tables(db).deleteFrom('attempts').where('kind', '=', kind).where('subject', '=', subject).execute()

/** Index: attempts_time. */
export const deleteAttemptsBefore = (db: Database, kind: AttemptKind, time: Date) =>
  tables(db).deleteFrom('attempts').where('kind', '=', kind).where('attempted_at', '<=', time).execute()
