import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { TaskDesk, TaskReport, TaskState } from '../../../ports/task-queue.ts'
import { requireInstanceAdmin } from '../../accounts/index.ts'

/** Background work as administrators see it, and what they may do about what failed. */
export function createTaskAdministration(taskDesk: TaskDesk) {
  async function listTasks(
    actor: Actor,
    page: { state: TaskState | null; before: number | null; limit: number },
  ): Promise<{ tasks: TaskReport[]; next: number | null }> {
    requireInstanceAdmin(actor)
    const found = await taskDesk.list({ ...page, limit: page.limit + 1 })
    const tasks = found.slice(0, page.limit)
    return { tasks, next: found.length > tasks.length ? tasks.at(-1)!.id : null }
  }

  async function countTasks(actor: Actor) {
    requireInstanceAdmin(actor)
    return taskDesk.counts()
  }

  async function retryTask(actor: Actor, id: number): Promise<void> {
    requireInstanceAdmin(actor)
    if (!(await taskDesk.retry(id))) throw noSuchTask()
  }

  async function dropTask(actor: Actor, id: number): Promise<void> {
    requireInstanceAdmin(actor)
    if (!(await taskDesk.drop(id))) throw noSuchTask()
  }

  return { listTasks, countTasks, retryTask, dropTask }
}

const noSuchTask = () => new HubError('ObjectNotFound', 'There is no such task that failed and is not running.')
