import type { TaskReport } from '../../../ports/task-queue.ts'
import type { ListedRepo } from './queries.ts'
import type { Administration } from './service.ts'

export const presentRepo = (repo: ListedRepo & { usedBytes: number }) => ({
  id: repo.fullName,
  type: repo.type,
  private: repo.isPrivate,
  sizeBytes: repo.sizeBytes,
  usedBytes: repo.usedBytes,
  downloads: repo.downloads,
  createdAt: repo.createdAt.toISOString(),
  lastModified: repo.lastModified.toISOString(),
})

export const presentTask = (task: TaskReport) => ({
  ...task,
  createdAt: task.createdAt.toISOString(),
  runAt: task.runAt.toISOString(),
  startedAt: task.startedAt?.toISOString() ?? null,
})

type Counts = Awaited<ReturnType<Administration['countTasks']>>

export const presentCounts = ({ states, lagSeconds }: Counts) => ({ ...states, lagSeconds })

type Health = Awaited<ReturnType<Administration['health']>>

export const presentHealth = ({ memory, tasks, rounds, startedAt, ...health }: Health) => ({
  ...health,
  startedAt: startedAt.toISOString(),
  memory: { residentBytes: memory.rss, heapBytes: memory.heapUsed },
  tasks: presentCounts(tasks),
  rounds: rounds.map(({ name, lastAt }) => ({ name, lastAt: lastAt?.toISOString() ?? null })),
})
