import { limits } from '../../../config/limits.ts'
import type { Actor, SignedInActor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import * as branches from './branches.ts'
import type { CommitLine } from './commit-lines.ts'
import { commit } from './commit.ts'
import type { RevisionsContext } from './context.ts'
import { readHistory } from './history.ts'
import { createLastCommits } from './last-commits.ts'
import * as queries from './queries.ts'
import { locate, requireBranch, resolveRevision } from './resolve.ts'

/** Refs, commits and history. Every verb that changes something asks here whether the actor may. */
export function createRevisions(context: RevisionsContext, repos: Repos) {
  const { db } = context

  async function writable(actor: Actor, address: RepoAddress): Promise<{ repo: Repo; actor: SignedInActor }> {
    const repo = await repos.getWritable(actor, address)
    if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
    return { repo, actor }
  }

  return {
    lastCommits: createLastCommits(db, context.trees),
    resolve: (repo: Repo, revision: string | undefined) => resolveRevision(db, repo.id, revision),
    locate: (repo: Repo, rest: string) => locate(db, repo.id, rest),
    branch: (repo: Repo, revision: string) => requireBranch(db, repo.id, revision),
    findCommit: (repoId: RepoId, id: CommitId) => queries.findCommit(db, repoId, id),
    head: async (repoId: RepoId, branch: string) =>
      (await queries.findRefs(db, repoId, [`refs/heads/${branch}`]))[0]?.commit ?? null,
    refs: (repo: Repo) => queries.listRefs(db, repo.id, limits.refsListed),
    history: (repo: Repo, page: { from: CommitId; skip: number; limit: number }) => readHistory(db, repo.id, page),
    /** the lines are read only after the actor's right to write is known */
    commit: async (
      actor: Actor,
      address: RepoAddress,
      wish: { branch: string; lines: () => AsyncIterable<CommitLine> },
    ) => {
      const by = await writable(actor, address)
      return { repo: by.repo, id: await commit(context, { ...by, branch: wish.branch, lines: wish.lines() }) }
    },
    createBranch: async (actor: Actor, address: RepoAddress, wish: Parameters<typeof branches.createBranch>[2]) =>
      branches.createBranch(context, await writable(actor, address), wish),
    deleteBranch: async (actor: Actor, address: RepoAddress, name: string) =>
      branches.deleteBranch(context, await writable(actor, address), name),
    createTag: async (actor: Actor, address: RepoAddress, wish: Parameters<typeof branches.createTag>[2]) =>
      branches.createTag(context, await writable(actor, address), wish),
    deleteTag: async (actor: Actor, address: RepoAddress, tag: string) =>
      branches.deleteTag(context, await writable(actor, address), tag),
    squash: async (actor: Actor, address: RepoAddress, wish: { branch: string; message: string }) =>
      branches.squash(context, await writable(actor, address), wish),
  }
}

export type Revisions = ReturnType<typeof createRevisions>
