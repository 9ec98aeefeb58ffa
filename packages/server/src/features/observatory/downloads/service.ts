import type { Actor } from '../../../kit/actor.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { Database } from '../../../ports/database.ts'
import type { Repo, RepoAddress, RepoType } from '../../repos/index.ts'
import { dayOf, dayMilliseconds } from './days.ts'
import * as queries from './queries.ts'

export type DownloadsDeps = {
  db: Database
  clock: Clock
  getReadable: (actor: Actor, address: RepoAddress) => Promise<Repo>
}

export type DownloadSeries = {
  days: { day: string; count: number }[]
  total: number
  counted: 'query-files' | 'any-file' | 'readme'
}

/** Which files count, as `counter.ts` knows them. */
const counted: Record<RepoType, DownloadSeries['counted']> = {
  model: 'query-files',
  dataset: 'any-file',
  space: 'readme',
  code: 'readme',
}

export function createDownloads({ db, clock, getReadable }: DownloadsDeps) {
  /** Day by day up to today, days without any among them. @throws HubError RepoNotFound, RepoMoved */
  async function downloadsOf(actor: Actor, address: RepoAddress, days: number): Promise<DownloadSeries> {
    const repo = await getReadable(actor, address)
    const today = clock.now().getTime()
    const since = dayOf(today - (days - 1) * dayMilliseconds)
    const known = new Map((await queries.daysSince(db, repo.id, since)).map(({ day, count }) => [day, count]))
    const series = Array.from({ length: days }, (_, at) => {
      const day = dayOf(today - (days - 1 - at) * dayMilliseconds)
      return { day, count: known.get(day) ?? 0 }
    })
    return { days: series, total: series.reduce((sum, { count }) => sum + count, 0), counted: counted[repo.type] }
  }

  return { downloadsOf }
}

export type Downloads = ReturnType<typeof createDownloads>
