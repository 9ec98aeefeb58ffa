import type { RepoId } from '../../../kit/ids.ts'
import type { TaskDefinition } from '../../../ports/task-queue.ts'
import type { CatalogDeps } from './deps.ts'
import type { Descriptions } from './descriptions.ts'
import { describeRepoTask } from './news.ts'
import * as queries from './queries.ts'

const missedPerNight = 10_000

export function catalogTasks(deps: CatalogDeps, descriptions: Descriptions): TaskDefinition[] {
  const { db, queue, repoById } = deps

  async function describeRepo(payload: Record<string, unknown>): Promise<void> {
    const repo = await repoById(Number(payload['repoId']) as RepoId)
    const entry = repo && (await queries.findEntry(db, repo.id, []))
    if (!repo || !entry?.head) return
    if (entry.describedHead === entry.head && payload['isRenamed'] !== true) return
    await descriptions.refresh(repo, entry.head)
  }

  /** For tasks that were given up: a repo whose files could not be read may be readable again. */
  async function describeMissed(): Promise<void> {
    for (const repoId of await queries.findUndescribed(db, missedPerNight))
      await queue.enqueue(db, { name: describeRepoTask, key: `${describeRepoTask}:${repoId}`, payload: { repoId } })
  }

  return [
    { name: describeRepoTask, run: describeRepo },
    { name: 'describe-missed-repos', cron: '41 3 * * *', run: describeMissed },
  ]
}
