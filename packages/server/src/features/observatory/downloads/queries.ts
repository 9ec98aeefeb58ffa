import { sql } from 'kysely'
import type { Database } from '../../../ports/database.ts'

export type DayCount = { repoId: number; day: string; count: number }

/** Adds to each repo's day. Repos that are gone meanwhile are passed over. Index: download_days primary key. */
export async function addDownloads(db: Database, counts: readonly DayCount[]): Promise<void> {
  const ids = counts.map((count) => count.repoId)
  const days = counts.map((count) => count.day)
  const numbers = counts.map((count) => count.count)
  // Sorted: two hubs that add at the same time must lock rows in one order.
  await sql`
    insert into download_days (repo_id, day, count)
    select repo_id, day, count
    from unnest(${ids}::bigint[], ${days}::date[], ${numbers}::bigint[]) as given (repo_id, day, count)
    where exists (select from catalog where catalog.repo_id = given.repo_id)
    order by repo_id, day
    on conflict (repo_id, day) do update set count = download_days.count + excluded.count`.execute(db)
}

/** What is left to sum up: the first repo id not yet looked at, or null at the end. */
export type Progress = { next: number | null }

/**
 * Sums up a stretch of the repos whose sums may have changed: those with downloads since `from`, and those whose last
 * month has lost a day since then. Only rows whose numbers differ are written, as each write touches every index.
 * Indexes: download_days_day to find them, download_days primary key to sum.
 */
export async function sumUp(
  db: Database,
  { today, since, after, limit }: { today: string; since: string; after: number; limit: number },
): Promise<Progress> {
  const { rows } = await sql<{ last: number | null; found: number }>`
    with touched as materialized (
      select distinct repo_id from download_days
      where repo_id > ${after} and (day >= ${since}::date or
        day between ${since}::date - 31 and ${today}::date - 30)
      order by repo_id limit ${limit}
    ), sums as (
      select repo_id, total, coalesce(month, 0) as month, coalesce(recent, 0) as recent
      from touched cross join lateral (
        select sum(count) as total,
          sum(count) filter (where day > ${today}::date - 30) as month,
          -- a day's downloads are worth half of the next day's
          sum(count * power(0.5, ${today}::date - day)) filter (where day > ${today}::date - 7) as recent
        from download_days where download_days.repo_id = touched.repo_id
      ) days
    ), written as (
      update catalog set downloads = month, downloads_all_time = total,
        trending_score = least(round(sqrt(recent)), 1000000)::int + likes_30d
      from sums where catalog.repo_id = sums.repo_id
        and (downloads, downloads_all_time, trending_score) is distinct from
          (month::bigint, total::bigint, least(round(sqrt(recent)), 1000000)::int + likes_30d)
    )
    select max(repo_id) as last, count(*) as found from touched`.execute(db)
  const [row] = rows
  return { next: row && row.found === limit ? row.last : null }
}

/** Index: download_days primary key. */
export async function daysSince(
  db: Database,
  repoId: number,
  since: string,
): Promise<Pick<DayCount, 'day' | 'count'>[]> {
  const { rows } = await sql<{ day: string; count: number }>`
    select to_char(day, 'YYYY-MM-DD') as day, count from download_days
    where repo_id = ${repoId} and day >= ${since}::date order by day`.execute(db)
  return rows.map(({ day, count }) => ({ day, count: Number(count) }))
}
