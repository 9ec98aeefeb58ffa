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
 * One index per sort order: a page of a list is a short walk along it. `private` stands before the order, so that the
 * public list never steps over private rows. The GIN indexes keep no pending list: every search would have to read it.
 */
export const catalogIndexes: readonly string[] = [
  ...sortColumns.map((column) => `catalog_by_${column} on catalog (type, private, ${column}, repo_id)`),
  'catalog_by_id on catalog (type, private, repo_id)',
  'catalog_private on catalog (namespace_id, type) where private',
  'catalog_search on catalog using gin (search) with (fastupdate = off)',
  'catalog_substring on catalog using gin (full_name_lower gin_trgm_ops) with (fastupdate = off)',
  'catalog_short_substring on catalog using gin (catalog_pairs(full_name_lower)) with (fastupdate = off)',
]
