import { decodeTree } from '@kaihub/formats/git'
import { personId, type SignedInActor } from '../../../kit/actor.ts'
import { HubError, isHubError } from '../../../kit/errors.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import { inTransaction } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import { attributesName, rulesCovering, type Source } from './attributes.ts'
import { buildTree, type BuiltTree, type Change } from './build-tree.ts'
import { checkDraft, placesIn, type Claimed } from './check-draft.ts'
import { readDraft, type Draft } from './commit-draft.ts'
import type { CommitLine } from './commit-lines.ts'
import type { RevisionsContext } from './context.ts'
import { moveRef } from './move-refs.ts'
import { newBlob } from './new-blob.ts'
import { newCommit } from './new-commit.ts'
import * as queries from './queries.ts'
import { requireBranch, resolveRevision } from './resolve.ts'
import { entryNotFound, type Tree } from './trees.ts'

export type CommitRequest = {
  repo: Repo
  actor: SignedInActor
  branch: string
  lines: AsyncIterable<CommitLine> | Iterable<CommitLine>
}

/** A commit that names no parent is tried again on the new head when another process was faster. */
const attempts = 8

/**
 * Commits to a branch: bytes first, then objects, commit, ref and news in one transaction.
 * @returns the new head; the old one when nothing changed
 * @throws HubError RefMoved when `parentCommit` is not the head, BadRequest for an LFS object the repo lacks
 */
export async function commit(context: RevisionsContext, request: CommitRequest): Promise<CommitId> {
  const { repo, actor } = request
  const { name } = await requireBranch(context.db, repo.id, request.branch)
  await using draft = await readDraft(request.lines, (source) => context.objects.seal(source))
  const lfs = await checkDraft(context.objects, repo, draft)
  // Writers of one branch wait for each other here, instead of doing all the work and then losing the swap.
  return await context.takeTurns(`commit ${repo.id} ${name}`, async () => {
    for (let attempt = 1; ; attempt++) {
      const head = await requireBranch(context.db, repo.id, name)
      const landing = { repo, actor, head, draft, lfs }
      if (!isParent(draft, head.commit)) return await landedBefore(context, landing)
      try {
        return await landOn(context, landing)
      } catch (error) {
        if (!isHubError(error, 'RefMoved') || draft.parentCommit || attempt === attempts) throw error
      }
    }
  })
}

/** Clients may shorten the id they saw, or name none: then any parent will do. */
const isParent = ({ parentCommit }: Draft, id: CommitId): boolean =>
  !parentCommit || (parentCommit.length >= 7 && id.startsWith(parentCommit.toLowerCase()))

type Landing = { repo: Repo; actor: SignedInActor; head: queries.Ref; draft: Draft; lfs: Claimed }

async function landOn(context: RevisionsContext, { repo, actor, head, draft, lfs }: Landing): Promise<CommitId> {
  const { db, news } = context
  const parent = await queries.findCommit(db, repo.id, head.commit)
  if (!parent) throw new Error(`commit ${head.commit} of repo ${repo.id} is missing`)
  const built = await newTree(context, { repo, root: parent.tree, draft, lfs })
  const { paths, folders } = placesIn(draft)
  await context.requireUnlocked(repo.id, personId(actor), built.addsRules ? [...paths, attributesName] : paths, folders)
  if (built.root === parent.tree) return head.commit
  const message = draft.description.trim() === '' ? draft.summary : `${draft.summary}\n\n${draft.description}`
  const made = newCommit(context, { tree: built.root, parent, author: actor, message })
  for (const blob of draft.sealed.values()) await blob.keep()
  await inTransaction(db, async (tx) => {
    await context.objects.link(tx, [...draft.sealed.values()], { repoId: repo.id, by: personId(actor) })
    await queries.insertObjects(tx, repo.id, [...built.blobs, ...built.trees, made.object])
    await queries.insertCommits(tx, repo.id, [made.row])
    const objects = built.blobs.length + built.trees.length
    await context.requestRepack(tx, repo.id, { depth: made.row.depth, objects })
    await moveRef(tx, news, {
      repo,
      name: head.name,
      from: head.oid,
      commitFrom: head.commit,
      to: { oid: made.row.id, commit: made.row.id },
      by: personId(actor),
      reason: 'commit',
      isForced: false,
    })
  })
  return made.row.id
}

