/** Where rows come from: a file of a repo, or a split of a dataset. */
import type { KaihubClient } from '@kaihub/client'
import { done } from '#lib/hub.ts'
import { apiPath, repoId, type RepoRef } from '#lib/repo/address.ts'
import type { QueryResult } from './sql.ts'
import type { TableFeature, TablePage, TableRow, TableStatistics } from './table.ts'
import { pageRows, type Wish } from './wish.ts'

export type DataSource =
  | { kind: 'file'; repo: RepoRef; revision: string; path: string }
  | { kind: 'split'; repo: RepoRef; config: string; split: string }

/** @throws HubFault with the hub's words */
export async function loadRows(
  hub: KaihubClient,
  source: DataSource,
  wish: Wish,
  signal: AbortSignal | null = null,
): Promise<TablePage> {
  const { offset, search, where, orderBy } = wish
  const page = { offset, length: pageRows, where, ...(orderBy ? { orderby: orderBy } : {}) }
  if (source.kind === 'file') {
    const query = { ...page, ...(search ? { search } : {}) }
    return done(
      await hub.GET('/api/{types}/{namespace}/{name}/table/{rest}', {
        params: { path: pathOf(source), query },
        signal,
      }),
    )
  }
  const query = { ...splitOf(source), ...page }
  if (search)
    return done(await hub.GET('/api/datasets-server/search', { params: { query: { ...query, query: search } } }))
  return done(await hub.GET('/api/datasets-server/filter', { params: { query } }))
}

/** A few rows of a dataset, of the split that comes first. */
export async function loadPreview(
  hub: KaihubClient,
  repo: RepoRef,
  signal: AbortSignal | null = null,
): Promise<TablePage> {
  const query = { dataset: repoId(repo), length: 4 }
  return done(await hub.GET('/api/datasets-server/rows', { params: { query }, signal }))
}

/** One row in full. */
export async function loadRow(
  hub: KaihubClient,
  source: DataSource,
  row: number,
  signal: AbortSignal | null = null,
): Promise<TableRow | null> {
  const query = { offset: row, length: 1 }
  const page =
    source.kind === 'file'
      ? await hub.GET('/api/{types}/{namespace}/{name}/table/{rest}', {
          params: { path: pathOf(source), query },
          signal,
        })
      : await hub.GET('/api/datasets-server/rows', { params: { query: { ...splitOf(source), ...query } }, signal })
  return done(page).rows[0] ?? null
}

export async function loadFeatures(hub: KaihubClient, source: DataSource): Promise<TableFeature[]> {
  const query = { length: 0 }
  const page =
    source.kind === 'file'
      ? await hub.GET('/api/{types}/{namespace}/{name}/table/{rest}', { params: { path: pathOf(source), query } })
      : await hub.GET('/api/datasets-server/rows', { params: { query: { ...splitOf(source), ...query } } })
  return done(page).features
}

/** A file is called `data` in its queries. */
export async function queryFile(
  hub: KaihubClient,
  source: FileSource,
  sql: string,
  signal: AbortSignal,
): Promise<QueryResult> {
  const path = pathOf(source)
  return done(
    await hub.POST('/api/{types}/{namespace}/{name}/table-query/{rest}', {
      params: { path },
      body: { query: sql },
      signal,
    }),
  )
}

export async function loadStatistics(hub: KaihubClient, source: DataSource): Promise<TableStatistics> {
  if (source.kind === 'file')
    return done(
      await hub.GET('/api/{types}/{namespace}/{name}/table-statistics/{rest}', { params: { path: pathOf(source) } }),
    )
  return done(await hub.GET('/api/datasets-server/statistics', { params: { query: splitOf(source) } }))
}

export type FileSource = Extract<DataSource, { kind: 'file' }>
type SplitSource = Extract<DataSource, { kind: 'split' }>

const pathOf = ({ repo, revision, path }: FileSource) => ({ ...apiPath(repo), rest: `${revision}/${path}` })
const splitOf = ({ repo, config, split }: SplitSource) => ({ dataset: repoId(repo), config, split })
