import type { Generated } from 'kysely'

/**
 * Git objects that no pack holds: small bodies in `data`, larger blobs in the blob store under `sha256`. For a blob that
 * is an LFS pointer the object it points at stands beside it.
 */
export type GitObjectsTable = {
  repo_id: number
  oid: Buffer
  kind: number
  size_bytes: number
  data: Buffer | null
  sha256: Buffer | null
  lfs_sha256: Buffer | null
  lfs_size_bytes: number | null
}

/** `parent_oid` is the first parent; `depth` counts the commits from the root along first parents, the root being 1. */
export type CommitsTable = {
  repo_id: number
  oid: Buffer
  tree_oid: Buffer
  parent_oid: Buffer | null
  depth: number
  committed_at: Date
}

/** `oid` is what the ref names, perhaps a tag object; `commit_oid` the commit it leads to. */
export type RefsTable = {
  repo_id: number
  name: string
  oid: Buffer
  commit_oid: Buffer
  updated_by: number | null
  updated_at: Generated<Date>
}

export type RefLogTable = {
  id: Generated<number>
  repo_id: number
  name: string
  old_oid: Buffer | null
  new_oid: Buffer | null
  reason: string
  moved_by: number | null
  moved_at: Generated<Date>
}

export type RevisionsTables = {
  git_objects: GitObjectsTable
  commits: CommitsTable
  refs: RefsTable
  ref_log: RefLogTable
}
