import { parseCronItems, run, runMigrations, runOnce } from 'graphile-worker'
import type { CronItem, Runner, RunnerOptions, TaskList } from 'graphile-worker'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Log } from '../../kit/log.ts'
import { silentLog } from '../../kit/log.ts'
import type { TaskDefinition, TaskRunner } from '../../ports/task-queue.ts'
import { bridgeLog } from './logger.ts'

export type TaskRunnerOptions = {
  pool: Pool
  definitions: readonly TaskDefinition[]
  concurrency: number
  log: Log
}

const restartMilliseconds = 2000

/** The queue's own tables. Call it beside our migrations, before anything is enqueued. */
export async function migrateTasks(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: bridgeLog(silentLog), noHandleSignals: true, taskList: {} })
}

/** Takes tasks from the queue. One runner per database at a time: it frees what a crashed one had taken. */
export function createTaskRunner({ pool, definitions, concurrency, log }: TaskRunnerOptions): TaskRunner {
  const options: RunnerOptions = {
    pgPool: pool,
    logger: bridgeLog(log),
    // the hub listens to signals and stops its parts in order
    noHandleSignals: true,
    concurrency,
    taskList: toTaskList(definitions),
    parsedCronItems: parseCronItems(definitions.flatMap(toCronItem)),
  }
  let worker: { stop: () => Promise<void> } | undefined
  return {
    start: async () => {
      await freeTakenTasks(pool)
      worker = keepRunning(await run(options), options, log)
    },
    drain: async () => {
      do await runOnce(options)
      while (await hasDueTasks(pool, definitions))
    },
    stop: async () => {
      await worker?.stop()
      worker = undefined
    },
  }
}

/** The worker gives up when the database goes away; we do not. */
function keepRunning(first: Runner, options: RunnerOptions, log: Log): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  let current = first
  const watch = async (): Promise<void> => {
    for (;;) {
      await current.promise.catch((error: unknown) => log.error('The task runner ended', { error }))
      for (let isRunning = false; !isRunning;) {
        if (signal.aborted) return
        await sleep(restartMilliseconds, undefined, { ref: false, signal }).catch(() => {})
        isRunning = await restart()
      }
      if (signal.aborted) await current.stop()
    }
  }
  const restart = async (): Promise<boolean> => {
    if (signal.aborted) return false
    try {
      current = await run(options)
      return true
    } catch (error) {
      log.warn('The task runner could not be started again', { error })
      return false
    }
  }
  const watching = watch()
  const stop = async (): Promise<void> => {
    stopping.abort()
    // it may have ended by itself just now
    await current.stop().catch(() => {})
    await watching
  }
  return { stop }
}

function toTaskList(definitions: readonly TaskDefinition[]): TaskList {
  const entries = definitions.map(({ name, run }) => [name, (payload: unknown) => run(payload as Payload)] as const)
  return Object.fromEntries(entries)
}

type Payload = Record<string, unknown>

/** A round that is still waiting when the next is due is not doubled. */
function toCronItem({ name, cron }: TaskDefinition): CronItem[] {
  return cron === undefined ? [] : [{ task: name, match: cron, identifier: name, options: { jobKey: `cron:${name}` } }]
}

/** A killed process leaves its tasks marked as taken, by default for four hours. */
async function freeTakenTasks(pool: Pool): Promise<void> {
  await pool.query(`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs where locked_at is not null`)
}

async function hasDueTasks(pool: Pool, definitions: readonly TaskDefinition[]): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(
    `select exists (
       select from graphile_worker.jobs
       where task_identifier = any($1) and run_at <= now() and locked_at is null and attempts < max_attempts
     ) as due`,
    [definitions.map(({ name }) => name)],
  )
  return rows[0]?.due === true
}
