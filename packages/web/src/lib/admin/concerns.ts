export type Concern = 'disk-low' | 'no-git' | 'old-git' | 'failed-tasks' | 'late-tasks' | 'full-pool'

export type Facts = {
  disk: { freeBytes: number; totalBytes: number }
  git: { isEnough: boolean } | null
  tasks: { failed: number; lagSeconds: number }
  database: { connections: { waiting: number } }
}

const leastFreeBytes = 5e9
const leastFreeShare = 0.05
/** tasks wait longer than this only when something is wrong or very busy */
const longestLagSeconds = 600

/** What an administrator should look at. */
export function concernsOf({ disk, git, tasks, database }: Facts): Concern[] {
  const concerns: Concern[] = []
  if (disk.freeBytes < leastFreeBytes || disk.freeBytes < disk.totalBytes * leastFreeShare) concerns.push('disk-low')
  if (git === null) concerns.push('no-git')
  else if (!git.isEnough) concerns.push('old-git')
  if (tasks.failed > 0) concerns.push('failed-tasks')
  if (tasks.lagSeconds > longestLagSeconds) concerns.push('late-tasks')
  if (database.connections.waiting > 0) concerns.push('full-pool')
  return concerns
}
