const sortColumns = [
  'created_at',
  'downloads',
  'last_modified',
  'likes',
  'likes_30d',
  'main_size',
  'num_parameters',
  'trending_score',
]

/**
 * Each row is in one part: a search for datasets must not read models, nor what is private. The column says again what
 * `type` and `private` say, because PostgreSQL intersects a partial index only with indexes on other columns.
 */
const parts = ['model', 'dataset', 'space', 'code', 'private']

/** New keys wait in a list until they are this many: writing is cheaper by half, and every search reads the list. */
const pendingKilobytes = 128

/**
 * One index per sort order: a page of a list is a short walk along it. `private` stands before the order, so that the
 * public list never steps over private rows.
 */
export const catalogIndexes: readonly string[] = [
  ...sortColumns.map((column) => `catalog_by_${column} on catalog (type, private, ${column}, repo_id)`),
  'catalog_by_id on catalog (type, private, repo_id)',
  'catalog_private on catalog (namespace_id, type) where private',
  // One index for words, tags, parts of names and places: what is asked for together is intersected while it is read.
  ...parts.map(
    (part) =>
      `catalog_find_${part} on catalog using gin
        (search, full_name_lower gin_trgm_ops, catalog_pairs(full_name_lower), places) with (fastupdate = on, gin_pending_list_limit = ${pendingKilobytes}) where part = '${part}'`,
  ),
]
