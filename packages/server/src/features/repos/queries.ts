import { sql, type Selectable } from 'kysely'
import type { NamespaceId, RepoId } from '../../kit/ids.ts'
import { brokenRule } from '../../ports/broken-rule.ts'
import { allowLongStatements, prepared, type Database } from '../../ports/database.ts'
import type { Repo, RepoSettings, RepoType, Visibility } from './repo.ts'
import type { ReposTable, ReposTables } from './tables.ts'

const tables = (db: Database) => db.withTables<ReposTables>()

export type RepoKey = { type: RepoType; fullName: string }

/** Index: repos (full_name_lower, type). */
export async function findRepo(db: Database, key: RepoKey): Promise<Repo | null> {
  const [row] = await repoByName(db, key.fullName.toLowerCase(), key.type)
  return row ? toRepo(row) : null
}

const repoByName = prepared<Selectable<ReposTable>>(
  'repo_by_name',
  `select id, public_id, type, namespace_id, namespace, name, full_name_lower, visibility, settings, created_by, created_at
  from repos where full_name_lower = $1 and type = $2`,
)

export async function findRepoById(db: Database, id: RepoId): Promise<Repo | null> {
  const row = await tables(db).selectFrom('repos').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toRepo(row) : null
}

/** The repo as it stands; until the transaction ends nobody else changes it, though commits go on. */
export async function lockRepo(tx: Database, id: RepoId): Promise<Repo | null> {
  const row = await tables(tx).selectFrom('repos').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return row ? toRepo(row) : null
}

/** The repo that had this name before it moved. Index: repo_redirects primary key. */
export async function findRedirect(db: Database, key: RepoKey): Promise<Repo | null> {
  const row = await tables(db)
    .selectFrom('repo_redirects')
    .innerJoin('repos', 'repos.id', 'repo_redirects.repo_id')
    .selectAll('repos')
    .where('repo_redirects.full_name_lower', '=', key.fullName.toLowerCase())
    .where('repo_redirects.type', '=', key.type)
    .executeTakeFirst()
  return row ? toRepo(row) : null
}

export type NewRepo = Omit<Repo, 'id' | 'fullName'>

/** Null when the name is taken. Clears a redirect that stood there: the new repo owns the name now. */
export async function insertRepo(tx: Database, repo: NewRepo): Promise<Repo | null> {
  const fullName = `${repo.namespace}/${repo.name}`
  const row = await tables(tx)
    .insertInto('repos')
    .values({
      public_id: repo.publicId,
      type: repo.type,
      namespace_id: repo.namespaceId,
      namespace: repo.namespace,
      name: repo.name,
      full_name_lower: fullName.toLowerCase(),
      visibility: repo.visibility,
      settings: JSON.stringify(repo.settings),
      created_by: repo.createdBy,
      created_at: repo.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['full_name_lower', 'type']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  await deleteRedirect(tx, { type: repo.type, fullName })
  return toRepo(row)
}

const deleteRedirect = (tx: Database, key: RepoKey) =>
  tables(tx)
    .deleteFrom('repo_redirects')
    .where('full_name_lower', '=', key.fullName.toLowerCase())
    .where('type', '=', key.type)
    .execute()

/** Waits for the writers of this repo and keeps new ones out: they find it gone. False when it is gone already. */
export async function lockForDeletion(tx: Database, id: RepoId): Promise<boolean> {
  const row = await tables(tx).selectFrom('repos').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return row !== undefined
}

/** The repo cannot be deleted until the transaction ends. False when it is gone already. */
export async function holdRepo(tx: Database, id: RepoId): Promise<boolean> {
  const row = await tables(tx).selectFrom('repos').select('id').where('id', '=', id).forKeyShare().executeTakeFirst()
  return row !== undefined
}

/** Everything of the repo goes with its row. */
export async function deleteRepo(tx: Database, id: RepoId): Promise<void> {
  await allowLongStatements(tx)
  await tables(tx).deleteFrom('repos').where('id', '=', id).execute()
}

export async function updateRepo(
  tx: Database,
  id: RepoId,
  { visibility, settings }: { visibility: Visibility; settings: RepoSettings },
): Promise<Repo> {
  const row = await tables(tx)
    .updateTable('repos')
    .set({ visibility, settings: JSON.stringify(settings) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toRepo(row)
}

export type NewName = { namespaceId: NamespaceId; namespace: string; name: string }

/** Null when the new name is taken, and then nothing more can be done in `tx`. The old name leads to the new one. */
export async function renameRepo(tx: Database, repo: Repo, to: NewName): Promise<Repo | null> {
  const fullName = `${to.namespace}/${to.name}`
  const same = fullName.toLowerCase() === repo.fullName.toLowerCase()
  await deleteRedirect(tx, { type: repo.type, fullName })
  const renamed = tables(tx)
    .updateTable('repos')
    .set({
      namespace_id: to.namespaceId,
      namespace: to.namespace,
      name: to.name,
      full_name_lower: fullName.toLowerCase(),
    })
    .where('id', '=', repo.id)
    .returningAll()
    .executeTakeFirst()
  const row = await renamed.catch((error: unknown) => {
    if (brokenRule(error) !== 'unique') throw error
  })
  if (!row) return null
  if (!same) await insertRedirect(tx, repo)
  return toRepo(row)
}

const insertRedirect = (tx: Database, repo: Repo) =>
  tables(tx)
    .insertInto('repo_redirects')
    .values({
      type: repo.type,
      full_name_lower: repo.fullName.toLowerCase(),
      repo_id: repo.id,
      created_at: sql`now()`,
    })
    .onConflict((conflict) => conflict.columns(['full_name_lower', 'type']).doUpdateSet({ repo_id: repo.id }))
    .execute()

/** Repos by id, a page at a time, for work that walks them all. Index: repos primary key. */
export async function pageOfRepos(db: Database, after: number, limit: number): Promise<Repo[]> {
  const rows = await tables(db)
    .selectFrom('repos')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toRepo)
}

/** How many repos of each type a namespace shows. Index: repos_by_namespace. */
export async function countByType(
  db: Database,
  namespaceId: NamespaceId,
  includePrivate: boolean,
): Promise<Partial<Record<RepoType, number>>> {
  const rows = await tables(db)
    .selectFrom('repos')
    .select(['type', (eb) => eb.fn.countAll<number>().as('count')])
    .where('namespace_id', '=', namespaceId)
    .$if(!includePrivate, (query) => query.where('visibility', '=', 'public'))
    .groupBy('type')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.type, Number(row.count)]))
}

function toRepo(row: Selectable<ReposTable>): Repo {
  return {
    id: row.id as RepoId,
    publicId: row.public_id,
    type: row.type,
    namespaceId: row.namespace_id as NamespaceId,
    namespace: row.namespace,
    name: row.name,
    fullName: `${row.namespace}/${row.name}`,
    visibility: row.visibility,
    settings: row.settings,
    createdBy: row.created_by as NamespaceId | null,
    createdAt: row.created_at,
  }
}
