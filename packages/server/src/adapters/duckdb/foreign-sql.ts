/**
 * What a stranger's query may name, told from DuckDB's own reading of it: https://duckdb.org/docs/stable/data/json/sql_to_and_from_json.
 * Files are DuckDB's to refuse, as external access is off and the configuration locked; here goes what would tell of this
 * machine or run text as SQL.
 */

/** Functions that stand for tables: these and no others. */
const tableFunctions = new Set(['range', 'generate_series', 'unnest', 'repeat', 'repeat_row', 'json_each', 'json_tree'])
/** Of the others, those that speak of more than their arguments, or wait. */
const refusedFunctions =
  /^(?:current_setting|getenv|getvariable|json_serialize_plan|json_execute_serialized_sql|write_log|sleep_ms|nextval|currval|(?:duckdb|pragma|inet|pg_get)_.*|pg_sleep)$/

type Node = { [key: string]: unknown }
type Found = { refusal: string } | null

/** What `json_serialize_sql` tells; it takes nothing but SELECT. */
export type Parsed = { statements?: unknown[]; error_type?: string }

/** Why a query may not be run, or null; `tables` are those it may name. */
export function refusalOf({ statements }: Parsed, tables: readonly string[]): string | null {
  if (!statements) return 'Permission Error: only SELECT can be run here'
  if (statements.length === 0) return 'Parser Error: there is no SELECT in it'
  if (statements.length > 1) return 'Parser Error: one SELECT at a time, please'
  return look(statements[0], { tables, visible: new Set(tables.map(lower)) })?.refusal ?? null
}

/** `visible` are the tables and those that WITH has named so far. */
type Scope = { tables: readonly string[]; visible: ReadonlySet<string> }

function look(value: unknown, scope: Scope): Found {
  if (Array.isArray(value)) return firstOf(value, (item) => look(item, scope))
  if (!isNode(value)) return null
  return refusalAt(value, scope) ?? lookInside(value, scope)
}

/** A name of WITH stands for what comes after it and, where it is recursive, within it. */
function lookInside({ cte_map: named, ...node }: Node, scope: Scope): Found {
  const visible = new Set(scope.visible)
  const inner = { ...scope, visible }
  const entries =
    isNode(named) && Array.isArray(named['map']) ? (named['map'] as { key: string; value: unknown }[]) : []
  for (const { key, value } of entries) {
    const found = look(value, inner)
    if (found) return found
    visible.add(lower(key))
  }
  if (node['type'] === 'RECURSIVE_CTE_NODE') {
    // What it starts from does not know the name yet: there it would be a table of DuckDB's own.
    const found = look(node['left'], inner)
    if (found) return found
    visible.add(lower(String(node['cte_name'])))
    delete node['left']
  }
  return firstOf(Object.values(node), (part) => look(part, inner))
}

function refusalAt(node: Node, { tables, visible }: Scope): Found {
  const { function_name: called, type } = node
  if (typeof called === 'string' && refusedFunctions.test(lower(called))) return cannotUse(called)
  if (type === 'TABLE_FUNCTION') {
    const name = isNode(node['function']) ? String(node['function']['function_name']) : ''
    return tableFunctions.has(lower(name)) ? null : cannotUse(name)
  }
  if (type === 'BASE_TABLE') {
    const name = String(node['table_name'])
    const isQualified = Boolean(node['schema_name'] ?? node['catalog_name'])
    return visible.has(lower(name)) && !isQualified ? null : noTable(name, tables)
  }
  // DESCRIBE and SUMMARIZE hold a query; SHOW holds a name.
  if (type === 'SHOW_REF' && node['table_name'] !== undefined && node['table_name'] !== '"tables"')
    return { refusal: 'Permission Error: only SHOW TABLES, DESCRIBE and SUMMARIZE can be used here' }
  return null
}

const cannotUse = (name: string): Found => ({ refusal: `Permission Error: "${name}" cannot be used here` })
const noTable = (name: string, tables: readonly string[]): Found => ({
  refusal: `Catalog Error: Table with name ${name} does not exist! There is ${tables.map((table) => `"${table}"`).join(', ') || 'none'}.`,
})

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** As DuckDB compares names: no letters but these become small. */
const lower = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

function firstOf<Value>(values: readonly Value[], lookAt: (value: Value) => Found): Found {
  for (const value of values) {
    const found = lookAt(value)
    if (found) return found
  }
  return null
}
