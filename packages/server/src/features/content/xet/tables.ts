import type { Generated } from 'kysely'
import type { ObjectsTables } from '../objects/tables.ts'

/** Chunks in a row, verified and durable; `sha256` names the stored bytes. */
export type XorbsTable = {
  xet_hash: Buffer
  sha256: Buffer
  /** as `encodeChunkIndex` packs it */
  chunk_index: Buffer
  content_bytes: number
  created_at: Generated<Date>
  last_touched_at: Generated<Date>
}

/** Xorbs that a repo brought or has files of: it may build on them. */
export type RepoXorbsTable = { repo_id: number; xorb: Buffer; linked_at: Generated<Date> }

/** Xorbs that a person sent or was told of, from any repo: their clients build on them without asking. */
export type PersonXorbsTable = { person_id: number; xorb: Buffer; seen_at: Generated<Date> }

/** How an object is made of chunks. One object may have several such files: chunk borders differ between clients. */
export type XetFilesTable = {
  xet_hash: Buffer
  sha256: Buffer
  size_bytes: number
  /** as `recipe.ts` packs it */
  recipe: Buffer
  created_at: Generated<Date>
}

/** Which xorbs a file is made of. */
export type XetFileXorbsTable = { file: Buffer; xorb: Buffer }

/** Where the chunks lie that clients ask for. */
export type ChunkPlacesTable = { chunk: Buffer; xorb: Buffer; position: number }

export type XetTables = ObjectsTables & {
  xorbs: XorbsTable
  repo_xorbs: RepoXorbsTable
  person_xorbs: PersonXorbsTable
  xet_files: XetFilesTable
  xet_file_xorbs: XetFileXorbsTable
  chunk_places: ChunkPlacesTable
}
