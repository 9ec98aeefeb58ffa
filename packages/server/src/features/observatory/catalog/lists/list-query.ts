import type { RepoId } from '../../../../kit/ids.ts'
import type { RepoType } from '../../../repos/index.ts'
import type { Term } from '../lexemes.ts'

/** Sort orders by their names on the wire; each is a column with an index of its own, always largest first. */
export const sortColumns = {
  lastModified: 'last_modified',
  createdAt: 'created_at',
  downloads: 'downloads',
  likes: 'likes',
  likes30d: 'likes_30d',
  trendingScore: 'trending_score',
  num_parameters: 'num_parameters',
  mainSize: 'main_size',
  /** newest repo first */
  id: 'repo_id',
} as const

export type Sort = keyof typeof sortColumns

/** A place in a sort order: after the row with this value and id. Moments are ISO 8601. */
export type Position = { value: number | string; id: number }

/** Beyond every id: with it, a place before all rows of its value. */
export const lastId = Number.MAX_SAFE_INTEGER

export const isMoment = (sort: Sort): boolean => sort === 'lastModified' || sort === 'createdAt'

/** Whose private repos may be shown: all, those of some namespaces, or just some. */
export type Audience = { all: boolean; namespaceIds: readonly number[]; repoIds?: readonly number[] }

export type ListQuery = {
  type: RepoType
  sort: Sort
  after: Position | null
  limit: number
  terms: readonly Term[]
  author: string | null
  /** the repo has every one of these */
  tags: readonly string[]
  /** the repo has one of each of these sets */
  anyTags: readonly (readonly string[])[]
  pipelineTag: string | null
  minParameters: number | null
  maxParameters: number | null
}

/** One half of the catalog: the public rows, or the private rows that the audience may see. */
export type Scope = { type: RepoType; audience: Audience | null }

export type Found<Row> = { row: Row; position: Position; id: RepoId }
