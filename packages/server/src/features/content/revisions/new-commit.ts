import { hashObject } from '@kaihub/formats/git'
import type { SignedInActor } from '../../../kit/actor.ts'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import type { RevisionsContext } from './context.ts'
import type { CommitRow, GitObject } from './queries.ts'

export type CommitWish = {
  tree: ObjectId
  /** the commit it follows, or null for a root */
  parent: CommitRow | null
  author: SignedInActor
  message: string
}

/** A commit object, signed by the hub, and its row. The author's address is made up, so that no real one is published. */
export function newCommit(
  { clock, mailHost, signer }: Pick<RevisionsContext, 'clock' | 'mailHost' | 'signer'>,
  wish: CommitWish,
): { row: CommitRow; object: GitObject } {
  const at = clock.now()
  const identity = { name: wish.author.name, email: `${wish.author.name}@users.noreply.${mailHost}`, at }
  const data = signer.encode({
    tree: wish.tree,
    parents: wish.parent ? [wish.parent.id] : [],
    author: identity,
    committer: identity,
    message: wish.message,
  })
  const id = hashObject('commit', data) as CommitId
  const row: CommitRow = {
    id,
    tree: wish.tree,
    parent: wish.parent?.id ?? null,
    moreParents: [],
    depth: (wish.parent?.depth ?? 0) + 1,
    linear: wish.parent?.linear ?? true,
    at,
  }
  return { row, object: { oid: id, kind: 'commit', sizeBytes: data.length, data, digest: null, lfs: null } }
}
