/**
 * The catalog's lists. PostgreSQL alone picks badly here: it believes that matches lie evenly along a sort order and
 * that tags are independent. So each query below can be run in one way only, and `find.ts` chooses among them.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../../../ports/database.ts'
import type { Term } from '../lexemes.ts'
import { lightColumns, type CatalogRow, type HeavyColumn } from '../queries.ts'
import { labelsQuery, type Conditions } from './conditions.ts'
import { distributionOf, type Distribution } from './distribution.ts'
import { isMoment, sortColumns, type Position, type Scope, type Sort } from './list-query.ts'
import { keysBetween } from './places.ts'
import type { Lead, Statistics } from './plan.ts'

/** One order of one half of the catalog, and which columns are wanted. */
export type Order = {
  scope: Scope
  sort: Sort
  columns: readonly HeavyColumn[]
  /** the part of the order of num_parameters that is wanted */
  range: Pick<Conditions, 'minParameters' | 'maxParameters'> | null
}
export type Page = { after: Position | null; limit: number }
type Sql = RawBuilder<unknown>

const and = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql`true` : sql.join(parts, sql` and `))
const columnOf = (sort: Sort): Sql => sql.ref(`catalog.${sortColumns[sort]}`)
const selected = ({ columns }: Order): Sql =>
  sql.join([...lightColumns, ...columns].map((column) => sql.ref(`catalog.${column}`)))

/** An expression that no index is sorted by: whoever orders by it gathers the matches first. */
const gathered = (sort: Sort): Sql => sql`coalesce(${columnOf(sort)}, ${columnOf(sort)}) desc, repo_id desc`
const walked = (sort: Sort): Sql => sql`${columnOf(sort)} desc, repo_id desc`

const half = ({ type, audience }: Scope): Sql => sql`type = ${type} and private = ${sql.lit(audience !== null)}`

/** Which of the partial indexes on words and names holds these rows. */
const part = ({ type, audience }: Scope): Sql => sql`part = ${sql.lit(audience ? 'private' : type)}`

const ordered = ({ scope, range }: Order): Sql => and([half(scope), ...(range ? numbers(range) : [])])

function numbers({ minParameters, maxParameters }: NonNullable<Order['range']>): Sql[] {
  const parts: Sql[] = []
  if (minParameters !== null) parts.push(sql`num_parameters >= ${minParameters}`)
  // Zero is "unknown", not "few".
  if (maxParameters !== null) parts.push(sql`num_parameters between 1 and ${maxParameters}`)
  return parts
}

/** Index: catalog_by_<sort>, from the place on. */
function place(order: Order, after: Position | null): Sql {
  const { sort } = order
  if (!after) return ordered(order)
  if (sort === 'id') return sql`${ordered(order)} and repo_id < ${after.id}`
  return sql`${ordered(order)} and (${columnOf(sort)}, repo_id) < (${after.value}, ${after.id})`
}

/** The same as a filter. As an index condition the planner takes a place among ties for the very end. */
function placeFilter(order: Order, after: Position | null): Sql {
  if (!after || order.sort === 'id') return place(order, after)
  const column = columnOf(order.sort)
  return sql`${ordered(order)} and (coalesce(${column}, ${column}), repo_id) < (${after.value}, ${after.id})`
}

/** Index: catalog_private, or nothing when walking along a sort order. */
function audience({ audience }: Scope): Sql[] {
  if (!audience || audience.all) return []
  const ids = sql`namespace_id = any(${audience.namespaceIds}::bigint[])`
  return [audience.repoIds?.length ? sql`(${ids} or repo_id = any(${audience.repoIds}::bigint[]))` : ids]
}

/** Index: catalog_find_<part>, or catalog_private for those who see little of what is private. */
function scoped(scope: Scope): Sql[] {
  const isLimited = scope.audience !== null && !scope.audience.all
  return [part(scope), ...(isLimited ? [half(scope)] : []), ...audience(scope)]
}

/** Index: catalog_find_<part> for labels, words and parts of names. */
function matches(conditions: Conditions): Sql[] {
  const { labels, terms, pipelineTag, minParameters, maxParameters } = conditions
  const parts: Sql[] = terms.map((term) => matchesTerm(term, shown))
  if (labels.length > 0) parts.unshift(sql`search @@ ${shown(labelsQuery(labels), 'tsquery')}`)
  if (pipelineTag !== null) parts.push(sql`pipeline_tag = ${pipelineTag}`)
  return [...parts, ...numbers({ minParameters, maxParameters })]
}

/** What the index answers; all other conditions are looked at in the rows it leads to. */
function leading({ labels, terms }: Lead, { minParameters, maxParameters }: Conditions): Sql[] {
  const parts: Sql[] = []
  if (minParameters !== null || maxParameters !== null)
    parts.push(hasPlace(keysBetween('num_parameters', minParameters ?? 1, maxParameters)))
  if (terms.length > 0) parts.push(matchesTogether(terms))
  if (labels.length > 0) parts.push(sql`search @@ ${hidden(labelsQuery(labels), 'tsquery')}`)
  return parts
}

