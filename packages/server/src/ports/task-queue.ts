import type { Database } from './database.ts'

export type TaskRequest = {
  name: string
  payload: Record<string, unknown>
  /** two waiting tasks of one key become one, with the second's payload at the first's time */
  key?: string
  runAt?: Date
  maxAttempts?: number
}

/** Background work, written in the transaction that causes it and run after it lands. */
export type TaskQueue = { enqueue: (tx: Database, task: TaskRequest) => Promise<void> }

/** Safe to run twice: a task may be repeated after a crash. */
export type TaskHandler = (payload: Record<string, unknown>) => Promise<void>

/** A task's code and, when it also runs by the clock, its cron line (`0 * * * *`, UTC). */
export type TaskDefinition = { name: string; run: TaskHandler; cron?: string }

export type TaskRunner = {
  start: () => Promise<void>
  /** runs everything that is due, for tests and shutdown */
  drain: () => Promise<void>
  stop: () => Promise<void>
}

/** `scheduled` is not due yet; `retrying` failed and has attempts left; `failed` has none. */
export const taskStates = ['running', 'waiting', 'scheduled', 'retrying', 'failed'] as const
export type TaskState = (typeof taskStates)[number]

/** A task as an operator sees it: never its payload. */
export type TaskReport = {
  id: number
  name: string
  state: TaskState
  attempts: number
  maxAttempts: number
  createdAt: Date
  /** when it is due */
  runAt: Date
  startedAt: Date | null
  /** what the last attempt failed of */
  error: string | null
}

/** What an operator may know of the queue and do about what failed. */
export type TaskDesk = {
  counts: () => Promise<{
    states: Record<TaskState, number>
    /** of the task that is due longest */ lagSeconds: number
  }>
  /** the newest first; `before` is the id where the last page ended */
  list: (page: { state: TaskState | null; before: number | null; limit: number }) => Promise<TaskReport[]>
  /** a task that failed is due at once, with all its attempts; false when there is none that is not running */
  retry: (id: number) => Promise<boolean>
  /** a task that failed is forgotten */
  drop: (id: number) => Promise<boolean>
  /** when each task that runs by the clock was started last */
  rounds: () => Promise<{ name: string; lastAt: Date | null }[]>
}
