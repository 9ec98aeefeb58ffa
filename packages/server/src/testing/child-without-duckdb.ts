/** The process that reads tables, on a machine where DuckDB cannot be loaded. */
import { registerHooks } from 'node:module'

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier.startsWith('@duckdb/')) throw new Error('the binding cannot be loaded')
    return next(specifier, context)
  },
})
await import('../adapters/duckdb/child.ts')
