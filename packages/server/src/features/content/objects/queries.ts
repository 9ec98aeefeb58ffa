import { sql } from 'kysely'
import { digestFromBytes, digestToBytes, type Digest } from '../../../kit/digest.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'
import { limits } from '../../../config/limits.ts'
import { prepared, type Database } from '../../../ports/database.ts'
import { hashToText } from '@kaihub/formats/xet'
import type { Receiver } from './object.ts'
import type { ObjectsTables } from './tables.ts'

const tables = (db: Database) => db.withTables<ObjectsTables>()

const rowsAtOnce = 1000

type Stored = { digest: Digest; sizeBytes: number }

/**
 * Names durable bytes and gives the repo access to them. Safe to repeat. In digest order, as two who lock the same
 * rows in different orders would wait for each other.
 */
export async function linkObjects(tx: Database, stored: readonly Stored[], { repoId, by }: Receiver): Promise<void> {
  const inOrder = new Map(stored.toSorted((a, b) => (a.digest < b.digest ? -1 : 1)).map((one) => [one.digest, one]))
  const rows = [...inOrder.values()].map(({ digest, sizeBytes }) => ({
    sha256: digestToBytes(digest),
    size_bytes: sizeBytes,
  }))
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce)
    await tables(tx)
      .insertInto('objects')
      .values(some.map((row) => ({ ...row, verified_at: sql<Date>`now()`, repack_at: repackAt(row.size_bytes) })))
      .onConflict((conflict) =>
        conflict.column('sha256').doUpdateSet({
          stored: true,
          last_touched_at: sql<Date>`now()`,
          repack_at: sql<Date | null>`coalesce(objects.repack_at, excluded.repack_at)`,
        }),
      )
      .execute()
  }
  await linkKnown(tx, stored, { repoId, by })
}

/** What is smaller gains nothing; what is new may soon be replaced. */
const repackAt = (sizeBytes: number) =>
  sizeBytes >= limits.repackedBytes && sizeBytes <= limits.repackedMostBytes
    ? sql<Date>`now() + make_interval(hours => ${limits.repackAfterHours})`
    : null

/** Gives the repo access to objects that have their rows. Safe to repeat. */
export async function linkKnown(tx: Database, objects: readonly Stored[], { repoId, by }: Receiver): Promise<void> {
  const inOrder = new Map(objects.toSorted((a, b) => (a.digest < b.digest ? -1 : 1)).map((one) => [one.digest, one]))
  const rows = [...inOrder.values()].map(({ digest, sizeBytes }) => ({
    repo_id: repoId,
    sha256: digestToBytes(digest),
    size_bytes: sizeBytes,
    linked_by: by,
  }))
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await tables(tx)
      .insertInto('repo_objects')
      .values(rows.slice(start, start + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['repo_id', 'sha256']).doNothing())
      .execute()
}

/** Gives a repo access to everything another repo has. Index: repo_objects primary key. */
export async function copyLinks(
  tx: Database,
  from: RepoId,
  to: { repoId: RepoId; by: NamespaceId | null },
): Promise<void> {
  await sql`
    insert into repo_objects (repo_id, sha256, size_bytes, linked_by)
    select ${to.repoId}, sha256, size_bytes, ${to.by} from repo_objects where repo_id = ${from}`.execute(tx)
  await sql`
    insert into repo_xorbs (repo_id, xorb)
    select ${to.repoId}, xorb from repo_xorbs where repo_id = ${from}`.execute(tx)
  await sql`
    insert into repo_xet_files (repo_id, file)
    select ${to.repoId}, file from repo_xet_files where repo_id = ${from}`.execute(tx)
}

export type LinkedObject = { digest: Digest; sizeBytes: number; linkedAt: Date }

