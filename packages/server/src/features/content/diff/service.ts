import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Threads } from '../../../ports/threads.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { ContentReader, FileEntry } from '../file.ts'
import type { RevisionsContext } from '../revisions/context.ts'
import { describeCommits, type CommitInfo } from '../revisions/history.ts'
import { findCommit, type CommitRow } from '../revisions/queries.ts'
import type { Revisions } from '../revisions/service.ts'
import { createCompareTrees, type Change } from './changes.ts'
import { createFileDiff, type FileDiffWish } from './file-diff.ts'
import { compareHistories } from './merge-base.ts'

export type DiffsDeps = {
  context: Pick<RevisionsContext, 'db' | 'signer' | 'trees'>
  repos: Repos
  revisions: Revisions
  reader: ContentReader
  threads: Threads
}

export type FileChange = Change & { before: FileEntry | null; after: FileEntry | null }
export type Summary = Record<Change['status'], number>
export type ChangesPage = {
  /** null: there was nothing before */
  base: CommitId | null
  head: CommitId
  summary: Summary
  truncated: boolean
  files: FileChange[]
  /** where the next page begins */
  next: number | null
}
type Page = { from: number; limit: number }

/** What a commit changed, and how two revisions differ. */
export function createDiffs({ context, repos, revisions, reader, threads }: DiffsDeps) {
  const { db } = context
  const compareTrees = createCompareTrees(context.trees)
  const fileDiff = createFileDiff({ reader, threads })

  async function rowOf(repo: Repo, id: CommitId): Promise<CommitRow> {
    const row = await findCommit(db, repo.id, id)
    if (!row) throw new Error(`commit ${id} of repo ${repo.id} is missing`)
    return row
  }

  async function changesBetween(repo: Repo, base: CommitRow | null, head: CommitRow, page: Page): Promise<ChangesPage> {
    const { changes, truncated } = await compareTrees(repo.id, base?.tree ?? null, head.tree)
    const shown = changes.slice(page.from, page.from + page.limit)
    const end = page.from + shown.length
    return {
      base: base?.id ?? null,
      head: head.id,
      summary: summaryOf(changes),
      truncated,
      files: await describeChanges(reader, repo.id, shown, { base: base?.id ?? null, head: head.id }),
      next: end < changes.length ? end : null,
    }
  }

  return {
    /** a commit and what it changed since its first parent */
    commit: (actor: Actor, address: RepoAddress, wish: Page & { revision: string }) =>
      repos.reading(actor, address, async (repo) => {
        const row = await rowOf(repo, await revisions.resolve(repo, wish.revision))
        const [info] = await describeCommits(context, repo.id, [row])
        const parents = row.parent ? [row.parent, ...row.moreParents] : []
        const base = row.parent && (await rowOf(repo, row.parent))
        return { info: info!, parents, changes: await changesBetween(repo, base, row, wish) }
      }),
    /** from one revision to another, or from where the two histories part */
    compare: (actor: Actor, address: RepoAddress, wish: Page & Ends) =>
      repos.reading(actor, address, async (repo) => {
        const ends = await Promise.all([revisions.resolve(repo, wish.base), revisions.resolve(repo, wish.head)])
        const { mergeBase, ahead } = await compareHistories(db, repo.id, { base: ends[0], head: ends[1] })
        const from = wish.sinceMergeBase ? (mergeBase ?? ends[0]) : ends[0]
        const changes = await changesBetween(repo, await rowOf(repo, from), await rowOf(repo, ends[1]), wish)
        const commits = await describeCommits(context, repo.id, ahead.slice(0, limits.comparedCommits))
        return { mergeBase, commits, ahead: ahead.length, changes }
      }),
    /** how one file differs between two commits, or between a commit and its first parent */
    file: (actor: Actor, address: RepoAddress, wish: FileWish) =>
      repos.reading(actor, address, async (repo) => {
        const head = await revisions.resolve(repo, wish.revision)
        const base = wish.base === null ? (await rowOf(repo, head)).parent : await revisions.resolve(repo, wish.base)
        const diff = await fileDiff(repo, { ...wish, head, base })
        if (!diff.before && !diff.after)
          throw new HubError('EntryNotFound', `Entry not found: ${wish.path}`.slice(0, 500), { commit: head })
        return { base, head, diff }
      }),
  }
}

type Ends = { base: string; head: string; sinceMergeBase: boolean }
type FileWish = Omit<FileDiffWish, 'head' | 'base'> & { revision: string; base: string | null }

export type Diffs = ReturnType<typeof createDiffs>
export type CommitAnswer = { info: CommitInfo; parents: CommitId[]; changes: ChangesPage }

function summaryOf(changes: readonly Change[]): Summary {
  const summary: Summary = { added: 0, modified: 0, deleted: 0, renamed: 0 }
  for (const { status } of changes) summary[status] += 1
  return summary
}

const oldPath = (change: Change): string | null =>
  change.status === 'added' ? null : (change.previousPath ?? change.path)

type Commits = { base: CommitId | null; head: CommitId }

async function describeChanges(
  reader: ContentReader,
  repoId: RepoId,
  changes: readonly Change[],
  { base, head }: Commits,
): Promise<FileChange[]> {
  const filesAt = async (commit: CommitId | null, paths: (string | null)[]) => {
    const wanted = paths.filter((path) => path !== null)
    const entries = commit ? await reader.entries(repoId, commit, wanted) : []
    return new Map(entries.filter((entry) => entry.type === 'file').map((entry) => [entry.path, entry]))
  }
  const before = await filesAt(base, changes.map(oldPath))
  const after = await filesAt(
    head,
    changes.map((change) => (change.status === 'deleted' ? null : change.path)),
  )
  return changes.map((change) => ({
    ...change,
    before: before.get(oldPath(change) ?? '') ?? null,
    after: change.status === 'deleted' ? null : (after.get(change.path) ?? null),
  }))
}
