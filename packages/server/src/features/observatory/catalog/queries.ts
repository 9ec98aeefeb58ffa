import { sql, type Selectable } from 'kysely'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import { prepared, type Database } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import type { CatalogTable, ObservatoryTables } from '../tables.ts'
import type { CatalogEntry, Facts } from './entry.ts'

const tables = (db: Database) => db.withTables<ObservatoryTables>()

const vector = (lexemes: readonly string[]) => sql`array_to_tsvector(${lexemes}::text[])`

/** Index: catalog primary key. */
export async function findEntry(
  db: Database,
  repoId: RepoId,
  columns: readonly HeavyColumn[] = heavyColumns,
): Promise<CatalogEntry | null> {
  if (columns.length >= mostOfAll) return findWholeEntry(db, repoId)
  const row = await tables(db)
    .selectFrom('catalog')
    .select([...lightColumns, ...columns])
    .where('repo_id', '=', repoId)
    .executeTakeFirst()
  return row ? toEntry(row) : null
}

/** Does nothing when the repo has its row already. */
export async function insertEntry(tx: Database, repo: Repo, lexemes: readonly string[]): Promise<void> {
  await tables(tx)
    .insertInto('catalog')
    .values({
      ...namesOf(repo),
      repo_id: repo.id,
      public_id: repo.publicId,
      type: repo.type,
      created_at: repo.createdAt,
      last_modified: repo.createdAt,
      sdk: repo.settings.sdk ?? null,
      tags: [],
      search: vector(lexemes),
    })
    .onConflict((conflict) => conflict.column('repo_id').doNothing())
    .execute()
}

/** Name, namespace and visibility, as they are now. */
export async function updateNames(tx: Database, repo: Repo): Promise<void> {
  await tables(tx).updateTable('catalog').set(namesOf(repo)).where('repo_id', '=', repo.id).execute()
}

const namesOf = (repo: Repo) => ({
  namespace_id: repo.namespaceId,
  private: repo.visibility === 'private',
  full_name: repo.fullName,
  full_name_lower: repo.fullName.toLowerCase(),
})

export async function updateSearch(tx: Database, repoId: RepoId, lexemes: readonly string[]): Promise<void> {
  await tables(tx)
    .updateTable('catalog')
    .set({ search: vector(lexemes) })
    .where('repo_id', '=', repoId)
    .execute()
}

/** Says whether the repo had too many files, when they were last read, for the row to name them. */
export async function updateHead(
  tx: Database,
  repoId: RepoId,
  head: CommitId | null,
  at: Date,
): Promise<{ hasManyFiles: boolean }> {
  const row = await tables(tx)
    .updateTable('catalog')
    .set({ head, last_modified: at })
    .where('repo_id', '=', repoId)
    .returning((row) => row.and([row('described_head', 'is not', null), row('siblings', 'is', null)]).as('many'))
    .executeTakeFirst()
  return { hasManyFiles: Boolean(row?.many) }
}

export async function deleteEntry(tx: Database, repoId: RepoId): Promise<void> {
  await tables(tx).deleteFrom('catalog').where('repo_id', '=', repoId).execute()
}

export type NewFacts = { repoId: RepoId; commit: CommitId; facts: Facts; lexemes: readonly string[] }

/** Stores what `commit` says, unless the branch has moved on since. */
export async function saveFacts(db: Database, { repoId, commit, facts, lexemes }: NewFacts): Promise<void> {
  await tables(db)
    .updateTable('catalog')
    .set({
      described_head: commit,
      tags: facts.tags,
      search: vector(lexemes),
      pipeline_tag: facts.pipelineTag,
      library_name: facts.libraryName,
      sdk: facts.sdk,
      description: facts.description,
      card_data: toJson(facts.cardData),
      config: toJson(facts.config),
      transformers_info: toJson(facts.transformersInfo),
      safetensors: toJson(facts.safetensors),
      gguf: toJson(facts.gguf),
      num_parameters: facts.numParameters,
      main_size: facts.mainSize,
      siblings: facts.siblings,
    })
    .where('repo_id', '=', repoId)
    .where('head', '=', commit)
    .execute()
}

