/**
 * The catalog's lists. PostgreSQL alone picks badly here: it believes that matches lie evenly along a sort order and
 * that tags are independent. So each query below can be run in one way only, and `find.ts` chooses among them.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../../../ports/database.ts'
import type { Term } from '../lexemes.ts'
import type { CatalogRow, HeavyColumn } from '../queries.ts'
import type { Conditions } from './conditions.ts'
import { sortColumns, type Position, type Scope, type Sort } from './list-query.ts'

/** One order of one half of the catalog, and which columns are wanted. */
export type Order = { scope: Scope; sort: Sort; columns: readonly HeavyColumn[] }
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

/** Index: catalog_by_<sort>, all of it up to the page's first row. */
function place({ scope, sort }: Order, after: Position | null): Sql {
  const half = sql`type = ${scope.type} and private = ${sql.lit(scope.audience !== null)}`
  if (!after) return half
  if (sort === 'id') return sql`${half} and repo_id < ${after.id}`
  return sql`${half} and (${columnOf(sort)}, repo_id) < (${after.value}, ${after.id})`
}

/** Index: catalog_private, or nothing when walking along a sort order. */
function audience({ audience }: Scope): Sql[] {
  if (!audience || audience.all) return []
  const ids = sql`namespace_id = any(${audience.namespaceIds}::bigint[])`
  return [audience.repoIds?.length ? sql`(${ids} or repo_id = any(${audience.repoIds}::bigint[]))` : ids]
}

/**
 * Indexes: catalog_search for labels and words, catalog_substring or catalog_short_substring for parts of names,
 * catalog_by_num_parameters. `hidden` keeps the values from the planner, which then takes each for fairly rare.
 */
function matches(conditions: Conditions, hidden = false): Sql[] {
  const value = (text: string, type: 'tsquery' | 'text'): Sql =>
    hidden ? sql`(select ${text}::${sql.raw(type)})` : sql`${text}::${sql.raw(type)}`
  const parts: Sql[] = conditions.terms.map((term) => matchesTerm(term, value))
  if (conditions.labels !== '') parts.unshift(sql`search @@ ${value(conditions.labels, 'tsquery')}`)
  if (conditions.pipelineTag !== null) parts.push(sql`pipeline_tag = ${conditions.pipelineTag}`)
  if (conditions.minParameters !== null) parts.push(sql`num_parameters >= ${conditions.minParameters}`)
  if (conditions.maxParameters !== null) parts.push(sql`num_parameters between 1 and ${conditions.maxParameters}`)
  return parts
}

function matchesTerm({ substring, words }: Term, value: (text: string, type: 'tsquery' | 'text') => Sql): Sql {
  const ways: Sql[] = []
  if (substring?.length === 2) ways.push(sql`catalog_pairs(full_name_lower) @> array[${value(substring, 'text')}]`)
  else if (substring) ways.push(sql`full_name_lower like ${value(`%${escapeLike(substring)}%`, 'text')}`)
  if (words) ways.push(sql`search @@ ${value(words, 'tsquery')}`)
  return ways.length === 0 ? sql`false` : sql`(${sql.join(ways, sql` or `)})`
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

/** All matches, then the best of them: quick for what is rare. */
export async function gather(db: Database, order: Order, conditions: Conditions, page: Page): Promise<CatalogRow[]> {
  const where = and([place(order, page.after), ...audience(order.scope), ...matches(conditions)])
  const query = sql<CatalogRow>`
    select ${selected(order)} from catalog where ${where} order by ${gathered(order.sort)} limit ${page.limit}`
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

export type Window = Page & { edge: Position }

/**
 * The best matches between a place and an edge further along: two bitmaps, of the matches and of the stretch, and rows
 * are read only where both agree. Rows that tie with the edge belong to the next window, unless all of it is one tie:
 * with plain comparisons the planner knows how long the stretch is.
 */
export async function within(db: Database, order: Order, conditions: Conditions, window: Window) {
  const { after, edge, limit } = window
  const stretch =
    order.sort === 'id'
      ? sql`repo_id >= ${edge.id}`
      : after?.value === edge.value
        ? sql`${columnOf(order.sort)} = ${edge.value} and repo_id >= ${edge.id}`
        : sql`${columnOf(order.sort)} > ${edge.value}`
  const where = and([place(order, after), stretch, ...audience(order.scope), ...matches(conditions, true)])
  const query = sql<CatalogRow>`
    select ${selected(order)} from catalog where ${where} order by ${gathered(order.sort)} limit ${limit}`
  return (await query.execute(db)).rows
}

/** How many rows the planner expects to match; reads nothing. */
export async function estimate(db: Database, scope: Scope, conditions: Conditions): Promise<number> {
  const half = sql`type = ${scope.type} and private = ${sql.lit(scope.audience !== null)}`
  const where = and([half, ...audience(scope), ...matches(conditions)])
  const query = sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from catalog where ${where}`
  return (await query.execute(db)).rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** Lexemes that stand in many rows, with the share of rows, as `analyze` last found them. */
export async function frequentLexemes(db: Database): Promise<Map<string, number>> {
  const query = sql<{ lexemes: string[] | null; shares: number[] | null }>`
    select most_common_elems::text::text[] as lexemes, most_common_elem_freqs as shares
    from pg_stats where schemaname = current_schema() and tablename = 'catalog' and attname = 'search'`
  const [row] = (await query.execute(db)).rows
  return new Map((row?.lexemes ?? []).map((lexeme, at) => [lexeme, row?.shares?.[at] ?? 0]))
}
