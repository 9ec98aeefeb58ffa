import { Logger } from 'graphile-worker'
import type { LogFields, Log } from '../../kit/log.ts'

type Job = { id: unknown; task_identifier: string; attempts: number; max_attempts: number }

/** Graphile Worker's reports in our log. Its running commentary is left out, and so are payloads. */
export function bridgeLog(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    const fields = describe(meta)
    if (level === 'error') {
      const isLast = fields.attempt === undefined || fields.attempt === fields.attempts
      // a task that will be tried again is not a failure yet
      log[isLast ? 'error' : 'warn'](message, fields)
    } else if (level === 'warning') {
      log.warn(message, fields)
    }
  })
}

function describe(meta: Readonly<Record<string, unknown>> = {}): LogFields {
  const fields: Record<string, unknown> = {}
  const job = meta.job as Job | undefined
  if (job) Object.assign(fields, { task: job.task_identifier, attempt: job.attempts, attempts: job.max_attempts })
  if (meta.error !== undefined) fields.error = meta.error
  return fields
}
