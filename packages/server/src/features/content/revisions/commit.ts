import { validateCard } from '@kaihub/formats/card'
import { personId, type SignedInActor } from '../../../kit/actor.ts'
import { HubError, isHubError } from '../../../kit/errors.ts'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import { inTransaction } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import { attributesName, rulesFor, withLines } from './attributes.ts'
import { buildTree, type Change } from './build-tree.ts'
import { readDraft, type Draft, type LfsClaim } from './commit-draft.ts'
import type { CommitLine } from './commit-lines.ts'
import type { RevisionsContext } from './context.ts'
import { moveRef } from './move-refs.ts'
import { newBlob, pointerBlob } from './new-blob.ts'
import { newCommit } from './new-commit.ts'
import * as queries from './queries.ts'
import { requireBranch, resolveRevision } from './resolve.ts'
import { entryNotFound } from './trees.ts'

export type CommitRequest = {
  repo: Repo
  actor: SignedInActor
  branch: string
  lines: AsyncIterable<CommitLine> | Iterable<CommitLine>
}

/** A commit that names no parent is tried again on the new head when somebody else was faster. */
const attempts = 8

/**
 * Commits to a branch: bytes first, then objects, commit, ref and news in one transaction.
 * @returns the new head; the old one when nothing changed
 * @throws HubError RefMoved when `parentCommit` is not the head, ObjectNotFound for an LFS object the repo lacks
 */
export async function commit(context: RevisionsContext, request: CommitRequest): Promise<CommitId> {
  const { repo, actor } = request
  const { name } = await requireBranch(context.db, repo.id, request.branch)
  const draft = await readDraft(request.lines, (source) => context.objects.store(source))
  checkCard(draft, repo)
  const lfs = await claimObjects(context, repo, draft)
  for (let attempt = 1; ; attempt++) {
    const head = await requireBranch(context.db, repo.id, name)
    checkParent(draft, head.commit)
    try {
      return await landOn(context, { repo, actor, head, draft, lfs })
    } catch (error) {
      if (!isHubError(error, 'RefMoved') || draft.parentCommit || attempt === attempts) throw error
    }
  }
}

function checkParent(draft: Draft, head: CommitId): void {
  // Clients may shorten the id they saw.
  if (draft.parentCommit && !(head.startsWith(draft.parentCommit.toLowerCase()) && draft.parentCommit.length >= 7))
    throw new HubError('RefMoved', 'The branch was updated since you opened this page. Please refresh and try again.')
}

function checkCard(draft: Draft, repo: Repo): void {
  const card = draft.special.get('README.md')
  if (!card) return
  const { errors } = validateCard(card.toString('utf8'), repo.type)
  if (errors.length > 0)
    throw new HubError(
      'BadRequest',
      `README.md is not valid: ${errors.map((error) => error.message).join('; ')}`.slice(0, 2000),
    )
}

type Claimed = { blobs: queries.GitObject[]; changes: Change[]; paths: string[] }

/** Every object a commit names must be the repo's own: knowing a digest is not owning it. */
async function claimObjects({ objects }: RevisionsContext, repo: Repo, draft: Draft): Promise<Claimed> {
  const pointers = [...draft.blobs.values()].flatMap((blob) => (blob.lfs ? [blob.lfs] : []))
  const wanted = [...draft.lfsFiles, ...pointers.map((lfs): LfsClaim => ({ path: 'an LFS pointer', ...lfs }))]
  const held = await objects.held(
    repo.id,
    wanted.map((claim) => claim.digest),
  )
  for (const { path, digest, sizeBytes } of wanted) {
    const heldBytes = held.get(digest)
    if (heldBytes === undefined)
      throw new HubError(
        'BadRequest',
        `The LFS object ${digest} of "${path}" was not uploaded to this repository. Upload it first.`,
      )
    if (sizeBytes !== null && sizeBytes !== heldBytes)
      throw new HubError('BadRequest', `"${path}" has ${heldBytes} bytes, but the commit says ${sizeBytes}.`)
  }
  const blobs = draft.lfsFiles.map(({ digest }) => pointerBlob({ digest, sizeBytes: held.get(digest)! }))
  const changes = draft.lfsFiles.map(({ path }, i): Change => ({
    act: 'put',
    path,
    mode: '100644',
    oid: blobs[i]!.oid,
  }))
  return { blobs, changes, paths: draft.lfsFiles.map(({ path }) => path) }
}

