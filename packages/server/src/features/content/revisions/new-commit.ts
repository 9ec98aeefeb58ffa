import { encodeCommit, hashObject } from '@kaihub/formats/git'
import type { SignedInActor } from '../../../kit/actor.ts'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import type { CommitRow, GitObject } from './queries.ts'

export type CommitWish = {
  tree: ObjectId
  /** the commit it follows, or null for a root */
  parent: CommitRow | null
  author: SignedInActor
  at: Date
  message: string
  mailHost: string
}

/** A commit object and its row. The author's address is made up, so that no real one is published. */
export function newCommit(wish: CommitWish): { row: CommitRow; object: GitObject } {
  const identity = { name: wish.author.name, email: `${wish.author.name}@users.noreply.${wish.mailHost}`, at: wish.at }
  const data = encodeCommit({
    tree: wish.tree,
    parents: wish.parent ? [wish.parent.id] : [],
    author: identity,
    committer: identity,
    message: wish.message,
  })
  const id = hashObject('commit', data) as CommitId
  const depth = (wish.parent?.depth ?? 0) + 1
  return {
    row: {
      id,
      tree: wish.tree,
      parent: wish.parent?.id ?? null,
      moreParents: [],
      depth,
      linear: wish.parent?.linear ?? true,
      at: wish.at,
    },
    object: { oid: id, kind: 'commit', sizeBytes: data.length, data, digest: null, lfs: null },
  }
}
