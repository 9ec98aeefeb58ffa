import { sql } from 'kysely'
import type { Database } from '../../ports/database.ts'
import { taskStates, type TaskDesk, type TaskReport, type TaskState } from '../../ports/task-queue.ts'

const shownErrorLength = 2000

/** The order matters: the first that holds is the state. */
const state = sql<TaskState>`case
  when locked_at is not null then 'running'
  when attempts >= max_attempts then 'failed'
  when last_error is not null then 'retrying'
  when run_at > now() then 'scheduled'
  else 'waiting' end`

/** What the queue's tables tell an operator. */
export function createTaskDesk(db: Database): TaskDesk {
  return {
    counts: async () => {
      const { rows } = await sql<{ state: TaskState; tasks: number; lag: number | null }>`
        select ${state} as state, count(*)::integer as tasks,
          extract(epoch from max(now() - run_at) filter (where locked_at is null and attempts < max_attempts))::float8 as lag
        from graphile_worker.jobs group by 1`.execute(db)
      const counted = new Map(rows.map((row) => [row.state, row.tasks]))
      return {
        states: Object.fromEntries(taskStates.map((each) => [each, counted.get(each) ?? 0])) as Record<
          TaskState,
          number
        >,
        lagSeconds: Math.max(0, ...rows.map(({ lag }) => lag ?? 0)),
      }
    },
    list: async ({ state: wanted, before, limit }) => {
      const { rows } = await sql<TaskReport>`
        select id, task_identifier as name, ${state} as state, attempts, max_attempts as "maxAttempts",
          created_at as "createdAt", run_at as "runAt", locked_at as "startedAt",
          left(last_error, ${shownErrorLength}::integer) as error
        from graphile_worker.jobs
        where (${wanted}::text is null or ${state} = ${wanted}::text) and (${before}::bigint is null or id < ${before}::bigint)
        order by id desc limit ${limit}`.execute(db)
      return rows.map((row) => ({ ...row, id: Number(row.id) }))
    },
    retry: async (id) => {
      const { rows } = await sql`
        select id from graphile_worker.reschedule_jobs(
          array(select id from graphile_worker.jobs where id = ${id}::bigint and last_error is not null),
          run_at => now(), attempts => 0)`.execute(db)
      return rows.length > 0
    },
    drop: async (id) => {
      const { rows } = await sql`
        select id from graphile_worker.complete_jobs(
          array(select id from graphile_worker.jobs where id = ${id}::bigint and last_error is not null))`.execute(db)
      return rows.length > 0
    },
    rounds: async () => {
      const { rows } = await sql<{ name: string; lastAt: Date | null }>`
        select identifier as name, last_execution as "lastAt"
        from graphile_worker._private_known_crontabs order by identifier`.execute(db)
      return rows
    },
  }
}
