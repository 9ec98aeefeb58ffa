import { encodeTag, hashObject } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import { personId, type SignedInActor } from '../../../kit/actor.ts'
import { HubError, isHubError } from '../../../kit/errors.ts'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import { buildTree } from './build-tree.ts'
import type { RevisionsContext } from './context.ts'
import { moveRef, requireRoom } from './move-refs.ts'
import { newCommit } from './new-commit.ts'
import * as queries from './queries.ts'
import { requireRefName } from './ref-names.ts'
import { requireBranch, resolveRevision, revisionNotFound } from './resolve.ts'

export type By = { repo: Repo; actor: SignedInActor }

/** @throws HubError RefExists unless `overwrite`, BadRequest for a name git would not take */
export async function createBranch(
  context: RevisionsContext,
  { repo, actor }: By,
  wish: { name: string; startingPoint?: string | undefined; empty: boolean; overwrite: boolean },
): Promise<void> {
  const name = requireRefName('branch', wish.name)
  const [old] = await queries.findRefs(context.db, repo.id, [name])
  if (old && !wish.overwrite) throw new HubError('RefExists', `Reference already exists: ${name}`)
  const start = wish.empty ? null : await resolveRevision(context.db, repo.id, wish.startingPoint)
  if (old) await requireUnlockedChanges(context, { repo, actor }, { from: old.commit, to: start })
  await inTransaction(context.db, async (tx) => {
    const commit = start ?? (await emptyCommit(context, tx, { repo, actor }))
    await setRef(context, tx, { repo, actor, name, old: old ?? null, to: { oid: commit, commit }, reason: 'branch' })
  })
}

/** Files that somebody else has locked must be the same in both. */
async function requireUnlockedChanges(
  { db, trees, lockedPaths, requireUnlocked }: RevisionsContext,
  { repo, actor }: By,
  { from, to }: { from: CommitId; to: CommitId | null },
): Promise<void> {
  const changed: string[] = []
  const treeOf = async (id: CommitId) => (await queries.findCommit(db, repo.id, id))!.tree
  const roots = [await treeOf(from), to && (await treeOf(to))]
  for (const path of await lockedPaths(repo.id, personId(actor))) {
    const [before, after] = await Promise.all(roots.map(async (root) => root && trees.entryAt(repo.id, root, path)))
    if ((before ? before.oid : null) !== (after ? after.oid : null)) changed.push(path)
  }
  await requireUnlocked(repo.id, personId(actor), changed)
}

async function emptyCommit(context: RevisionsContext, tx: Database, { repo, actor }: By): Promise<CommitId> {
  const built = await buildTree(async () => [], null, [])
  const made = newCommit(context, { tree: built.root, parent: null, author: actor, message: 'initial commit' })
  await queries.insertObjects(tx, repo.id, [...built.trees, made.object])
  await queries.insertCommits(tx, repo.id, [made.row])
  return made.row.id
}

/** @throws HubError AccessDenied for the default branch, RevisionNotFound for one that is not there */
export async function deleteBranch(context: RevisionsContext, by: By, name: string): Promise<void> {
  await deleteRef(context, by, await requireBranch(context.db, by.repo.id, name))
}

/** A tag with a message becomes a tag object, one without a plain ref. @throws HubError RefExists */
export async function createTag(
  context: RevisionsContext,
  { repo, actor }: By,
  wish: { tag: string; revision: string; message?: string | null | undefined },
): Promise<void> {
  const name = requireRefName('tag', wish.tag)
  const commit = await resolveRevision(context.db, repo.id, wish.revision)
  const object = wish.message ? tagObject(context, actor, { name: wish.tag, commit, message: wish.message }) : null
  await inTransaction(context.db, async (tx) => {
    if (object) await queries.insertObjects(tx, repo.id, [object])
    await setRef(context, tx, {
      repo,
      actor,
      name,
      old: null,
      to: { oid: object?.oid ?? commit, commit },
      reason: 'tag',
    })
  })
}

function tagObject(
  { clock, mailHost }: RevisionsContext,
  actor: SignedInActor,
  { name, commit, message }: { name: string; commit: CommitId; message: string },
): queries.GitObject {
  if (Buffer.byteLength(message) > limits.commitMessageBytes)
    throw new HubError('BadRequest', `A tag message has at most ${limits.commitMessageBytes} bytes.`)
  const tagger = { name: actor.name, email: `${actor.name}@users.noreply.${mailHost}`, at: clock.now() }
  const data = encodeTag({ object: commit, kind: 'commit', name, tagger, message })
  return {
    oid: hashObject('tag', data) as ObjectId,
    kind: 'tag',
    sizeBytes: data.length,
    data,
    digest: null,
    lfs: null,
  }
}

export async function deleteTag(context: RevisionsContext, by: By, tag: string): Promise<void> {
  const name = tag.startsWith('refs/tags/') ? tag : `refs/tags/${tag}`
  const [ref] = await queries.findRefs(context.db, by.repo.id, [name])
  if (!ref) throw revisionNotFound(tag)
  await deleteRef(context, by, ref)
}

/** Replaces the history of a branch by one commit with the same files. */
export async function squash(
  context: RevisionsContext,
  { repo, actor }: By,
  wish: { branch: string; message: string },
) {
  const head = await requireBranch(context.db, repo.id, wish.branch)
  const { tree } = (await queries.findCommit(context.db, repo.id, head.commit))!
  const made = newCommit(context, { tree, parent: null, author: actor, message: wish.message })
  await inTransaction(context.db, async (tx) => {
    await queries.insertObjects(tx, repo.id, [made.object])
    await queries.insertCommits(tx, repo.id, [made.row])
    const to = { oid: made.row.id, commit: made.row.id }
    await setRef(context, tx, { repo, actor, name: head.name, old: head, to, reason: 'super-squash' })
  })
}

async function deleteRef(context: RevisionsContext, by: By, old: queries.Ref): Promise<void> {
  const { name } = old
  await inTransaction(context.db, (tx) => setRef(context, tx, { ...by, name, old, to: null, reason: 'delete' }))
}

type SetRef = By & {
  name: string
  old: queries.Ref | null
  to: { oid: ObjectId; commit: CommitId } | null
  reason: string
}

async function setRef({ news }: RevisionsContext, tx: Database, { repo, actor, name, old, to, reason }: SetRef) {
  const move = {
    repo,
    name,
    from: old?.oid ?? null,
    commitFrom: old?.commit ?? null,
    to,
    by: personId(actor),
    reason,
    // Nobody says here that the new place follows from the old one.
    isForced: old !== null && to !== null,
  }
  try {
    await requireRoom(tx, repo.id, old === null ? 1 : 0)
    await moveRef(tx, news, move)
  } catch (error) {
    if (old === null && isHubError(error, 'RefMoved'))
      throw new HubError('RefExists', `Reference already exists: ${name}`)
    throw error
  }
}
