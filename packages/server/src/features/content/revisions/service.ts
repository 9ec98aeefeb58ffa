import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import * as branches from './branches.ts'
import type { CommitLine } from './commit-lines.ts'
import { commit } from './commit.ts'
import type { RevisionsContext } from './context.ts'
import { readHistory } from './history.ts'
import { createLastCommits } from './last-commits.ts'
import { readPathHistory, type PathPlace } from './path-history.ts'
import * as queries from './queries.ts'
import { locate, requireBranch, resolveRevision, revisionNotFound } from './resolve.ts'

type PathPage = { revision: string; path: string; from: PathPlace | null; limit: number }

/** Refs, commits and history. Every verb that changes something asks here whether the actor may. */
export function createRevisions(context: RevisionsContext, repos: Repos) {
  const { db } = context

  /** One of the verbs below, for whoever may write. */
  const verb =
    <Wish, Value>(act: (context: RevisionsContext, by: branches.By, wish: Wish) => Promise<Value>) =>
    (actor: Actor, address: RepoAddress, wish: Wish): Promise<Value> =>
      repos.writing(actor, address, (repo, by) => act(context, { repo, actor: by }, wish))

  return {
    lastCommits: createLastCommits(context),
    resolve: (repo: Repo, revision: string | undefined) => resolveRevision(db, repo.id, revision),
    locate: (repo: Repo, rest: string) => locate(db, repo.id, rest),
    branch: (repo: Repo, revision: string) => requireBranch(db, repo.id, revision),
    findCommit: (repoId: RepoId, id: CommitId) => queries.findCommit(db, repoId, id),
    head: async (repoId: RepoId, branch: string) =>
      (await queries.findRefs(db, repoId, [`refs/heads/${branch}`]))[0]?.commit ?? null,
    /** whom to believe commits that this hub signed, as a line for git; null when it signs none */
    allowedSigner: context.signer.allowedSigner,
    refsOf: (repo: Repo) => queries.listRefs(db, repo.id, limits.refsListed),
    refs: (actor: Actor, address: RepoAddress) =>
      repos.reading(actor, address, (repo) => queries.listRefs(db, repo.id, limits.refsListed)),
    /** a page of commits from a revision back */
    history: (actor: Actor, address: RepoAddress, page: { revision: string; skip: number; limit: number }) =>
      repos.reading(actor, address, async (repo) => {
        const from = await resolveRevision(db, repo.id, page.revision)
        return { from, ...(await readHistory(context, repo.id, { ...page, from })) }
      }),
    /** commits that changed a file or folder, from a revision back or where the page before ended */
    pathHistory: (actor: Actor, address: RepoAddress, page: PathPage) =>
      repos.reading(actor, address, async (repo) => {
        const first = async () => ({
          waiting: [await resolveRevision(db, repo.id, page.revision)],
          passed: [],
          hasEnded: false,
        })
        const from = page.from ?? (await first())
        const known = await queries.findCommits(db, repo.id, from.waiting)
        if (known.length < from.waiting.length) throw revisionNotFound('cursor')
        return readPathHistory(context, repo.id, { path: page.path, limit: page.limit, from })
      }),
    commit: verb(async (_, { repo, actor }, wish: { branch: string; lines: () => AsyncIterable<CommitLine> }) => ({
      repo,
      id: await commit(context, { repo, actor, branch: wish.branch, lines: wish.lines() }),
    })),
    createBranch: verb(branches.createBranch),
    deleteBranch: verb(branches.deleteBranch),
    createTag: verb(branches.createTag),
    deleteTag: verb(branches.deleteTag),
    squash: verb(branches.squash),
  }
}

export type Revisions = ReturnType<typeof createRevisions>