function remaining({ labels, terms }: Lead, conditions: Conditions): Sql[] {
  return matches({
    ...conditions,
    labels: conditions.labels.filter((label) => !labels.includes(label)),
    terms: conditions.terms.filter((term) => !terms.includes(term)),
  })
}

const hasPlace = (keys: readonly number[]): Sql => sql`places && ${keys}::int[]`

type Value = (text: string, type: 'tsquery' | 'text') => Sql
const shown: Value = (text, type) => sql`${text}::${sql.raw(type)}`
/** Keeps the value from the planner, which then takes it for fairly rare and does as it is told. */
const hidden: Value = (text, type) => sql`(select ${shown(text, type)})`

function matchesTerm(term: Term, value: Value): Sql {
  const ways: Sql[] = []
  const name = matchesName(term, value)
  if (name) ways.push(name)
  if (term.words) ways.push(sql`search @@ ${value(term.words, 'tsquery')}`)
  return ways.length === 0 ? sql`false` : sql`(${sql.join(ways, sql` or `)})`
}

/** Each way in which all the terms can match, spelled out: only so is each looked up in the index as a whole. */
function matchesTogether(terms: readonly Term[]): Sql {
  let ways: { names: Sql[]; words: string[] }[] = [{ names: [], words: [] }]
  for (const term of terms) {
    const name = matchesName(term, hidden)
    ways = ways.flatMap(({ names, words }) => [
      ...(name ? [{ names: [...names, name], words }] : []),
      ...(term.words ? [{ names, words: [...words, term.words] }] : []),
    ])
  }
  const arms = ways.map(({ names, words }) =>
    and(words.length > 0 ? [...names, sql`search @@ ${hidden(words.join(' & '), 'tsquery')}`] : names),
  )
  return sql`(${sql.join(arms, sql` or `)})`
}

function matchesName({ substring }: Term, value: Value): Sql | null {
  if (substring === null) return null
  if (substring.length === 2) return holdsPairs([substring], value)
  const pattern = value(`%${escapeLike(substring)}%`, 'text')
  if (substring.length === 1 || hasTrigrams.test(substring)) return sql`full_name_lower like ${pattern}`
  // Where there are none, the whole index on names would be read, were it not kept from the planner.
  return sql`(${holdsPairs(pairsOf(substring), value)} and coalesce(full_name_lower) like ${pattern})`
}

const holdsPairs = (pairs: readonly string[], value: Value): Sql =>
  sql`catalog_pairs(full_name_lower) @> array[${sql.join(pairs.map((pair) => value(pair, 'text')))}]`

/** Signs are no part of trigrams: https://www.postgresql.org/docs/current/pgtrgm.html */
const hasTrigrams = /[a-z0-9]{3}/

/** With those a text holds, names that hold it are found, and some others. */
const pairsOf = (text: string): string[] => [
  ...new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2))),
]

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** Along the sort order from the start, no conditions: reads as many rows as it answers. */
export async function walk(db: Database, order: Order, page: Page): Promise<CatalogRow[]> {
  const query = sql<CatalogRow>`
    select ${selected(order)} from catalog where ${and([place(order, page.after), ...audience(order.scope)])}
    order by ${walked(order.sort)} limit ${page.limit}`
  return (await query.execute(db)).rows
}

/** Along the sort order, but no further than `rows`: quick for what is common, and never slow. */
export async function probe(db: Database, order: Order, conditions: Conditions, page: Page & { rows: number }) {
  const query = sql<CatalogRow>`
    select ${selected(order)} from (
      select * from catalog where ${place(order, page.after)} order by ${walked(order.sort)} limit ${page.rows}
    ) catalog
    where ${and([...audience(order.scope), ...matches(conditions)])}
    order by ${walked(order.sort)} limit ${page.limit}`
  return (await query.execute(db)).rows
}

/** The row `rows` places further along the sort order, or null when it ends before. Reads the index alone. */
export async function edge(db: Database, order: Order, after: Position | null, rows: number): Promise<Position | null> {
  const query = sql<{ value: number | Date; id: number }>`
    select ${columnOf(order.sort)} as value, repo_id as id from catalog where ${place(order, after)}
    order by ${walked(order.sort)} offset ${rows} limit 1`
  const [row] = (await query.execute(db)).rows
  return row ? { value: row.value instanceof Date ? row.value.toISOString() : row.value, id: row.id } : null
}

/** All matches, then the best of them: quick for what is rare. */
export async function gather(db: Database, order: Order, conditions: Conditions, page: Page): Promise<CatalogRow[]> {
  const where = and([placeFilter(order, page.after), ...scoped(order.scope), ...matches(conditions)])
  const query = sql<CatalogRow>`
    select ${selected(order)} from catalog where ${where} order by ${gathered(order.sort)} limit ${page.limit}`
  return (await query.execute(db)).rows
}

