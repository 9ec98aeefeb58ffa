import type { ObjectKind } from '@kaihub/formats/git'
import { sql, type Selectable } from 'kysely'
import { digestFromBytes, digestToBytes, type Digest } from '../../../kit/digest.ts'
import type { CommitId, NamespaceId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { RevisionsTables } from './tables.ts'

const tables = (db: Database) => db.withTables<RevisionsTables>()

const kinds: ObjectKind[] = ['commit', 'tree', 'blob', 'tag']
const toBytes = (oid: string) => Buffer.from(oid, 'hex')
const toId = (bytes: Buffer) => bytes.toString('hex') as ObjectId

export type LfsTarget = { digest: Digest; sizeBytes: number }
/** What a git object is, without its body. */
export type ObjectInfo = { oid: ObjectId; kind: ObjectKind; sizeBytes: number; lfs: LfsTarget | null }
/** Where in which pack, itself a blob, an object is. */
export type PackPlace = { pack: Digest; offset: number }
/** The body is at hand in `data`, or in the blob store: alone under `digest`, or in a pack. */
export type GitObject = ObjectInfo &
  (
    | { data: Buffer; digest: null; packed?: undefined }
    | { data: null; digest: Digest; packed?: undefined }
    | { data: null; digest: null; packed: PackPlace }
  )

const rowsAtOnce = 500

/**
 * Safe to repeat: an object's name says what it holds. In the order of names, as two who insert the same rows in
 * different orders would wait for each other.
 */
export async function insertObjects(tx: Database, repoId: RepoId, objects: readonly GitObject[]): Promise<void> {
  const byName = new Map(objects.map((object) => [object.oid, object]))
  const inOrder = [...byName.values()].toSorted((a, b) => (a.oid < b.oid ? -1 : 1))
  for (let start = 0; start < inOrder.length; start += rowsAtOnce) {
    const rows = inOrder.slice(start, start + rowsAtOnce).map((object) => ({
      repo_id: repoId,
      oid: toBytes(object.oid),
      kind: kinds.indexOf(object.kind),
      size_bytes: object.sizeBytes,
      data: object.data,
      sha256: object.digest && digestToBytes(object.digest),
      lfs_sha256: object.lfs && digestToBytes(object.lfs.digest),
      lfs_size_bytes: object.lfs && object.lfs.sizeBytes,
    }))
    await tables(tx)
      .insertInto('git_objects')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['repo_id', 'oid']).doNothing())
      .execute()
  }
}

