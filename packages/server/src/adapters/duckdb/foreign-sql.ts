/**
 * What a stranger's query may not name although DuckDB itself would let it: functions that tell of this machine's folders
 * or run text as SQL. Files are DuckDB's to refuse: external access is off and the configuration locked.
 */
const refused =
  /^(?:current_setting|query|query_table|json_execute_serialized_sql|from_substrait\w*|glob|getenv|getvariable|sniff_csv|read_\w+|parquet_\w+|duckdb_\w+|pragma_\w+|which_secret|checkpoint|force_checkpoint|seq_scan|\w*_scan\w*|test_\w+|sql_auto_complete)$/i

/** The first function that a query may not call, or null. */
export function refusedFunction(sql: string): string | null {
  const plain = sql
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/\/\*[^]*?\*\//g, ' ')
    .replaceAll(/--[^\n]*/g, ' ')
  for (const [, quoted, bare] of plain.matchAll(/(?:"((?:[^"]|"")*)"|([A-Za-z_][\w$]*))\s*\(/g)) {
    const name = quoted ?? bare ?? ''
    if (refused.test(name)) return name
  }
  // Some of them are tables as well, and a table may be called by its file's name.
  for (const [word] of plain.matchAll(/\b(?:duckdb_|pragma_)\w+/gi)) return word
  return null
}
