import type { ObjectKind } from '@kaihub/formats/git'
import { sql } from 'kysely'
import { digestFromBytes, digestToBytes, type Digest } from '../../../kit/digest.ts'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { LfsTarget } from '../revisions/queries.ts'
import type { GitTables } from './tables.ts'

const tables = (db: Database) => db.withTables<GitTables>()

const kinds: ObjectKind[] = ['commit', 'tree', 'blob', 'tag']
const toBytes = (oid: string) => Buffer.from(oid, 'hex')

export type NewPack = {
  name: string
  pack: Digest
  index: Digest
  packBytes: number
  indexBytes: number
  objectCount: number
}
export type StoredPack = Omit<NewPack, 'indexBytes'> & { number: number }

/** Index: git_packs primary key. */
export async function packsOf(db: Database, repoId: RepoId): Promise<StoredPack[]> {
  const rows = await tables(db)
    .selectFrom('git_packs')
    .select(['number', 'name', 'sha256', 'index_sha256', 'size_bytes', 'object_count'])
    .where('repo_id', '=', repoId)
    .execute()
  return rows.map((row) => ({
    number: row.number,
    name: row.name.toString('hex'),
    pack: digestFromBytes(row.sha256),
    index: digestFromBytes(row.index_sha256),
    packBytes: row.size_bytes,
    objectCount: row.object_count,
  }))
}

/** Names both files, whose bytes must be durable, and gives them to the repo. */
export async function insertPack(tx: Database, repoId: RepoId, pack: NewPack): Promise<number> {
  const files = [
    { sha256: digestToBytes(pack.pack), size_bytes: pack.packBytes },
    { sha256: digestToBytes(pack.index), size_bytes: pack.indexBytes },
  ]
  await tables(tx)
    .insertInto('objects')
    .values(files.map((file) => ({ ...file, verified_at: sql<Date>`now()` })))
    .onConflict((conflict) =>
      conflict.column('sha256').doUpdateSet({ stored: true, last_touched_at: sql<Date>`now()` }),
    )
    .execute()
  // Pushed again after all its refs were gone: the same bytes have the same name.
  const row = await tables(tx)
    .insertInto('git_packs')
    .values({
      repo_id: repoId,
      name: toBytes(pack.name),
      sha256: digestToBytes(pack.pack),
      index_sha256: digestToBytes(pack.index),
      size_bytes: pack.packBytes,
      object_count: pack.objectCount,
    })
    .onConflict((conflict) => conflict.columns(['repo_id', 'name']).doUpdateSet({ name: toBytes(pack.name) }))
    .returning('number')
    .executeTakeFirstOrThrow()
  return row.number
}

/** What no pack holds yet. Index: git_objects_loose. */
export async function looseObjects(db: Database, repoId: RepoId): Promise<ObjectId[]> {
  const { rows } = await sql<{ oid: Buffer }>`
    select oid from git_objects where repo_id = ${repoId} and pack is null`.execute(db)
  return rows.map((row) => row.oid.toString('hex') as ObjectId)
}

export type PackedObject = {
  oid: string
  kind: ObjectKind
  sizeBytes: number
  offset: number
  /** kept beside the row as well */
  body: Buffer | null
  lfs: LfsTarget | null
}

/** Rows for what a pack brings; what the repo has already stays as it is. */
export async function insertPacked(
  tx: Database,
  repoId: RepoId,
  pack: number,
  objects: readonly PackedObject[],
): Promise<void> {
  await sql`
    insert into git_objects
      (repo_id, oid, kind, size_bytes, data, lfs_sha256, lfs_size_bytes, pack, pack_offset)
    select ${repoId}::bigint, oid, kind, size_bytes, data, lfs_sha256, lfs_size_bytes, ${pack}::bigint, pack_offset
    from unnest(
      ${objects.map((object) => toBytes(object.oid))}::bytea[],
      ${objects.map((object) => kinds.indexOf(object.kind))}::smallint[],
      ${objects.map((object) => object.sizeBytes)}::bigint[],
      ${objects.map((object) => object.body)}::bytea[],
      ${objects.map((object) => object.lfs && digestToBytes(object.lfs.digest))}::bytea[],
      ${objects.map((object) => object.lfs && object.lfs.sizeBytes)}::bigint[],
      ${objects.map((object) => object.offset)}::bigint[]
    ) as brought (oid, kind, size_bytes, data, lfs_sha256, lfs_size_bytes, pack_offset)
    on conflict (repo_id, oid) do nothing`.execute(tx)
}

