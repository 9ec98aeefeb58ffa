/** Rows into the tables of accounts, repos and observatory, thousands at a time. */
import type { Pool } from 'pg'
import { catalogIndexes } from '../../packages/server/src/features/observatory/migrations/catalog-indexes.ts'
import { makeCommit, type SeedCommit, type SeedObject } from './contents.ts'
import type { SeedNamespace, SeedRepo } from './repos.ts'

type Column<Row> = [name: string, type: string, value: (row: Row) => unknown]

const separator = '\x1f'
const publicId = (kind: string, id: number): string => kind + id.toString(16).padStart(24 - kind.length, '0')
const fullName = (repo: SeedRepo): string => `${repo.namespace.name}/${repo.name}`

/** One array per column: the fastest way in that the driver has. */
async function insert<Row>(pool: Pool, table: string, columns: Column<Row>[], rows: Row[]): Promise<void> {
  const names = columns.map(([name]) => name).join(', ')
  const arrays = columns.map(
    ([, type], at) => `$${at + 1}::${type === 'words' || type === 'lexemes' ? 'text' : type}[]`,
  )
  const values = columns.map(([name, type]) =>
    type === 'words' ? words(name) : type === 'lexemes' ? `array_to_tsvector(${words(name)})` : name,
  )
  await pool.query(
    `insert into ${table} (${names}) overriding system value
     select ${values.join(', ')} from unnest(${arrays.join(', ')}) as given (${names})`,
    columns.map(([, , value]) => rows.map(value)),
  )
}

const words = (name: string): string => `string_to_array(${name}, E'\\x1f')`
const no = (): boolean => false

export async function insertNamespaces(pool: Pool, namespaces: SeedNamespace[]): Promise<void> {
  await insert<SeedNamespace>(
    pool,
    'namespaces',
    [
      ['id', 'bigint', ({ id }) => id],
      ['public_id', 'text', ({ id }) => publicId('5eed0', id)],
      ['name', 'text', ({ name }) => name],
      ['kind', 'text', ({ kind }) => kind],
      ['full_name', 'text', ({ name }) => name],
      ['created_at', 'timestamptz', () => '2022-01-01T00:00:00Z'],
    ],
    namespaces,
  )
  const id: Column<SeedNamespace> = ['id', 'bigint', ({ id }) => id]
  const [users, organizations] = [
    namespaces.filter(({ kind }) => kind === 'user'),
    namespaces.filter(({ kind }) => kind === 'org'),
  ]
  await insert(pool, 'users', [id, ['must_change_password', 'boolean', no], ['is_admin', 'boolean', no]], users)
  await insert(pool, 'organizations', [id, ['default_visibility', 'text', () => 'public']], organizations)
}

export async function insertRepos(pool: Pool, repos: SeedRepo[]): Promise<void> {
  await insert<SeedRepo>(
    pool,
    'repos',
    [
      ['id', 'bigint', (repo) => repo.id],
      ['public_id', 'text', (repo) => publicId('5eed1', repo.id)],
      ['type', 'text', (repo) => repo.type],
      ['namespace_id', 'bigint', (repo) => repo.namespace.id],
      ['namespace', 'text', (repo) => repo.namespace.name],
      ['name', 'text', (repo) => repo.name],
      ['full_name_lower', 'text', (repo) => fullName(repo).toLowerCase()],
      ['visibility', 'text', (repo) => (repo.private ? 'private' : 'public')],
      ['created_at', 'timestamptz', (repo) => repo.createdAt.toISOString()],
    ],
    repos,
  )
  const made = repos.map((repo) => ({ ...repo, commit: makeCommit(repo) }))
  await insert(pool, 'catalog', catalogColumns, made)
  await insertContents(
    pool,
    made.filter(({ id }) => id % wholeRepos === 0),
  )
}

/** one repo in so many has what its head names; of the others only the catalog knows */
const wholeRepos = 20

const bytes = (oid: string): Buffer => Buffer.from(oid, 'hex')
const oid = (name: string): Column<RepoAtCommit> => [name, 'bytea', ({ commit }) => bytes(commit.id)]