/**
 * Whoever never heard the answer sends the commit again: when the head is what came of it, that is the answer.
 * @throws HubError RefMoved when the head is another commit
 */
async function landedBefore(context: RevisionsContext, { repo, head, draft, lfs }: Landing): Promise<CommitId> {
  const landed = await queries.findCommit(context.db, repo.id, head.commit)
  const parent = landed?.parent && (await queries.findCommit(context.db, repo.id, landed.parent))
  if (landed && parent && isParent(draft, parent.id)) {
    const { root } = await newTree(context, { repo, root: parent.tree, draft, lfs })
    if (root === landed.tree) return landed.id
  }
  throw new HubError('RefMoved', 'The branch was updated since you opened this page. Please refresh and try again.')
}

type Place = { repo: Repo; root: ObjectId; draft: Draft }

/** The tree after the commit and the blobs it brings: for LFS files that no rule covers, one with the missing rules. */
async function newTree(
  context: RevisionsContext,
  at: Place & { lfs: Claimed },
): Promise<BuiltTree & { blobs: queries.GitObject[]; addsRules: boolean }> {
  const { repo, draft, lfs } = at
  const copies = await copyChanges(context, at)
  const blobs = [...draft.blobs.values(), ...lfs.blobs]
  const source = sourceWith(context, repo.id, { blobs, sealed: draft.sealed })
  const built = await buildTree(source.readTree, at.root, [...draft.changes, ...lfs.changes, ...copies.changes])
  const after = { ...source, readTree: withTrees(source.readTree, built) }
  const rules = await rulesCovering(after, built.root, [...lfs.paths, ...copies.lfsPaths])
  if (rules === null) return { ...built, blobs, addsRules: false }
  const blob = newBlob(Buffer.from(rules))
  const put: Change = { act: 'put', path: attributesName, mode: '100644', oid: blob.oid }
  const { root, trees } = await buildTree(after.readTree, built.root, [put])
  const kept = built.trees.filter((tree) => tree.oid !== built.root)
  return { root, trees: [...kept, ...trees], blobs: [...blobs, blob], addsRules: true }
}

type Coming = { blobs: readonly queries.GitObject[]; sealed: Draft['sealed'] }

/** Reads what the repo has and, before that, blobs that are about to come. */
function sourceWith(context: RevisionsContext, repoId: RepoId, { blobs, sealed }: Coming): Source {
  const fresh = new Map(blobs.map((blob) => [blob.oid, blob]))
  return {
    readTree: (oid) => context.trees.read(repoId, oid),
    readBlob: async (oid, limitBytes) => {
      const blob = fresh.get(oid)
      if (!blob) return context.readBlob(repoId, oid, limitBytes)
      if (blob.digest) await sealed.get(blob.digest)?.keep()
      return context.readObject(repoId, blob, limitBytes)
    },
  }
}

function withTrees(readTree: Source['readTree'], built: BuiltTree): Source['readTree'] {
  const fresh = new Map(built.trees.map((tree) => [tree.oid, tree]))
  return async (oid): Promise<Tree> => {
    const data = fresh.get(oid)?.data
    return data ? decodeTree(data) : readTree(oid)
  }
}

async function copyChanges({ db, trees }: RevisionsContext, { repo, root, draft }: Place) {
  const changes: (Change & { act: 'put' })[] = []
  for (const { path, from, revision } of draft.copies) {
    const id = revision === null ? null : await resolveRevision(db, repo.id, revision)
    const tree = id ? (await queries.findCommit(db, repo.id, id))!.tree : root
    const entry = await trees.entryAt(repo.id, tree, from)
    if (!entry || entry.mode === '40000') throw entryNotFound(from, id ?? '')
    changes.push({ act: 'put', path, mode: entry.mode, oid: entry.oid as ObjectId })
  }
  const infos = await trees.describe(
    repo.id,
    changes.map(({ oid }) => oid),
  )
  return { changes, lfsPaths: changes.flatMap(({ path, oid }) => (infos.get(oid)?.lfs ? [path] : [])) }
}
