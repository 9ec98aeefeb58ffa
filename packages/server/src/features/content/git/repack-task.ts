import { limits } from '../../../config/limits.ts'
import type { RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { TaskQueue, TaskRequest } from '../../../ports/task-queue.ts'

export const repackTaskName = 'repack-git'

/** One waiting task per repo does for all who ask. */
export const repackTask = (repoId: RepoId): TaskRequest => ({
  name: repackTaskName,
  key: `${repackTaskName}:${repoId}`,
  payload: { repoId },
})

export type RequestRepack = (tx: Database, repoId: RepoId, landed: { depth: number; objects: number }) => Promise<void>

/** For commits over HTTP: every so many of a branch ask, and each that brings much, as what it brought is in no pack. */
export const createRepackRequests =
  (queue: TaskQueue): RequestRepack =>
  async (tx, repoId, { depth, objects }) => {
    if (depth % limits.commitsPerRepack === 0 || objects > limits.looseObjects)
      await queue.enqueue(tx, repackTask(repoId))
  }
