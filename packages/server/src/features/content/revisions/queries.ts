import type { ObjectKind } from '@kaihub/formats/git'
import { sql } from 'kysely'
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
/** The body is at hand in `data`, or in the blob store under `digest`. */
export type GitObject = ObjectInfo & ({ data: Buffer; digest: null } | { data: null; digest: Digest })

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

/** Index: git_objects primary key. */
export async function readObjects(
  db: Database,
  repoId: RepoId,
  oids: readonly ObjectId[],
): Promise<Map<ObjectId, GitObject>> {
  if (oids.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('git_objects')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('oid', '=', sql<Buffer>`any(${oids.map(toBytes)})`)
    .execute()
  return new Map(
    rows.map((row) => {
      const body = row.data ? { data: row.data, digest: null } : { data: null, digest: digestFromBytes(row.sha256!) }
      return [toId(row.oid), { ...toInfo(row), ...body }]
    }),
  )
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

/** Gives a new repo the objects and commits of another. Index: primary keys. */
export async function copyObjects(tx: Database, from: RepoId, to: RepoId): Promise<void> {
  await sql`
    insert into git_objects (repo_id, oid, kind, size_bytes, data, sha256, lfs_sha256, lfs_size_bytes)
    select ${to}, oid, kind, size_bytes, data, sha256, lfs_sha256, lfs_size_bytes
      from git_objects where repo_id = ${from}`.execute(tx)
  await sql`
    insert into commits (repo_id, oid, tree_oid, parent_oid, depth, committed_at)
    select ${to}, oid, tree_oid, parent_oid, depth, committed_at from commits where repo_id = ${from}`.execute(tx)
}

export type CommitRow = { id: CommitId; tree: ObjectId; parent: CommitId | null; depth: number; at: Date }

export async function insertCommit(tx: Database, repoId: RepoId, commit: CommitRow): Promise<void> {
  await tables(tx)
    .insertInto('commits')
    .values({
      repo_id: repoId,
      oid: toBytes(commit.id),
      tree_oid: toBytes(commit.tree),
      parent_oid: commit.parent && toBytes(commit.parent),
      depth: commit.depth,
      committed_at: commit.at,
    })
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
  const { rows } = await sql<RevisionsTables['commits'] & { step: number }>`
    with recursive chain as (
      select oid, tree_oid, parent_oid, depth, committed_at, 0 as step
        from commits where repo_id = ${repoId} and oid = ${toBytes(from)}
      union all
      select c.oid, c.tree_oid, c.parent_oid, c.depth, c.committed_at, chain.step + 1
        from chain join commits c on c.repo_id = ${repoId} and c.oid = chain.parent_oid
        where chain.step + 1 < ${skip + limit}::int
    )
    select oid, tree_oid, parent_oid, depth, committed_at from chain where step >= ${skip}::int order by step`.execute(
    db,
  )
  return rows.map(toCommit)
}

type CommitColumns = { oid: Buffer; tree_oid: Buffer; parent_oid: Buffer | null; depth: number; committed_at: Date }

const toCommit = (row: CommitColumns): CommitRow => ({
  id: toId(row.oid),
  tree: toId(row.tree_oid),
  parent: row.parent_oid && toId(row.parent_oid),
  depth: row.depth,
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
