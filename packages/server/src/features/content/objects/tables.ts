import type { Generated } from 'kysely'

/** Bytes that the hub answers for, in the blob store or made of chunks that are. A row is written only after its bytes are durable. */
export type ObjectsTable = {
  sha256: Buffer
  size_bytes: number
  /** whether the blob store has it whole; otherwise `xet_file` says what it is made of */
  stored: Generated<boolean>
  xet_file: Buffer | null
  /** when its next step towards living in chunks is due */
  repack_at: Date | null
  created_at: Generated<Date>
  last_touched_at: Generated<Date>
  verified_at: Date | null
}

/** Bytes are shared; access goes through a repo's link. */
export type RepoObjectsTable = {
  repo_id: number
  sha256: Buffer
  size_bytes: number
  linked_by: number | null
  linked_at: Generated<Date>
}

/** A large upload that arrives in parts. */
export type UploadsTable = {
  id: string
  repo_id: number
  sha256: Buffer
  size_bytes: number
  part_bytes: number
  started_by: number | null
  created_at: Generated<Date>
  expires_at: Date
}

export type ObjectsTables = { objects: ObjectsTable; repo_objects: RepoObjectsTable; uploads: UploadsTable }
