import type { Database } from '../../../ports/database.ts'
import type { RepoType } from '../../repos/index.ts'
import type { ObservatoryTables } from '../tables.ts'

export type MappedRepo = { type: RepoType; fullName: string; lastModified: Date }

const tables = (db: Database) => db.withTables<ObservatoryTables>()

/** Index: catalog primary key. Empty repos are left out: they have nothing to be found by. */
export const publicReposInRange = (db: Database, range: { first: number; last: number }): Promise<MappedRepo[]> =>
  tables(db)
    .selectFrom('catalog')
    .select(['type', 'full_name as fullName', 'last_modified as lastModified'])
    .where('repo_id', '>=', range.first)
    .where('repo_id', '<=', range.last)
    .where('private', '=', false)
    .where('head', 'is not', null)
    .orderBy('repo_id')
    .execute()

/** Index: catalog primary key. */
export async function highestRepoId(db: Database): Promise<number> {
  const row = await tables(db)
    .selectFrom('catalog')
    .select('repo_id')
    .orderBy('repo_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.repo_id ?? 0
}