/** Indexes: git_objects and git_packs primary keys. */
export async function readObjects(
  db: Database,
  repoId: RepoId,
  oids: readonly ObjectId[],
): Promise<Map<ObjectId, GitObject>> {
  if (oids.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('git_objects as object')
    .leftJoin('git_packs as pack', (join) =>
      join.onRef('pack.repo_id', '=', 'object.repo_id').onRef('pack.number', '=', 'object.pack'),
    )
    .selectAll('object')
    .select('pack.sha256 as pack_sha256')
    .where('object.repo_id', '=', repoId)
    .where('object.oid', '=', sql<Buffer>`any(${oids.map(toBytes)})`)
    .execute()
  return new Map(rows.map((row) => [toId(row.oid), { ...toInfo(row), ...toBody(row) }]))
}

type BodyRow = Pick<RevisionsTables['git_objects'], 'data' | 'sha256' | 'pack_offset'> & { pack_sha256: Buffer | null }

function toBody({ data, sha256, pack_sha256, pack_offset }: BodyRow) {
  if (data) return { data, digest: null }
  if (sha256) return { data: null, digest: digestFromBytes(sha256) }
  return { data: null, digest: null, packed: { pack: digestFromBytes(pack_sha256!), offset: pack_offset! } }
}

/** Index: git_objects primary key. */
export async function readInfos(db: Database, repoId: RepoId, oids: readonly ObjectId[]): Promise<ObjectInfo[]> {
  if (oids.length === 0) return []
  const rows = await tables(db)
    .selectFrom('git_objects')
    .select(['oid', 'kind', 'size_bytes', 'lfs_sha256', 'lfs_size_bytes'])
    .where('repo_id', '=', repoId)
    .where('oid', '=', sql<Buffer>`any(${oids.map(toBytes)})`)
    .execute()
  return rows.map(toInfo)
}

type InfoRow = {
  oid: Buffer
  kind: number
  size_bytes: number
  lfs_sha256: Buffer | null
  lfs_size_bytes: number | null
}

const toInfo = (row: InfoRow): ObjectInfo => ({
  oid: toId(row.oid),
  kind: kinds[row.kind]!,
  sizeBytes: row.size_bytes,
  lfs: row.lfs_sha256 ? { digest: digestFromBytes(row.lfs_sha256), sizeBytes: row.lfs_size_bytes! } : null,
})

/** Gives a new repo the objects, packs and commits of another; all as of one moment, as packs take the place of others. */
export async function copyObjects(tx: Database, from: RepoId, to: RepoId): Promise<void> {
  await sql`
    with objects_copied as (
      insert into git_objects
        (repo_id, oid, kind, size_bytes, data, sha256, lfs_sha256, lfs_size_bytes, pack, pack_offset)
      select ${to}, oid, kind, size_bytes, data, sha256, lfs_sha256, lfs_size_bytes, pack, pack_offset
        from git_objects where repo_id = ${from}
    ), packs_copied as (
      insert into git_packs (repo_id, number, name, sha256, index_sha256, size_bytes, object_count)
      select ${to}, number, name, sha256, index_sha256, size_bytes, object_count
        from git_packs where repo_id = ${from}
    )
    insert into commits (repo_id, oid, tree_oid, parent_oid, depth, committed_at, more_parents, linear)
    select ${to}, oid, tree_oid, parent_oid, depth, committed_at, more_parents, linear
      from commits where repo_id = ${from}`.execute(tx)
}

export type CommitRow = {
  id: CommitId
  tree: ObjectId
  parent: CommitId | null
  /** of a merge, those after the first */
  moreParents: CommitId[]
  depth: number
  /** there is no merge down to the root */
  linear: boolean
  at: Date
}

/** Safe to repeat, as `insertObjects`. */
export async function insertCommits(tx: Database, repoId: RepoId, commits: readonly CommitRow[]): Promise<void> {
  const inOrder = commits.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (let start = 0; start < inOrder.length; start += rowsAtOnce)
    await tables(tx)
      .insertInto('commits')
      .values(
        inOrder.slice(start, start + rowsAtOnce).map((commit) => ({
          repo_id: repoId,
          oid: toBytes(commit.id),
          tree_oid: toBytes(commit.tree),
          parent_oid: commit.parent && toBytes(commit.parent),
          depth: commit.depth,
          committed_at: commit.at,
          more_parents: commit.moreParents.length > 0 ? commit.moreParents.map(toBytes) : null,
          linear: commit.linear,
        })),
      )
      .onConflict((conflict) => conflict.columns(['repo_id', 'oid']).doNothing())
      .execute()
}

/** Index: commits primary key. */
export async function findCommit(db: Database, repoId: RepoId, id: CommitId): Promise<CommitRow | null> {
  const row = await tables(db)
    .selectFrom('commits')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('oid', '=', toBytes(id))
    .executeTakeFirst()
  return row ? toCommit(row) : null
}

/** Those of these commits that are there. Index: commits primary key. */
export async function findCommits(db: Database, repoId: RepoId, ids: readonly CommitId[]): Promise<CommitRow[]> {
  if (ids.length === 0) return []
  const rows = await tables(db)
    .selectFrom('commits')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('oid', '=', sql<Buffer>`any(${ids.map(toBytes)})`)
    .execute()
  return rows.map(toCommit)
}

/** Commits whose id starts with these hex digits (at least 7, even or odd); two are enough to know it is ambiguous. */
export async function findByPrefix(db: Database, repoId: RepoId, prefix: string): Promise<CommitId[]> {
  const rows = await tables(db)
    .selectFrom('commits')
    .select('oid')
    .where('repo_id', '=', repoId)
    .where('oid', '>=', toBytes(prefix.padEnd(40, '0')))
    .where('oid', '<=', toBytes(prefix.padEnd(40, 'f')))
    .limit(2)
    .execute()
  return rows.map((row) => toId(row.oid))
}

/** Along first parents from `from`, newest first: skips `skip` commits and answers at most `limit`. Index: primary key. */
export async function walkHistory(
  db: Database,
  repoId: RepoId,
  { from, skip, limit }: { from: CommitId; skip: number; limit: number },
): Promise<CommitRow[]> {
  const { rows } = await sql<CommitColumns>`
    with recursive chain as (
      select oid, tree_oid, parent_oid, depth, committed_at, more_parents, linear, 0 as step
        from commits where repo_id = ${repoId} and oid = ${toBytes(from)}
      union all
      select c.oid, c.tree_oid, c.parent_oid, c.depth, c.committed_at, c.more_parents, c.linear, chain.step + 1
        from chain join commits c on c.repo_id = ${repoId} and c.oid = chain.parent_oid
        where chain.step + 1 < ${skip + limit}::int
    )
    select * from chain where step >= ${skip}::int order by step`.execute(db)
  return rows.map(toCommit)
}

/** How many commits there are from `from` down, merged ones too. Index: primary key. */
export async function countHistory(db: Database, repoId: RepoId, from: CommitId): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    with recursive history as (
      select oid, parent_oid, more_parents from commits where repo_id = ${repoId} and oid = ${toBytes(from)}
      union
      select c.oid, c.parent_oid, c.more_parents
        from history h
        cross join lateral unnest(array_append(coalesce(h.more_parents, '{}'), h.parent_oid)) parent (oid)
        join commits c on c.repo_id = ${repoId} and c.oid = parent.oid
    )
    select count(*)::int as total from history`.execute(db)
  return rows[0]!.total
}

type CommitColumns = Omit<Selectable<RevisionsTables['commits']>, 'repo_id'>

const toCommit = (row: CommitColumns): CommitRow => ({
  id: toId(row.oid),
  tree: toId(row.tree_oid),
  parent: row.parent_oid && toId(row.parent_oid),
  moreParents: (row.more_parents ?? []).map(toId),
  depth: row.depth,
  linear: row.linear,
  at: row.committed_at,
})

export type Ref = { name: string; oid: ObjectId; commit: CommitId }

/** Refs of exactly these names. Index: refs primary key. */
export async function findRefs(db: Database, repoId: RepoId, names: string[]): Promise<Ref[]> {
  const rows = await tables(db)
    .selectFrom('refs')
    .select(['name', 'oid', 'commit_oid'])
    .where('repo_id', '=', repoId)
    .where('name', '=', sql<string>`any(${names})`)
    .execute()
  return rows.map(toRef)
}

/** One ref that `name` would have as a folder, or that would have `name` as one. Index: refs primary key. */
export async function refsInTheWay(db: Database, repoId: RepoId, name: string): Promise<string[]> {
  const folders = [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index))
  const rows = await tables(db)
    .selectFrom('refs')
    .select('name')
    .where('repo_id', '=', repoId)
    .where((is) =>
      is.or([
        is('name', '=', sql<string>`any(${folders})`),
        // '0' comes right after '/': everything that begins with the name and a slash
        is.and([is('name', '>', `${name}/`), is('name', '<', `${name}0`)]),
      ]),
    )
    .limit(1)
    .execute()
  return rows.map((row) => row.name)
}

/** Index: refs primary key. */
export async function listRefs(db: Database, repoId: RepoId, limit: number): Promise<Ref[]> {
  const rows = await tables(db)
    .selectFrom('refs')
    .select(['name', 'oid', 'commit_oid'])
    .where('repo_id', '=', repoId)
    .orderBy('name')
    .limit(limit)
    .execute()
  return rows.map(toRef)
}

const toRef = (row: { name: string; oid: Buffer; commit_oid: Buffer }): Ref => ({
  name: row.name,
  oid: toId(row.oid),
  commit: toId(row.commit_oid),
})

/** Index: refs primary key. */
export async function countRefs(db: Database, repoId: RepoId): Promise<number> {
  const row = await tables(db)
    .selectFrom('refs')
    .select(sql<number>`count(*)::integer`.as('refs'))
    .where('repo_id', '=', repoId)
    .executeTakeFirstOrThrow()
  return row.refs
}

export type RefMove = {
  repoId: RepoId
  name: string
  from: ObjectId | null
  to: { oid: ObjectId; commit: CommitId } | null
  by: NamespaceId | null
}

/** Compare and swap: true when the ref stood where the caller thought and now stands where it should. */
export async function swapRef(tx: Database, move: RefMove): Promise<boolean> {
  const { repoId, name, from, to, by } = move
  const target = to && {
    oid: toBytes(to.oid),
    commit_oid: toBytes(to.commit),
    updated_by: by,
    updated_at: sql<Date>`now()`,
  }
  if (from === null) {
    if (!target) return false
    const made = await tables(tx)
      .insertInto('refs')
      .values({ repo_id: repoId, name, ...target })
      .onConflict((conflict) => conflict.columns(['repo_id', 'name']).doNothing())
      .executeTakeFirst()
    return made.numInsertedOrUpdatedRows === 1n
  }
  if (!target) {
    const gone = await tables(tx)
      .deleteFrom('refs')
      .where('repo_id', '=', repoId)
      .where('name', '=', name)
      .where('oid', '=', toBytes(from))
      .executeTakeFirst()
    return gone.numDeletedRows === 1n
  }
  const moved = await tables(tx)
    .updateTable('refs')
    .set(target)
    .where('repo_id', '=', repoId)
    .where('name', '=', name)
    .where('oid', '=', toBytes(from))
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

export async function logRefMove(tx: Database, { repoId, name, from, to, by }: RefMove, reason: string): Promise<void> {
  await tables(tx)
    .insertInto('ref_log')
    .values({
      repo_id: repoId,
      name,
      old_oid: from && toBytes(from),
      new_oid: to && toBytes(to.oid),
      reason,
      moved_by: by,
    })
    .execute()
}
