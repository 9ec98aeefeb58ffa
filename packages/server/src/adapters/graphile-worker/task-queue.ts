import { sql } from 'kysely'
import type { Database } from '../../ports/database.ts'
import type { TaskQueue, TaskRequest } from '../../ports/task-queue.ts'

/** Tasks are rows: they appear when the transaction that asks for them lands, or not at all. */
export function createTaskQueue(): TaskQueue {
  return { enqueue }
}

async function enqueue(tx: Database, task: TaskRequest): Promise<void> {
  await sql`
    select from graphile_worker.add_job(
      ${task.name}::text,
      payload => ${JSON.stringify(task.payload)}::json,
      run_at => ${task.runAt ?? null}::timestamptz,
      max_attempts => ${task.maxAttempts ?? null}::int,
      job_key => ${task.key ?? null}::text,
      job_key_mode => 'preserve_run_at'
    )`.execute(tx)
}
