import { sql } from 'kysely'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { LocksTables } from './tables.ts'

const tables = (db: Database) => db.withTables<LocksTables>()

/** `number` grows with every lock of the hub; `id` is what clients are told. */
export type LockRow = { number: number; id: string; path: string; ownerId: NamespaceId; lockedAt: Date }

const columns = ['number', 'public_id as id', 'path', 'owner_id as ownerId', 'locked_at as lockedAt'] as const
const asRow = (row: Omit<LockRow, 'ownerId'> & { ownerId: number }): LockRow => ({
  ...row,
  ownerId: row.ownerId as NamespaceId,
})

/** Answers the lock that stands at the path: the new one, or the one that was there. */
export async function insertLock(
  tx: Database,
  repoId: RepoId,
  { id, path, ownerId, lockedAt }: Omit<LockRow, 'number'>,
): Promise<LockRow> {
  const row = await tables(tx)
    .insertInto('lfs_locks')
    .values({ public_id: id, repo_id: repoId, path, owner_id: ownerId, locked_at: lockedAt })
    // Changes nothing, but lets the row be returned.
    .onConflict((conflict) => conflict.columns(['repo_id', 'path']).doUpdateSet({ path }))
    .returning(columns)
    .executeTakeFirstOrThrow()
  return asRow(row)
}

/** Index: lfs_locks_by_repo. */
export async function countLocks(db: Database, repoId: RepoId): Promise<number> {
  const row = await tables(db)
    .selectFrom('lfs_locks')
    .select(sql<number>`count(*)::integer`.as('locks'))
    .where('repo_id', '=', repoId)
    .executeTakeFirstOrThrow()
  return row.locks
}

export type LockFilter = { path?: string | undefined; id?: string | undefined; before: number | null; limit: number }

/** Newest first, as git-lfs wants it. Index: lfs_locks_by_repo, or the unique one of path or id. */
export async function listLocks(
  db: Database,
  repoId: RepoId,
  { path, id, before, limit }: LockFilter,
): Promise<LockRow[]> {
  const rows = await tables(db)
    .selectFrom('lfs_locks')
    .select(columns)
    .where('repo_id', '=', repoId)
    .$if(path !== undefined, (query) => query.where('path', '=', path!))
    .$if(id !== undefined, (query) => query.where('public_id', '=', id!))
    .$if(before !== null, (query) => query.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(asRow)
}

/** Says whether it was still there. Index: lfs_locks_public_id_key. */
export async function deleteLock(db: Database, repoId: RepoId, id: string): Promise<boolean> {
  const gone = await tables(db)
    .deleteFrom('lfs_locks')
    .where('repo_id', '=', repoId)
    .where('public_id', '=', id)
    .returning('number')
    .execute()
  return gone.length > 0
}

/** What everybody else has locked; at most as many as a repo may have. Index: lfs_locks_by_repo. */
export async function locksOfOthers(
  db: Database,
  repoId: RepoId,
  by: NamespaceId | null,
): Promise<{ path: string; ownerId: NamespaceId }[]> {
  const rows = await tables(db)
    .selectFrom('lfs_locks')
    .select(['path', 'owner_id'])
    .where('repo_id', '=', repoId)
    .$if(by !== null, (query) => query.where('owner_id', '!=', by!))
    .execute()
  return rows.map((row) => ({ path: row.path, ownerId: row.owner_id as NamespaceId }))
}
