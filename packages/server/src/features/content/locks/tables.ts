import type { Generated } from 'kysely'

/** A file that one person alone may change, on every branch. */
export type LfsLocksTable = {
  /** in the order they were made */
  number: Generated<number>
  public_id: string
  repo_id: number
  path: string
  owner_id: number
  locked_at: Date
}

export type LocksTables = { lfs_locks: LfsLocksTable }
