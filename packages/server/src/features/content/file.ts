import type { ByteRange } from '../../ports/blob-store.ts'
import type { Digest } from '../../kit/digest.ts'
import type { CommitId, ObjectId } from '../../kit/ids.ts'
import type { XetHash } from './xet/xet.ts'

/** A file at a revision. For an LFS file `sizeBytes` is the size of the real bytes, `oid` names the pointer. */
export type FileEntry = {
  type: 'file'
  path: string
  mode: string
  oid: ObjectId
  sizeBytes: number
  lfs: LfsContent | null
}

/** `xet` names the same bytes as a file in chunks, when the hub has them that way. */
type LfsContent = { digest: Digest; sizeBytes: number; pointerSizeBytes: number; xet: XetHash | null }

export type FolderEntry = { type: 'directory'; path: string; oid: ObjectId }
export type Entry = FileEntry | FolderEntry

export type CommitSummary = { id: CommitId; title: string; at: Date }

/** Bytes of a file, to be read once; dispose it when done. A part is only valid until the next one is asked for. */
export type OpenFile = AsyncDisposable & {
  entry: FileEntry
  sizeBytes: number
  read: (range?: ByteRange) => AsyncIterable<Uint8Array>
}

/**
 * What trusted callers inside the hub read from a repo at a commit, without asking for permission again: the caller
 * has checked that already.
 */
export type ContentReader = {
  /** the head of a branch, or null when there is no such branch */
  head: (repoId: number, branch: string) => Promise<CommitId | null>
  /** those of these paths that exist, files and folders */
  entries: (repoId: number, commit: CommitId, paths: readonly string[]) => Promise<Entry[]>
  /** every file, in git order */
  listFiles: (repoId: number, commit: CommitId) => Promise<FileEntry[]>
  /** those of one folder, in git order */
  filesIn: (repoId: number, commit: CommitId, folder: string) => Promise<FileEntry[]>
  /** null when there is no such file or it is larger than the limit */
  readFile: (repoId: number, commit: CommitId, path: string, limitBytes: number) => Promise<Buffer | null>
  openFile: (repoId: number, commit: CommitId, path: string) => Promise<OpenFile | null>
  commitTime: (repoId: number, commit: CommitId) => Promise<Date | null>
}