export type Stretch = Page & { edge: Position | null; isFew: boolean; mostRows: number; lead: Lead }

/**
 * The best matches between a place and an edge further along (null: the end). The index holds places beside words, so
 * that only rows are read in which all agree. Null when these are more than `mostRows`.
 */
export async function within(db: Database, order: Order, conditions: Conditions, stretch: Stretch) {
  const { limit, mostRows, lead } = stretch
  const { keys, filters } = places(order, stretch)
  const query = sql<CatalogRow & { rows_read: number }>`
    with near as materialized (
      select repo_id, ${columnOf(order.sort)} as place, ${and([...filters, ...remaining(lead, conditions)])} as is_match
      from catalog where ${and([...scoped(order.scope), ...leading(lead, conditions), ...keys])} limit ${mostRows}
    )
    select ${selected(order)}, rows_read from (select count(*) as rows_read from near) counted
    left join lateral (
      select repo_id from near where is_match order by place desc, repo_id desc limit ${limit}
    ) best on true
    left join catalog on catalog.repo_id = best.repo_id
    order by ${walked(order.sort)}`
  const { rows } = await query.execute(db)
  if (Number(rows[0]?.rows_read) >= mostRows) return null
  return rows.filter((row) => row.repo_id !== null) as CatalogRow[]
}

/** Rows that tie with the edge belong to the next stretch, unless all of this one is one tie. */
function places(order: Order, { after, edge, isFew }: Stretch): { keys: Sql[]; filters: Sql[] } {
  const { sort, scope, range } = order
  const filters = [half(scope), place(order, after)]
  // Places would only be a burden where little is left.
  if (isFew || (!edge && !after)) return { keys: [], filters }
  const high = after?.value ?? range?.maxParameters ?? null
  if (!edge) return { keys: [hasPlace(keysBetween(sort, range?.minParameters ?? null, high))], filters }
  if (sort === 'id')
    return { keys: [hasPlace(keysBetween(sort, edge.id, high))], filters: [...filters, sql`repo_id >= ${edge.id}`] }
  const column = columnOf(sort)
  if (after?.value === edge.value) {
    const keys = [hasPlace(keysBetween(sort, edge.value, edge.value)), hasPlace(keysBetween('id', edge.id, after.id))]
    return { keys, filters: [...filters, sql`${column} = ${edge.value} and repo_id >= ${edge.id}`] }
  }
  const low = typeof edge.value === 'number' ? edge.value + 1 : edge.value
  return { keys: [hasPlace(keysBetween(sort, low, high))], filters: [...filters, sql`${column} > ${edge.value}`] }
}

/** How many rows the planner expects to match; reads nothing. */
export async function estimate(db: Database, scope: Scope, conditions: Conditions): Promise<number> {
  const where = and([half(scope), ...audience(scope), ...matches(conditions)])
  const query = sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from catalog where ${where}`
  return (await query.execute(db)).rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** What `analyze` last found: frequent lexemes, and how the values of each order are spread. */
export async function statistics(db: Database): Promise<Statistics> {
  const columns = Object.values(sortColumns)
  const query = sql<StatisticsRow>`
    select attname as name, most_common_vals::text::text[] as common, most_common_freqs as "commonShares",
      histogram_bounds::text::text[] as bounds, most_common_elems::text::text[] as lexemes,
      most_common_elem_freqs as "lexemeShares"
    from pg_stats where schemaname = current_schema() and tablename = 'catalog'
      and attname = any(${[...columns, 'search']}::text[])`
  const rows = new Map((await query.execute(db)).rows.map((row) => [row.name, row]))
  const search = rows.get('search')
  const spreadOf = (sort: Sort): Distribution => {
    const { common, commonShares, bounds } = rows.get(sortColumns[sort]) ?? {}
    const read = (values: string[] | null | undefined): number[] =>
      (values ?? []).map((text) => (isMoment(sort) ? Date.parse(text.replace(/([+-]\d\d)$/, '$1:00')) : Number(text)))
    return distributionOf({ common: read(common), commonShares: commonShares ?? [], bounds: read(bounds) })
  }
  const sorts = Object.keys(sortColumns) as Sort[]
  return {
    common: new Map((search?.lexemes ?? []).map((lexeme, at) => [lexeme, search?.lexemeShares?.[at] ?? 0])),
    spreads: Object.fromEntries(sorts.map((sort) => [sort, spreadOf(sort)])) as Record<Sort, Distribution>,
  }
}

type StatisticsRow = {
  name: string
  common: string[] | null
  commonShares: number[] | null
  bounds: string[] | null
  lexemes: string[] | null
  lexemeShares: number[] | null
}
