import type { Clock } from '../../../kit/clock.ts'
import type { Database } from '../../../ports/database.ts'
import type { TaskDefinition } from '../../../ports/task-queue.ts'
import { dayMilliseconds, dayOf } from './days.ts'
import * as queries from './queries.ts'

const reposAtOnce = 2000
/** a week of trend, and another week in which the hub may have slept */
const lookBackDays = 14

/** Brings the catalog's numbers in line with the counted days, a bounded batch per statement. */
export function downloadTasks({ db, clock }: { db: Database; clock: Clock }): TaskDefinition[] {
  async function sumDownloads(): Promise<void> {
    const now = clock.now().getTime()
    const today = dayOf(now)
    const since = dayOf(now - lookBackDays * dayMilliseconds)
    for (let after: number | null = 0; after !== null;)
      after = (await queries.sumUp(db, { today, since, after, limit: reposAtOnce })).next
  }
  return [{ name: 'sum-downloads', cron: '8 * * * *', run: sumDownloads }]
}
