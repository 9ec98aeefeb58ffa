import { hashFromText, hashToText } from '@kaihub/formats/xet'
import { sql } from 'kysely'
import { digestFromBytes, digestToBytes, type Digest } from '../../../kit/digest.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { XetTables } from './tables.ts'
import type { XetHash } from './xet.ts'

const tables = (db: Database) => db.withTables<XetTables>()

const rowsAtOnce = 1000
const textOf = (hash: Buffer) => hashToText(hash) as XetHash
const anyOf = (hashes: readonly XetHash[]) => sql<Buffer>`any(${hashes.map(hashFromText)})`

export type StoredXorb = { xorb: XetHash; digest: Digest; storedBytes: number; chunkIndex: Buffer }

/** Index: xorbs primary key. */
export async function findXorbs(db: Database, hashes: readonly XetHash[]): Promise<StoredXorb[]> {
  if (hashes.length === 0) return []
  const rows = await tables(db)
    .selectFrom('xorbs')
    .innerJoin('objects', 'objects.sha256', 'xorbs.sha256')
    .select(['xorbs.xet_hash', 'xorbs.sha256', 'xorbs.chunk_index', 'objects.size_bytes'])
    .where('xorbs.xet_hash', '=', anyOf(hashes))
    .execute()
  return rows.map((row) => ({
    xorb: textOf(row.xet_hash),
    digest: digestFromBytes(row.sha256),
    storedBytes: row.size_bytes,
    chunkIndex: row.chunk_index,
  }))
}

export type NewXorb = StoredXorb & { contentBytes: number }

