import type { Generated } from 'kysely'

/**
 * A git object's body is at hand in `data`, in the blob store under `sha256`, in a pack, or in several of them. For a
 * blob that is an LFS pointer the object it points at stands beside it.
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
  pack: number | null
  pack_offset: number | null
}

export type GitPacksTable = {
  repo_id: number
  number: Generated<number>
  /** the pack's checksum, as in the name of its file */
  name: Buffer
  sha256: Buffer
  index_sha256: Buffer
  size_bytes: number
  object_count: number
  created_at: Generated<Date>
}

/**
 * `parent_oid` is the first parent, `more_parents` those of a merge after it; `depth` counts the commits from the root
 * along first parents, the root being 1; `linear` says that there is no merge down to the root.
 */
export type CommitsTable = {
  repo_id: number
  oid: Buffer
  tree_oid: Buffer
  parent_oid: Buffer | null
  depth: number
  committed_at: Date
  more_parents: Buffer[] | null
  linear: Generated<boolean>
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
  git_packs: GitPacksTable
  commits: CommitsTable
  refs: RefsTable
  ref_log: RefLogTable
}
