import type { CommitId, NamespaceId, RepoId } from '../../kit/ids.ts'

/** A ref points somewhere new. `to` is null when it was deleted, `from` when it was made. */
export type CommitLanded = {
  name: 'CommitLanded'
  repoId: RepoId
  payload: {
    ref: string
    from: CommitId | null
    to: CommitId | null
    actorId: NamespaceId | null
    /** ISO 8601; when it landed */
    at: string
  }
}