/** The bytes must be durable. False when the xorb is there already: its stored bytes stay, as others have addresses into them. */
export async function insertXorb(tx: Database, xorb: NewXorb): Promise<boolean> {
  await tables(tx)
    .insertInto('objects')
    .values({ sha256: digestToBytes(xorb.digest), size_bytes: xorb.storedBytes, verified_at: sql<Date>`now()` })
    .onConflict((conflict) =>
      conflict.column('sha256').doUpdateSet({ stored: true, repack_at: null, last_touched_at: sql<Date>`now()` }),
    )
    .execute()
  const row = await tables(tx)
    .insertInto('xorbs')
    .values({
      xet_hash: hashFromText(xorb.xorb),
      sha256: digestToBytes(xorb.digest),
      chunk_index: xorb.chunkIndex,
      content_bytes: xorb.contentBytes,
    })
    .onConflict((conflict) => conflict.column('xet_hash').doNothing())
    .returning('xet_hash')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Lets a repo build on xorbs, and says that a client relies on them. In order of names, so that nobody waits in a ring.
 * @returns how many the repo did not have
 */
export async function linkXorbs(tx: Database, repoId: RepoId, hashes: readonly XetHash[]): Promise<number> {
  let linked = 0
  const inOrder = [...new Set(hashes)].toSorted()
  for (let start = 0; start < inOrder.length; start += rowsAtOnce) {
    const some = inOrder.slice(start, start + rowsAtOnce)
    await sql`
      update xorbs set last_touched_at = now() from (
        select xet_hash from xorbs where xet_hash = ${anyOf(some)} order by xet_hash for no key update
      ) touched where xorbs.xet_hash = touched.xet_hash`.execute(tx)
    const result = await tables(tx)
      .insertInto('repo_xorbs')
      .values(some.map((xorb) => ({ repo_id: repoId, xorb: hashFromText(xorb) })))
      .onConflict((conflict) => conflict.columns(['repo_id', 'xorb']).doNothing())
      .executeTakeFirst()
    linked += Number(result.numInsertedOrUpdatedRows ?? 0)
  }
  return linked
}

/** Notes that a person's clients may build on these xorbs from now on. */
export async function rememberXorbs(tx: Database, person: NamespaceId, hashes: readonly XetHash[]): Promise<void> {
  const inOrder = [...new Set(hashes)].toSorted()
  for (let start = 0; start < inOrder.length; start += rowsAtOnce)
    await tables(tx)
      .insertInto('person_xorbs')
      .values(inOrder.slice(start, start + rowsAtOnce).map((xorb) => ({ person_id: person, xorb: hashFromText(xorb) })))
      .onConflict((conflict) => conflict.columns(['person_id', 'xorb']).doUpdateSet({ seen_at: sql<Date>`now()` }))
      .execute()
}

type Holder = { repoId: RepoId; by: NamespaceId | null }

/** Those of these repos that link to something still, held until the transaction ends. */
export async function reposStill(tx: Database, repoIds: readonly RepoId[]): Promise<RepoId[]> {
  const { rows } = await sql<{ repo_id: number }>`
    select distinct on (repo_id) repo_id from (
      select repo_id from repo_objects where repo_id = any(${repoIds}::bigint[]) for key share
    ) held order by repo_id`.execute(tx)
  return rows.map((row) => row.repo_id as RepoId)
}

/** Which of these xorbs the repo has, or the person knows from elsewhere. Index: both primary keys. */
export async function xorbsKnownTo(
  db: Database,
  { repoId, by }: Holder,
  hashes: readonly XetHash[],
): Promise<Set<XetHash>> {
  if (hashes.length === 0) return new Set()
  const ofRepo = tables(db)
    .selectFrom('repo_xorbs')
    .select('xorb')
    .where('repo_id', '=', repoId)
    .where('xorb', '=', anyOf(hashes))
  const ofPerson = tables(db)
    .selectFrom('person_xorbs')
    .select('xorb')
    .where('person_id', '=', by)
    .where('xorb', '=', anyOf(hashes))
  const rows = await ofRepo.union(ofPerson).execute()
  return new Set(rows.map((row) => textOf(row.xorb)))
}

/** Some repos that have these xorbs, oldest links first. Index: repo_xorbs_by_xorb. */
export async function reposOfXorbs(
  db: Database,
  hashes: readonly XetHash[],
  limit: number,
): Promise<{ xorb: XetHash; repoId: RepoId }[]> {
  const { rows } = await sql<{ xorb: Buffer; repo_id: number }>`
    select wanted.xorb, holder.repo_id from unnest(${hashes.map(hashFromText)}::bytea[]) as wanted (xorb)
    cross join lateral (
      select repo_id from repo_xorbs where repo_xorbs.xorb = wanted.xorb order by linked_at limit ${limit}
    ) holder`.execute(db)
  return rows.map((row) => ({ xorb: textOf(row.xorb), repoId: row.repo_id as RepoId }))
}

export type XetFile = { file: XetHash; digest: Digest; sizeBytes: number; recipe: Buffer }

/** Index: xet_files primary key. */
export async function findFile(db: Database, file: XetHash): Promise<XetFile | null> {
  const row = await tables(db)
    .selectFrom('xet_files')
    .selectAll()
    .where('xet_hash', '=', hashFromText(file))
    .executeTakeFirst()
  if (!row) return null
  return { file, digest: digestFromBytes(row.sha256), sizeBytes: row.size_bytes, recipe: row.recipe }
}

export type NewXetFile = XetFile & { xorbs: readonly XetHash[] }

/** Whether the repo's clients may have the recipe of a file. Index: repo_xet_files primary key. */
export async function hasFile(db: Database, repoId: RepoId, file: XetHash): Promise<boolean> {
  const { rows } = await sql`
    select from repo_xet_files where repo_id = ${repoId} and file = ${hashFromText(file)}`.execute(db)
  return rows.length > 0
}

/** From here on the repo's clients are told of these files. Safe to repeat. */
export async function linkFiles(tx: Database, repoId: RepoId, files: readonly XetHash[]): Promise<void> {
  await sql`
    insert into repo_xet_files (repo_id, file)
    select ${repoId}, file from unnest(${[...files].toSorted().map(hashFromText)}::bytea[]) as linked (file)
    on conflict do nothing`.execute(tx)
}

/** The content must have been read back and hashed. What is known already stays as it is: clients cache by it. */
export async function insertFile(tx: Database, newFile: NewXetFile): Promise<void> {
  const { file, digest, sizeBytes, recipe } = newFile
  const [sha256, xetHash] = [digestToBytes(digest), hashFromText(file)]
  await sql`
    insert into objects (sha256, size_bytes, stored, xet_file, verified_at)
    values (${sha256}, ${sizeBytes}, false, ${xetHash}, now())
    on conflict (sha256) do update
    set last_touched_at = now(), xet_file = coalesce(objects.xet_file, excluded.xet_file)`.execute(tx)
  const isNew = await tables(tx)
    .insertInto('xet_files')
    .values({ xet_hash: xetHash, sha256, size_bytes: sizeBytes, recipe })
    .onConflict((conflict) => conflict.column('xet_hash').doNothing())
    .returning('xet_hash')
    .executeTakeFirst()
  // Another recipe of the same file is not kept, and so neither is what it is made of.
  if (!isNew) return
  await sql`
    insert into xet_file_xorbs (file, xorb)
    select ${xetHash}, xorb from unnest(${newFile.xorbs.map(hashFromText)}::bytea[]) as made_of (xorb)
    on conflict do nothing`.execute(tx)
}

/** The xorbs of the newest file that is made of this one, among others. Index: xet_file_xorbs_by_xorb. */
export async function neighboursOf(db: Database, xorb: XetHash, limit: number): Promise<XetHash[]> {
  const { rows } = await sql<{ xorb: Buffer }>`
    select xorb from xet_file_xorbs where file = (
      select file from xet_file_xorbs join xet_files on xet_hash = file where xorb = ${hashFromText(xorb)}
      order by created_at desc limit 1
    ) limit ${limit}`.execute(db)
  return rows.map((row) => textOf(row.xorb))
}

export type Repackable = { digest: Digest; sizeBytes: number; isPacked: boolean }

/** Objects whose next step is due, oldest first. Index: objects_to_repack. */
export async function dueForRepack(db: Database, now: Date, limit: number): Promise<Repackable[]> {
  const rows = await tables(db)
    .selectFrom('objects')
    .select(['sha256', 'size_bytes', 'xet_file'])
    .where('repack_at', '<=', now)
    .orderBy('repack_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    digest: digestFromBytes(row.sha256),
    sizeBytes: row.size_bytes,
    isPacked: row.xet_file !== null,
  }))
}