/** False when one of these packs is no longer the repo's. Nobody else changes them until the transaction ends. */
export async function lockPacks(tx: Database, repoId: RepoId, packs: readonly number[]): Promise<boolean> {
  const rows = await tables(tx)
    .selectFrom('git_packs')
    .select('number')
    .where('repo_id', '=', repoId)
    .where('number', '=', sql<number>`any(${packs}::bigint[])`)
    .orderBy('number')
    .forUpdate()
    .execute()
  return rows.length === packs.length
}

/** What is kept at hand however large: folders above this size are read from their pack. */
const treeBytesAtHand = 2048

/** From now on these objects are read from this pack. Index: git_objects primary key. */
export async function movePacked(
  tx: Database,
  repoId: RepoId,
  pack: number,
  places: readonly { oid: string; offset: number }[],
): Promise<void> {
  await sql`
    update git_objects object
    set pack = ${pack}::bigint, pack_offset = place.pack_offset,
      data = case when object.kind = 1 and object.size_bytes > ${treeBytesAtHand}::int then null else object.data end
    from unnest(
      ${places.map((place) => toBytes(place.oid))}::bytea[],
      ${places.map((place) => place.offset)}::bigint[]
    ) as place (oid, pack_offset)
    where object.repo_id = ${repoId} and object.oid = place.oid`.execute(tx)
}

/** Whether some object is still read from one of these packs. Index: git_objects primary key, all of the repo. */
export async function arePacksInUse(tx: Database, repoId: RepoId, packs: readonly number[]): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('git_objects')
    .select('oid')
    .where('repo_id', '=', repoId)
    .where('pack', '=', sql<number>`any(${packs}::bigint[])`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The repo no longer names these packs. Their bytes stay for those who read an old row just now. */
export async function retirePacks(tx: Database, repoId: RepoId, packs: readonly number[]): Promise<void> {
  await sql`
    with gone as (
      delete from git_packs where repo_id = ${repoId} and number = any(${packs}::bigint[])
      returning sha256, index_sha256
    )
    insert into retired_packs (sha256)
    select sha256 from gone union select index_sha256 from gone
    on conflict (sha256) do update set retired_at = now()`.execute(tx)
}

/** Index: none; there are few. */
export async function retiredBefore(db: Database, before: Date, limit: number): Promise<Digest[]> {
  const rows = await tables(db)
    .selectFrom('retired_packs')
    .select('sha256')
    .where('retired_at', '<', before)
    .limit(limit)
    .execute()
  return rows.map((row) => digestFromBytes(row.sha256))
}

/**
 * True when the bytes may go: their row is gone with it. Not while a repo has them, as a pack or as a file, nor when
 * somebody is about to store them again.
 */
export async function forgetPackFile(tx: Database, digest: Digest, before: Date): Promise<boolean> {
  const sha256 = digestToBytes(digest)
  const row = await tables(tx)
    .selectFrom('objects')
    .select('last_touched_at')
    .where('sha256', '=', sha256)
    .forUpdate()
    .executeTakeFirst()
  // Whoever stores it may yet fail to: looked at again the next time.
  if (!row || row.last_touched_at > before) return false
  await tables(tx).deleteFrom('retired_packs').where('sha256', '=', sha256).execute()
  const { numAffectedRows } = await sql`
    delete from objects where sha256 = ${sha256} and xet_file is null
      and not exists (select from git_packs where git_packs.sha256 = objects.sha256)
      and not exists (select from git_packs where index_sha256 = objects.sha256)
      and not exists (select from repo_objects where repo_objects.sha256 = objects.sha256)
      and not exists (select from xorbs where xorbs.sha256 = objects.sha256)`.execute(tx)
  return numAffectedRows === 1n
}

/** Keeps bytes that are about to be stored again from being swept. Waits for a sweep that is at them. */
export async function touchPackFile(db: Database, digest: Digest): Promise<void> {
  await tables(db)
    .updateTable('objects')
    .set({ last_touched_at: sql<Date>`now()` })
    .where('sha256', '=', digestToBytes(digest))
    .execute()
}