/** A page of a repo's objects in digest order. Index: repo_objects primary key. */
export async function pageOfLinks(
  db: Database,
  repoId: RepoId,
  after: Digest | null,
  limit: number,
): Promise<LinkedObject[]> {
  const rows = await tables(db)
    .selectFrom('repo_objects')
    .select(['sha256', 'size_bytes', 'linked_at'])
    .where('repo_id', '=', repoId)
    .$if(after !== null, (query) => query.where('sha256', '>', digestToBytes(after!)))
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    digest: digestFromBytes(row.sha256),
    sizeBytes: row.size_bytes,
    linkedAt: row.linked_at,
  }))
}

/** Which of these objects the repo has, with their sizes. Index: repo_objects primary key. */
export async function heldObjects(db: Database, repoId: RepoId, digests: Digest[]): Promise<Map<Digest, number>> {
  if (digests.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('repo_objects')
    .select(['sha256', 'size_bytes'])
    .where('repo_id', '=', repoId)
    .where('sha256', '=', sql<Buffer>`any(${digests.map(digestToBytes)})`)
    .execute()
  return new Map(rows.map((row) => [digestFromBytes(row.sha256), row.size_bytes]))
}

/** Where an object's bytes are: the blob store, the Xet file that they are made as, or both. */
export type Whereabouts = { stored: boolean; xetFile: string | null }

const toWhereabouts = (row: { stored: boolean; xet_file: Buffer | null }): Whereabouts => ({
  stored: row.stored,
  xetFile: row.xet_file && hashToText(row.xet_file),
})

/** Null unless the repo links to the object. Index: both primary keys. */
export async function findLinked(db: Database, repoId: RepoId, digest: Digest): Promise<Whereabouts | null> {
  const row = await tables(db)
    .selectFrom('repo_objects')
    .innerJoin('objects', 'objects.sha256', 'repo_objects.sha256')
    .select(['objects.stored', 'objects.xet_file'])
    .where('repo_objects.repo_id', '=', repoId)
    .where('repo_objects.sha256', '=', digestToBytes(digest))
    .executeTakeFirst()
  return row ? toWhereabouts(row) : null
}

/** What an object that lives in chunks is made as, as text. Index: objects primary key. */
export async function findXetFile(db: Database, digest: Digest): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('objects')
    .select('xet_file')
    .where('sha256', '=', digestToBytes(digest))
    .executeTakeFirst()
  return row?.xet_file ? hashToText(row.xet_file) : null
}

/**
 * The Xet files that a repo's clients are told of for these objects, as text: only files that it proved to have, or it would
 * tell that somebody else has them. Of several the one that everybody is told of, or else the oldest, as clients remember it.
 * Index: xet_files_by_object.
 */
export async function xetFiles(db: Database, repoId: RepoId, digests: readonly Digest[]): Promise<Map<Digest, string>> {
  if (digests.length === 0) return new Map()
  const { rows } = await sql<{ sha256: Buffer; xet_hash: Buffer }>`
    select distinct on (file.sha256) file.sha256, file.xet_hash
    from xet_files file join objects on objects.sha256 = file.sha256
    join repo_xet_files on repo_id = ${repoId} and repo_xet_files.file = file.xet_hash
    where file.sha256 = any(${digests.map(digestToBytes)})
    order by file.sha256, file.xet_hash = objects.xet_file desc, file.created_at, file.xet_hash`.execute(db)
  return new Map(rows.map((row) => [digestFromBytes(row.sha256), hashToText(row.xet_hash)]))
}

/** Sum of the sizes of everything the repo links to. Index: repo_objects primary key. */
export async function linkedBytes(db: Database, repoId: RepoId): Promise<number> {
  const [row] = await bytesOfRepo(db, repoId)
  return Number(row?.total)
}

const bytesOfRepo = prepared<{ total: string }>(
  'linked_bytes',
  'select coalesce(sum(size_bytes), 0) as total from repo_objects where repo_id = $1',
)

