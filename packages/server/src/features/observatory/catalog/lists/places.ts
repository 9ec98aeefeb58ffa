/**
 * Where a row stands in each sort order, coarsely, as keys in the column `places`. The index on words holds them too, so
 * that a search reads only the matches of one stretch of an order: the lists of words and of places are intersected
 * inside the index.
 *
 * Each order is cut into steps, eight of which make one of the next level, so that few keys name any stretch. What is
 * written here is stored in every row: a change needs a migration that computes the column again.
 */
import type { Position, Sort } from './list-query.ts'

type Kind = 'number' | 'moment' | 'id'
type Scale = { order: number; kind: Kind; column: string }

const scales: Record<Sort, Scale> = {
  downloads: { order: 1, kind: 'number', column: 'downloads' },
  likes: { order: 2, kind: 'number', column: 'likes' },
  likes30d: { order: 3, kind: 'number', column: 'likes_30d' },
  trendingScore: { order: 4, kind: 'number', column: 'trending_score' },
  num_parameters: { order: 5, kind: 'number', column: 'num_parameters' },
  mainSize: { order: 6, kind: 'number', column: 'main_size' },
  createdAt: { order: 7, kind: 'moment', column: 'created_at' },
  lastModified: { order: 8, kind: 'moment', column: 'last_modified' },
  id: { order: 9, kind: 'id', column: 'repo_id' },
}

/** How many bits each level leaves out: of a number's step, of the seconds since 2020, of an id. */
const shifts: Record<Kind, readonly number[]> = {
  number: [0, 3, 6],
  moment: [15, 18, 21, 24, 27],
  id: [11, 14, 17, 20, 23],
}
/** What lies beyond counts as these: the year 2054, repo 67,108,863. */
const ends: Record<Kind, number> = { number: 2 ** 9 - 1, moment: 2 ** 30 - 1, id: 2 ** 26 - 1 }
const start2020 = 1_577_836_800

/** Eight steps from each power of two to the next. */
export const createStepFunction = `
  create function catalog_step(value bigint) returns bigint immutable parallel safe language sql as $$
    select case when value < 8 then value
      else (61 - position(B'1' in value::bit(64))) * 8 + (value >> (61 - position(B'1' in value::bit(64)))) end
  $$`

/** The definition of the column `places`. */
export const placesExpression = `array[${Object.values(scales).flatMap(keysInSql).join(', ')}]`

function keysInSql({ order, kind, column }: Scale): string[] {
  const fine = {
    number: `catalog_step(${column})`,
    moment: `least(greatest(extract(epoch from ${column} at time zone 'UTC')::bigint - ${start2020}, 0), ${ends.moment})`,
    id: `least(${column}, ${ends.id})`,
  }[kind]
  return shifts[kind].map((shift, level) => `${prefix(order, level)} | (${fine} >> ${shift})::int`)
}

function fineOf(kind: Kind, value: Position['value']): number {
  if (kind === 'moment') return clamp(Math.floor(Date.parse(String(value)) / 1000) - start2020, ends.moment)
  if (kind === 'id' || Number(value) < 8) return clamp(Number(value), ends[kind])
  const bits = Number(value).toString(2).length
  return (bits - 4) * 8 + Math.floor(Number(value) / 2 ** (bits - 4))
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most)

function prefix(order: number, level: number): number {
  return (order * 8 + level) << 24
}

/** The keys of which all rows from `low` to `high` have one; null is the order's end. */
export function keysBetween(sort: Sort, low: Position['value'] | null, high: Position['value'] | null): number[] {
  const { order, kind } = scales[sort]
  const keys: number[] = []
  let first = low === null ? 0 : fineOf(kind, low)
  let last = high === null ? ends[kind] : fineOf(kind, high)
  for (const [level, shift] of shifts[kind].entries()) {
    if (first > last) break
    // Keys of this level up to where one of the next begins, and back from where the last of those ends.
    const size = 2 ** shift
    const next = 2 ** (shifts[kind][level + 1] ?? 53)
    first = Math.floor(first / size) * size
    last = Math.ceil((last + 1) / size) * size - 1
    for (; first <= last && first % next !== 0; first += size) keys.push(prefix(order, level) | (first / size))
    for (; first <= last && (last + 1) % next !== 0; last -= size)
      keys.push(prefix(order, level) | ((last + 1) / size - 1))
  }
  return keys
}