async function insertContents(pool: Pool, repos: RepoAtCommit[]): Promise<void> {
  const objects = repos.flatMap(({ id, commit }) =>
    [...new Map(commit.objects.map((object) => [object.oid, object])).values()].map((object) => ({ id, ...object })),
  )
  await insert<SeedObject & { id: number }>(
    pool,
    'git_objects',
    [
      ['repo_id', 'bigint', ({ id }) => id],
      ['oid', 'bytea', ({ oid }) => bytes(oid)],
      ['kind', 'smallint', ({ kind }) => ['commit', 'tree', 'blob'].indexOf(kind)],
      ['size_bytes', 'bigint', ({ data }) => data.length],
      ['data', 'bytea', ({ data }) => data],
    ],
    objects,
  )
  const id: Column<RepoAtCommit> = ['repo_id', 'bigint', (repo) => repo.id]
  await insert(
    pool,
    'commits',
    [
      id,
      oid('oid'),
      ['tree_oid', 'bytea', ({ commit }) => bytes(commit.tree)],
      ['depth', 'int', () => 1],
      ['committed_at', 'timestamptz', (repo) => repo.lastModified.toISOString()],
    ],
    repos,
  )
  await insert(pool, 'refs', [id, ['name', 'text', () => 'refs/heads/main'], oid('oid'), oid('commit_oid')], repos)
}

type RepoAtCommit = SeedRepo & { commit: SeedCommit }

const catalogColumns: Column<RepoAtCommit>[] = [
  ['repo_id', 'bigint', (repo) => repo.id],
  ['namespace_id', 'bigint', (repo) => repo.namespace.id],
  ['created_at', 'timestamptz', (repo) => repo.createdAt.toISOString()],
  ['last_modified', 'timestamptz', (repo) => repo.lastModified.toISOString()],
  ['downloads', 'bigint', (repo) => repo.downloads],
  ['downloads_all_time', 'bigint', (repo) => repo.downloadsAllTime],
  ['num_parameters', 'bigint', (repo) => repo.numParameters],
  ['main_size', 'bigint', (repo) => repo.mainSize],
  ['likes', 'int', (repo) => repo.likes],
  ['likes_30d', 'int', (repo) => repo.likes30d],
  ['trending_score', 'int', (repo) => repo.trendingScore],
  ['private', 'boolean', (repo) => repo.private],
  ['type', 'text', (repo) => repo.type],
  ['public_id', 'text', (repo) => publicId('5eed1', repo.id)],
  ['full_name', 'text', fullName],
  ['full_name_lower', 'text', (repo) => fullName(repo).toLowerCase()],
  ['pipeline_tag', 'text', (repo) => repo.pipelineTag],
  ['library_name', 'text', (repo) => repo.libraryName],
  ['sdk', 'text', (repo) => repo.sdk],
  ['head', 'text', ({ commit }) => commit.id],
  ['described_head', 'text', ({ commit }) => commit.id],
  ['siblings', 'words', (repo) => repo.siblings.join(separator)],
  ['tags', 'words', (repo) => repo.tags.join(separator)],
  ['search', 'lexemes', (repo) => repo.lexemes.join(separator)],
  ['description', 'text', (repo) => repo.description],
  ['card_data', 'jsonb', (repo) => JSON.stringify({ tags: repo.tags, title: repo.title })],
]

export async function lastIds(pool: Pool): Promise<{ namespace: number; repo: number }> {
  const { rows } = await pool.query<{ namespace: number; repo: number }>(
    `select (select coalesce(max(id), 0) from namespaces) as namespace, (select coalesce(max(id), 0) from repos) as repo`,
  )
  return rows[0]!
}

/** Filling an index afterwards is many times faster than keeping it while rows come in. */
export async function dropIndexes(pool: Pool): Promise<void> {
  await pool.query('alter table catalog set (autovacuum_enabled = false)')
  for (const index of catalogIndexes) await pool.query(`drop index if exists ${index.split(' ')[0]}`)
}

export async function createIndexes(pool: Pool, tell: (line: string) => void): Promise<void> {
  // The slow ones first; two at a time, as indexes are made on one core each.
  const waiting = catalogIndexes.toReversed()
  const work = async (): Promise<void> => {
    const client = await pool.connect()
    try {
      await client.query(`set maintenance_work_mem = '512MB'`)
      for (let index = waiting.shift(); index; index = waiting.shift()) {
        await client.query(`create index ${index}`)
        tell(`  ${index.split(' ')[0]}`)
      }
    } finally {
      client.release(true)
    }
  }
  await Promise.all([work(), work()])
}

/** What autovacuum would do in its own time: without it lists know nothing about what is common and what is rare. */
export async function finish(pool: Pool): Promise<void> {
  await pool.query('alter table catalog reset (autovacuum_enabled)')
  for (const table of ['namespaces', 'repos'])
    await pool.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`)
  for (const table of ['namespaces', 'users', 'organizations', 'repos', 'git_objects', 'commits', 'refs', 'catalog'])
    await pool.query(`vacuum analyze ${table}`)
}
