import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'

const statements = [
  sql`create extension if not exists pg_trgm`,
  // Any part of a name; texts of one or two characters have no trigram and are looked up as beginnings.
  sql`create index namespaces_name_parts on namespaces using gin (name_lower gin_trgm_ops, lower(full_name) gin_trgm_ops)`,
  sql`create index namespaces_name on namespaces (kind, name_lower)`,
  sql`create index namespaces_full_name on namespaces (kind, (lower(full_name) collate "C"))`,
]

/** People and organizations are found by what they are called. */
export const nameSearch: Migration = {
  name: '20261123-1-name-search',
  up: async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  },
}