export type StorageTotals = {
  /** objects that the hub answers for, and their bytes */
  objects: number
  objectBytes: number
  /** of these, the bytes that the blob store has as they are; the others are made of chunks */
  storedBytes: number
  /** what repos have, an object counted in each */
  linkedBytes: number
}

/** Reads both tables whole: ask now and then. */
export async function storageTotals(db: Database): Promise<StorageTotals> {
  const { rows } = await sql<StorageTotals>`
    select count(*) as objects, coalesce(sum(size_bytes), 0)::bigint as "objectBytes",
      coalesce(sum(size_bytes) filter (where stored), 0)::bigint as "storedBytes",
      (select coalesce(sum(size_bytes), 0)::bigint from repo_objects) as "linkedBytes"
    from objects`.execute(db)
  return rows[0]!
}

/** Every named object, a page at a time, in digest order. */
export async function pageOfObjects(db: Database, after: Digest | null, limit: number) {
  const rows = await tables(db)
    .selectFrom('objects')
    .select(['sha256', 'size_bytes', 'stored', 'xet_file'])
    .$if(after !== null, (query) => query.where('sha256', '>', digestToBytes(after!)))
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    digest: digestFromBytes(row.sha256),
    sizeBytes: row.size_bytes,
    ...toWhereabouts(row),
  }))
}

/** Which repos link to an object: whom its damage hurts. */
export async function reposLinking(db: Database, digest: Digest, limit: number): Promise<number[]> {
  const rows = await tables(db)
    .selectFrom('repo_objects')
    .select('repo_id')
    .where('sha256', '=', digestToBytes(digest))
    .limit(limit)
    .execute()
  return rows.map((row) => row.repo_id)
}

export type Upload = { id: string; repoId: RepoId; digest: Digest; sizeBytes: number; partBytes: number }
export type NewUpload = Upload & { by: NamespaceId | null; expiresAt: Date }

/**
 * One upload per object and repo: asking again goes on with the parts that are there. Whoever says another size begins
 * anew; parts of the upload before belong to nobody then and are swept.
 */
export async function startUpload(tx: Database, upload: NewUpload): Promise<Upload> {
  const row = await tables(tx)
    .insertInto('uploads')
    .values({
      id: upload.id,
      repo_id: upload.repoId,
      sha256: digestToBytes(upload.digest),
      size_bytes: upload.sizeBytes,
      part_bytes: upload.partBytes,
      started_by: upload.by,
      expires_at: upload.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['repo_id', 'sha256']).doUpdateSet({
        id: sql`case when uploads.size_bytes = excluded.size_bytes then uploads.id else excluded.id end`,
        part_bytes: sql`case when uploads.size_bytes = excluded.size_bytes then uploads.part_bytes else excluded.part_bytes end`,
        size_bytes: sql`excluded.size_bytes`,
        expires_at: sql`excluded.expires_at`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return toUpload(row)
}

export async function findUpload(db: Database, id: string): Promise<Upload | null> {
  const row = await tables(db).selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toUpload(row) : null
}

export async function endUpload(tx: Database, id: string): Promise<void> {
  await tables(tx).deleteFrom('uploads').where('id', '=', id).execute()
}

/** Uploads nobody finished in time; at most `limit`. Index: uploads_by_expiry. */
export async function expiredUploads(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await tables(db).selectFrom('uploads').select('id').where('expires_at', '<', now).limit(limit).execute()
  return rows.map((row) => row.id)
}

export async function allUploadIds(db: Database): Promise<Set<string>> {
  const rows = await tables(db).selectFrom('uploads').select('id').execute()
  return new Set(rows.map((row) => row.id))
}

function toUpload(row: {
  id: string
  repo_id: number
  sha256: Buffer
  size_bytes: number
  part_bytes: number
}): Upload {
  return {
    id: row.id,
    repoId: row.repo_id as RepoId,
    digest: digestFromBytes(row.sha256),
    sizeBytes: row.size_bytes,
    partBytes: row.part_bytes,
  }
}