const toJson = (value: Record<string, unknown> | null): string | null => (value ? JSON.stringify(value) : null)

/** Repos that a lost task left undescribed, oldest first. Index: none, a nightly walk by primary key. */
export async function findUndescribed(db: Database, limit: number): Promise<RepoId[]> {
  const rows = await tables(db)
    .selectFrom('catalog')
    .select('repo_id')
    .where('head', 'is not', null)
    .where((eb) => eb('described_head', 'is distinct from', eb.ref('head')))
    .orderBy('repo_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.repo_id as RepoId)
}

export const lightColumns = [
  'repo_id',
  'public_id',
  'type',
  'full_name',
  'private',
  'created_at',
  'last_modified',
  'head',
  'described_head',
  'likes',
  'likes_30d',
  'downloads',
  'downloads_all_time',
  'trending_score',
  'tags',
  'pipeline_tag',
  'library_name',
  'sdk',
  'num_parameters',
  'main_size',
] as const

/** Read only for those who ask. */
const heavyColumns = [
  'description',
  'card_data',
  'config',
  'transformers_info',
  'safetensors',
  'gguf',
  'siblings',
] as const
export type HeavyColumn = (typeof heavyColumns)[number]

/** whoever wants so many heavy columns gets them all, by a statement that stays prepared */
const mostOfAll = 3

const wholeEntry = prepared<CatalogRow>(
  'catalog_entry',
  `select ${[...lightColumns, ...heavyColumns].join(', ')} from catalog where repo_id = $1`,
)

async function findWholeEntry(db: Database, repoId: RepoId): Promise<CatalogEntry | null> {
  const [row] = await wholeEntry(db, repoId)
  return row ? toEntry(row) : null
}

export type CatalogRow = Pick<Selectable<CatalogTable>, (typeof lightColumns)[number]> &
  Partial<Pick<Selectable<CatalogTable>, HeavyColumn>>

export const toEntry = (row: CatalogRow): CatalogEntry => ({
  repoId: row.repo_id as RepoId,
  publicId: row.public_id,
  type: row.type,
  fullName: row.full_name,
  private: row.private,
  createdAt: row.created_at,
  lastModified: row.last_modified,
  head: row.head as CommitId | null,
  describedHead: row.described_head as CommitId | null,
  likes: row.likes,
  likes30d: row.likes_30d,
  downloads: row.downloads,
  downloadsAllTime: row.downloads_all_time,
  trendingScore: row.trending_score,
  tags: row.tags,
  pipelineTag: row.pipeline_tag,
  libraryName: row.library_name,
  sdk: row.sdk,
  description: row.description ?? null,
  cardData: row.card_data ?? null,
  config: row.config ?? null,
  transformersInfo: row.transformers_info ?? null,
  safetensors: row.safetensors ?? null,
  gguf: row.gguf ?? null,
  numParameters: row.num_parameters,
  mainSize: row.main_size,
  siblings: row.siblings ?? null,
})

export type CountedTag = { tag: string; count: number; pipelines: number; libraries: number }
export type TagCount = { tags: CountedTag[]; repos: number; percent: number }

/** Reads every row while there are few, later every so many-eth page: enough for the order of the frequent ones. */
export async function countTags(db: Database, type: string, sample: { rows: number; tags: number }): Promise<TagCount> {
  const { rows: sizes } = await sql<{ rows: number }>`
    select reltuples::float8 as rows from pg_class where oid = 'catalog'::regclass`.execute(db)
  const percent = Math.min(100, (100 * sample.rows) / Math.max(sizes[0]?.rows ?? 0, 1))
  const { rows } = await sql<CountedTag & { repos: number }>`
    with seen as materialized (
      select tags, pipeline_tag, library_name from catalog tablesample system (${percent})
      where type = ${type} and not private
    )
    select tag, count(*) as count, count(*) filter (where tag = pipeline_tag) as pipelines,
      count(*) filter (where tag = library_name) as libraries, (select count(*) from seen) as repos
    from seen cross join unnest(tags) as tag
    group by tag order by count(*) desc, tag limit ${sample.tags}`.execute(db)
  return { tags: rows, repos: Number(rows[0]?.repos ?? 0), percent }
}
