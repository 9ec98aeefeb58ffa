import { FormatError } from '@kaihub/formats/errors'
import { decodeCommit } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import { findCommits, type CommitRow } from '../revisions/queries.ts'
import type { Survey } from './survey.ts'

/** A row for each commit of a push: how deep it lies follows from its first parent, which may be the repo's already. */
export async function commitRows(db: Database, repoId: RepoId, { bodies }: Survey): Promise<CommitRow[]> {
  const fresh = new Map<CommitId, Omit<CommitRow, 'depth' | 'linear'>>()
  for (const [oid, { kind, body }] of bodies) {
    if (kind !== 'commit') continue
    const { tree, parents, committer } = read(oid, body)
    if (parents.length > limits.commitParents)
      throw new HubError('BadRequest', `commit ${oid}: a merge has at most ${limits.commitParents} parents`)
    const [parent = null, ...moreParents] = parents as CommitId[]
    fresh.set(oid as CommitId, { id: oid as CommitId, tree: tree as ObjectId, parent, moreParents, at: committer.at })
  }
  const known = await findParents(db, repoId, fresh)
  const rows = new Map<CommitId, CommitRow>()
  for (const start of fresh.keys()) {
    if (rows.has(start)) continue
    // Down to the first that is known, then up again: histories are longer than a stack is deep.
    const path: CommitId[] = [start]
    while (path.length > 0) {
      const wish = fresh.get(path.at(-1)!)!
      const parents = wish.parent ? [wish.parent, ...wish.moreParents] : []
      const unknown = parents.find((id) => !rows.has(id) && !known.has(id))
      if (unknown) {
        if (!fresh.has(unknown)) throw new Error(`commit ${unknown} of repo ${repoId} has no row`)
        path.push(unknown)
        continue
      }
      const first = wish.parent && (rows.get(wish.parent) ?? known.get(wish.parent)!)
      const linear = wish.moreParents.length === 0 && (first?.linear ?? true)
      rows.set(wish.id, { ...wish, depth: (first?.depth ?? 0) + 1, linear })
      path.pop()
    }
  }
  return [...rows.values()]
}

/** What git lets pass and we cannot read. */
function read(oid: string, body: Buffer): ReturnType<typeof decodeCommit> {
  try {
    return decodeCommit(body)
  } catch (error) {
    if (error instanceof FormatError) throw new HubError('BadRequest', `commit ${oid}: ${error.message}`)
    throw error
  }
}

const atOnce = 1000

async function findParents(
  db: Database,
  repoId: RepoId,
  fresh: ReadonlyMap<CommitId, Pick<CommitRow, 'parent' | 'moreParents'>>,
): Promise<Map<CommitId, CommitRow>> {
  const outside = new Set<CommitId>()
  for (const { parent, moreParents } of fresh.values())
    for (const id of parent ? [parent, ...moreParents] : []) if (!fresh.has(id)) outside.add(id)
  const ids = [...outside]
  const known = new Map<CommitId, CommitRow>()
  for (let start = 0; start < ids.length; start += atOnce)
    for (const row of await findCommits(db, repoId, ids.slice(start, start + atOnce))) known.set(row.id, row)
  return known
}