/** Null: there is no further step. */
export async function planRepack(tx: Database, digest: Digest, at: Date | null): Promise<void> {
  await tables(tx).updateTable('objects').set({ repack_at: at }).where('sha256', '=', digestToBytes(digest)).execute()
}

/** From here on the object lives in chunks alone, unless its bytes are chunks of others themselves: then false. */
export async function forgetWhole(tx: Database, digest: Digest): Promise<boolean> {
  const row = await tables(tx)
    .updateTable('objects')
    .set({ stored: false, repack_at: null })
    .where('sha256', '=', digestToBytes(digest))
    .where('xet_file', 'is not', null)
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('xorbs').select('xorbs.xet_hash').whereRef('xorbs.sha256', '=', 'objects.sha256')),
      ),
    )
    .returning('sha256')
    .executeTakeFirst()
  return row !== undefined
}

export type ChunkPlace = { chunk: Buffer; xorb: XetHash; position: number }

export async function insertChunkPlaces(tx: Database, places: readonly ChunkPlace[]): Promise<void> {
  const inOrder = places.toSorted((a, b) => a.chunk.compare(b.chunk) || (a.xorb < b.xorb ? -1 : 1))
  for (let start = 0; start < inOrder.length; start += rowsAtOnce) {
    await tables(tx)
      .insertInto('chunk_places')
      .values(inOrder.slice(start, start + rowsAtOnce).map((place) => ({ ...place, xorb: hashFromText(place.xorb) })))
      .onConflict((conflict) => conflict.columns(['chunk', 'xorb']).doNothing())
      .execute()
  }
}

/** Xorbs that hold a chunk. Index: chunk_places primary key. */
export async function xorbsWithChunk(db: Database, chunk: XetHash, limit: number): Promise<XetHash[]> {
  const rows = await tables(db)
    .selectFrom('chunk_places')
    .select('xorb')
    .where('chunk', '=', hashFromText(chunk))
    .limit(limit)
    .execute()
  return rows.map((row) => textOf(row.xorb))
}
