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