type Landing = { repo: Repo; actor: SignedInActor; head: queries.Ref; draft: Draft; lfs: Claimed }

async function landOn(context: RevisionsContext, { repo, actor, head, draft, lfs }: Landing): Promise<CommitId> {
  const { db, news, clock, trees } = context
  const parent = await queries.findCommit(db, repo.id, head.commit)
  if (!parent) throw new Error(`commit ${head.commit} of repo ${repo.id} is missing`)
  const attributes = await newAttributes(context, { repo, root: parent.tree, draft, paths: lfs.paths })
  const copies = await copyChanges(context, { repo, root: parent.tree, draft })
  const changes = [...draft.changes, ...lfs.changes, ...copies, ...attributes.map(putAttributes)]
  const built = await buildTree((oid) => trees.read(repo.id, oid), parent.tree, changes)
  if (built.root === parent.tree) return head.commit
  const message = draft.description.trim() === '' ? draft.summary : `${draft.summary}\n\n${draft.description}`
  const made = newCommit({
    tree: built.root,
    parent,
    author: actor,
    at: clock.now(),
    message,
    mailHost: context.mailHost,
  })
  await inTransaction(db, async (tx) => {
    for (const object of draft.stored)
      await context.objects.link(tx, { repoId: repo.id, by: personId(actor), ...object })
    const blobs = [...draft.blobs.values(), ...lfs.blobs, ...attributes]
    await queries.insertObjects(tx, repo.id, unique([...blobs, ...built.trees, made.object]))
    await queries.insertCommit(tx, repo.id, made.row)
    await moveRef(tx, news, {
      repoId: repo.id,
      name: head.name,
      from: head.oid,
      commitFrom: head.commit,
      to: { oid: made.row.id, commit: made.row.id },
      by: personId(actor),
      reason: 'commit',
    })
  })
  return made.row.id
}

const unique = (objects: queries.GitObject[]): queries.GitObject[] => [
  ...new Map(objects.map((object) => [object.oid, object])).values(),
]

const putAttributes = (blob: queries.GitObject): Change => ({
  act: 'put',
  path: attributesName,
  mode: '100644',
  oid: blob.oid,
})

type Place = { repo: Repo; root: ObjectId; draft: Draft }

/** A line more in `.gitattributes` for each LFS file that no rule covers: none when all are covered. */
async function newAttributes(context: RevisionsContext, at: Place & { paths: string[] }): Promise<queries.GitObject[]> {
  if (at.paths.length === 0) return []
  const own = at.draft.special.get(attributesName)?.toString('utf8')
  const verdict = await rulesFor(context, { repoId: at.repo.id, root: at.root, rootText: own }, at.paths)
  const uncovered = at.paths.filter((path) => verdict(path) !== 'lfs')
  if (uncovered.length === 0) return []
  const entry = own === undefined ? await context.trees.entryAt(at.repo.id, at.root, attributesName) : null
  const text =
    own ?? (entry && (await context.readBlob(at.repo.id, entry.oid as ObjectId, 1024 * 1024)))?.toString('utf8')
  return [newBlob(Buffer.from(withLines(text ?? '', uncovered)))]
}

async function copyChanges({ db, trees }: RevisionsContext, { repo, root, draft }: Place): Promise<Change[]> {
  const changes: Change[] = []
  for (const { path, from, revision } of draft.copies) {
    const id = revision === null ? null : await resolveRevision(db, repo.id, revision)
    const tree = id ? (await queries.findCommit(db, repo.id, id))!.tree : root
    const entry = await trees.entryAt(repo.id, tree, from)
    if (!entry || entry.mode === '40000') throw entryNotFound(from, id ?? '')
    changes.push({ act: 'put', path, mode: entry.mode, oid: entry.oid as ObjectId })
  }
  return changes
}
