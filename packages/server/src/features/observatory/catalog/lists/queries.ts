/**
 * The catalog's lists. PostgreSQL alone picks badly here: it believes that matches lie evenly along a sort order and
 * that tags are independent. So each query below can be run in one way only, and `find.ts` chooses among them.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../../../ports/database.ts'
import type { Term } from '../lexemes.ts'
import type { CatalogRow, HeavyColumn } from '../queries.ts'
import { labelsQuery, type Conditions } from './conditions.ts'
import { sortColumns, type Position, type Scope, type Sort } from './list-query.ts'
import type { Driver, Statistics } from './plan.ts'

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

const lightColumns = [
  'repo_id',
  'public_id',
  'type',
  'full_name',
  'private',
  'created_at',
  'last_modified',
  'head',
  'described_head',
  'likes',
  'likes_30d',
  'downloads',
  'downloads_all_time',
  'trending_score',
  'tags',
  'pipeline_tag',
  'library_name',
  'sdk',
  'num_parameters',
  'main_size',
]

const and = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql`true` : sql.join(parts, sql` and `))
const columnOf = (sort: Sort): Sql => sql.ref(`catalog.${sortColumns[sort]}`)
const selected = ({ columns }: Order): Sql =>
  sql.join([...lightColumns, ...columns].map((column) => sql.ref(`catalog.${column}`)))

/** An expression that no index is sorted by: whoever orders by it gathers the matches first. */
const gathered = (sort: Sort): Sql => sql`coalesce(${columnOf(sort)}, ${columnOf(sort)}) desc, repo_id desc`
const walked = (sort: Sort): Sql => sql`${columnOf(sort)} desc, repo_id desc`

const half = ({ type, audience }: Scope): Sql => sql`type = ${type} and private = ${sql.lit(audience !== null)}`

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

/**
 * Indexes: catalog_search for labels and words, catalog_substring or catalog_short_substring for parts of names,
 * catalog_by_num_parameters.
 */
function matches(conditions: Conditions): Sql[] {
  const { labels, terms, pipelineTag, minParameters, maxParameters } = conditions
  const parts: Sql[] = terms.map((term) => matchesTerm(term, shown))
  if (labels.length > 0) parts.unshift(sql`search @@ ${shown(labelsQuery(labels), 'tsquery')}`)
  if (pipelineTag !== null) parts.push(sql`pipeline_tag = ${pipelineTag}`)
  return [...parts, ...numbers({ minParameters, maxParameters })]
}

/** The driver through its indexes, the other conditions (`is true`) only as filters of the rows it leads to. */
function matchesBy(driver: Driver, conditions: Conditions): Sql[] {
  const labels = conditions.labels.filter((label) => !driver.labels.includes(label))
  const terms = conditions.terms.filter((term) => term !== driver.term)
  const filters = matches({ ...conditions, labels, terms, minParameters: null, maxParameters: null })
  return [...leading(driver), ...filters.map((filter) => sql`(${filter}) is true`), ...numbers(conditions)]
}

/** Labels stand beside each way in which the term can match: only so does the planner intersect all indexes. */
function leading({ labels, term }: Driver): Sql[] {
  const query = labelsQuery(labels)
  if (!term) return labels.length > 0 ? [sql`search @@ ${hidden(query, 'tsquery')}`] : []
  if (labels.length === 0) return [matchesTerm(term, hidden)]
  const ways: Sql[] = []
  const name = matchesName(term, hidden)
  if (name) ways.push(sql`(${name} and search @@ ${hidden(query, 'tsquery')})`)
  if (term.words) ways.push(sql`search @@ ${hidden(`${term.words} & ${query}`, 'tsquery')}`)
  return [sql`(${sql.join(ways, sql` or `)})`]
}

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

function matchesName({ substring }: Term, value: Value): Sql | null {
  if (substring === null) return null
  if (substring.length === 2) return sql`catalog_pairs(full_name_lower) @> array[${value(substring, 'text')}]`
  return sql`full_name_lower like ${value(`%${escapeLike(substring)}%`, 'text')}`
}

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
  const where = and([placeFilter(order, page.after), ...audience(order.scope), ...matches(conditions)])
  const query = sql<CatalogRow>`
    select ${selected(order)} from catalog where ${where} order by ${gathered(order.sort)} limit ${page.limit}`
  return (await query.execute(db)).rows
}

export type FewPage = Page & { mostMatches: number; driver: Driver }

/** The same, but null when there are more matches than one would like to read. */
export function gatherFew(db: Database, order: Order, conditions: Conditions, page: FewPage) {
  const where = and([placeFilter(order, page.after), ...audience(order.scope), ...matchesBy(page.driver, conditions)])
  return bestOfFew(db, order, where, page)
}

export type Window = FewPage & { edge: Position }

/**
 * The best matches between a place and an edge further along: two bitmaps, of the driver and of the stretch, and rows
 * are read only where both agree. Null when there are too many.
 */
export function within(db: Database, order: Order, conditions: Conditions, window: Window) {
  const where = and([...stretch(order, window), ...audience(order.scope), ...matchesBy(window.driver, conditions)])
  return bestOfFew(db, order, where, window)
}

async function bestOfFew(db: Database, order: Order, where: Sql, { limit, mostMatches }: Omit<FewPage, 'driver'>) {
  const query = sql<CatalogRow & { matches: number }>`
    select ${selected(order)}, count(*) over () as matches from (
      select * from catalog where ${where} limit ${mostMatches}
    ) catalog order by ${walked(order.sort)} limit ${limit}`
  const { rows } = await query.execute(db)
  return rows[0] && rows[0].matches >= mostMatches ? null : (rows as CatalogRow[])
}

/**
 * Rows that tie with the edge belong to the next window, unless all of the window is one tie: with plain comparisons
 * the planner knows how long the stretch is.
 */
function stretch(order: Order, { after, edge }: Window): Sql[] {
  const column = columnOf(order.sort)
  if (order.sort === 'id') return [place(order, after), sql`repo_id >= ${edge.id}`]
  if (after?.value === edge.value)
    return [ordered(order), sql`${column} = ${edge.value} and repo_id >= ${edge.id} and repo_id < ${after.id}`]
  const upTo = after ? [sql`${column} <= ${after.value}`] : []
  return [placeFilter(order, after), sql`${column} > ${edge.value}`, ...upTo]
}

/** How many rows the planner expects to match; reads nothing. */
export async function estimate(db: Database, scope: Scope, conditions: Conditions): Promise<number> {
  const where = and([half(scope), ...audience(scope), ...matches(conditions)])
  const query = sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from catalog where ${where}`
  return (await query.execute(db)).rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** The frequent lexemes and the number of rows, as `analyze` last found them. */
export async function statistics(db: Database): Promise<Statistics> {
  const query = sql<{ lexemes: string[] | null; shares: number[] | null; rows: number }>`
    select most_common_elems::text::text[] as lexemes, most_common_elem_freqs as shares, reltuples::float8 as rows
    from pg_class left join pg_stats on schemaname = current_schema() and tablename = relname and attname = 'search'
    where pg_class.oid = 'catalog'::regclass`
  const [row] = (await query.execute(db)).rows
  const common = new Map((row?.lexemes ?? []).map((lexeme, at) => [lexeme, row?.shares?.[at] ?? 0]))
  return { common, rows: Math.max(row?.rows ?? 0, 0) }
}
