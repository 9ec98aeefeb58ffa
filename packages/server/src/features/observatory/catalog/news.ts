import type { Database } from '../../../ports/database.ts'
import type { Listener } from '../../../ports/news.ts'
import type { TaskQueue } from '../../../ports/task-queue.ts'
import type { CommitLanded } from '../../content/index.ts'
import type { RepoChanged, RepoCreated, RepoDeleted, RepoMoved } from '../../repos/index.ts'
import { firstLexemes, searchLexemes } from './descriptions.ts'
import * as queries from './queries.ts'

export const describeRepoTask = 'describe-repo'

const manyFilesMilliseconds = 10_000

/** Keeps each repo's row current, in the transaction that changes the repo. */
export function createCatalogNews(queue: TaskQueue) {
  /** tells the task to read the files again even when they are the ones it read before */
  const enqueue = (tx: Database, repoId: number, isRenamed: boolean, runAt?: Date) =>
    queue.enqueue(tx, {
      name: describeRepoTask,
      key: `${describeRepoTask}:${repoId}`,
      payload: { repoId, isRenamed },
      ...(runAt ? { runAt } : {}),
    })

  const onRepoMoved: Listener = async (tx, event) => {
    const { repo } = (event as RepoMoved).payload
    await queries.updateNames(tx, repo)
    const entry = await queries.findEntry(tx, repo.id, ['card_data'])
    if (!entry) return
    // The card's own words come back with the task.
    await queries.updateSearch(tx, repo.id, searchLexemes(repo, entry, []))
    await enqueue(tx, repo.id, true)
  }

  const onCommitLanded: Listener = async (tx, event) => {
    const { repoId, payload } = event as CommitLanded
    if (payload.ref !== 'refs/heads/main') return
    const { hasManyFiles } = await queries.updateHead(tx, repoId, payload.to, new Date(payload.at))
    // Reading 100,000 names takes longer than a commit: once for all commits of some seconds will do.
    const runAt = hasManyFiles ? new Date(Date.parse(payload.at) + manyFilesMilliseconds) : undefined
    if (payload.to) await enqueue(tx, repoId, false, runAt)
  }

  return { onRepoCreated, onRepoChanged, onRepoMoved, onRepoDeleted, onCommitLanded }
}

/** Must hear of a new repo before content does, whose first commit lands inside the same news. */
const onRepoCreated: Listener = async (tx, event) => {
  const { repo } = (event as RepoCreated).payload
  await queries.insertEntry(tx, repo, firstLexemes(repo))
}

const onRepoChanged: Listener = (tx, event) => queries.updateNames(tx, (event as RepoChanged).payload.repo)
const onRepoDeleted: Listener = (tx, event) => queries.deleteEntry(tx, (event as RepoDeleted).repoId)
