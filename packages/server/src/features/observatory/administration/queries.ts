import { sql } from 'kysely'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { RepoType } from '../../repos/index.ts'
import type { ObservatoryTables } from '../tables.ts'

const tables = (db: Database) => db.$extendTables<ObservatoryTables>()

export type RepoSearch = {
  text: string
  type: RepoType | null
  visibility: 'public' | 'private' | null
  sort: 'newest' | 'largest'
  after: { sizeBytes: number; id: number } | null
  limit: number
}

export type ListedRepo = {
  id: RepoId
  type: RepoType
  fullName: string
  isPrivate: boolean
  /** of the default branch */
  sizeBytes: number
  downloads: number
  createdAt: Date
  lastModified: Date
}

/** Index: catalog_pkey for the newest; otherwise every row is looked at. */
export async function searchRepos(db: Database, search: RepoSearch): Promise<ListedRepo[]> {
  const { text, type, visibility, sort, after, limit } = search
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await tables(db)
    .selectFrom('catalog')
    .select(['repo_id as id', 'type', 'full_name as fullName', 'private as isPrivate', 'main_size as sizeBytes'])
    .select(['downloads', 'created_at as createdAt', 'last_modified as lastModified'])
    .$if(text !== '', (query) => query.where('full_name_lower', 'like', pattern))
    .$if(type !== null, (query) => query.where('type', '=', type!))
    .$if(visibility !== null, (query) => query.where('private', '=', visibility === 'private'))
    .$if(after !== null && sort === 'newest', (query) => query.where('repo_id', '<', after!.id))
    .$if(after !== null && sort === 'largest', (query) =>
      query.where(sql<boolean>`(main_size, repo_id) < (${after!.sizeBytes}, ${after!.id})`),
    )
    .$if(sort === 'largest', (query) => query.orderBy('main_size', 'desc'))
    .orderBy('repo_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as RepoId }))
}

export type NamespaceSum = { namespaceId: NamespaceId; repos: number; sizeBytes: number }

/** Whose default branches hold the most. Reads every row: ask now and then. */
export async function largestNamespaces(db: Database, limit: number): Promise<NamespaceSum[]> {
  const { rows } = await sql<NamespaceSum>`
    select namespace_id as "namespaceId", count(*) as repos, sum(main_size)::bigint as "sizeBytes"
    from catalog group by namespace_id order by 3 desc, 1 limit ${limit}`.execute(db)
  return rows
}

export type DatabaseFacts = { version: string; sizeBytes: number }

export async function databaseFacts(db: Database): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as "sizeBytes"`.execute(
    db,
  )
  return rows[0]!
}
