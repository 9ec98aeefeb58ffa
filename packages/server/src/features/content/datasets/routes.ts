/** The dataset viewer's API: https://huggingface.co/docs/dataset-viewer/quick_start (spec hub-api 2.18, VIEW-1 to 3). */
import { z } from 'zod'
import { route, type Answer, type Call, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import type { RepoAddress } from '../../repos/index.ts'
import { presentQuery, presentRows, presentStatistics } from '../tables/present.ts'
import { mediaAnswer, type LookerOf } from '../tables/routes.ts'
import { queryAnswer, queryBody, rowsAnswer, statisticsAnswer } from '../tables/wire.ts'
import { countSplits, type Counted } from './count-splits.ts'
import { presentCroissant } from './croissant.ts'
import { linksOf, parquetFiles, presentInfo, presentSize, presentViewer } from './present.ts'
import type { Dataset } from './layouts.ts'
import { configOf, type Datasets } from './service.ts'
import * as wire from './wire.ts'

const area = 'Dataset viewer'
/** Also at the root of the host `datasets-server.…`, where clients look for it. */
const viewer = '/api/datasets-server'
const ofRepo = '/api/datasets/{namespace}/{name}'

export const datasetRoutes = (datasets: Datasets, lookerOf: LookerOf): Route[] => [
  ...summaryRoutes(datasets),
  ...countRoutes(datasets, lookerOf),
  ...rowRoutes(datasets, lookerOf),
  ...croissantRoutes(datasets, lookerOf),
  ...parquetRoutes(datasets),
  route({
    method: 'GET',
    path: `${ofRepo}/viewer`,
    area,
    summary: 'Configurations and splits of a dataset, and what they are made of',
    params: z.object({ namespace: z.string(), name: z.string() }),
    query: wire.viewerQuery,
    answer: wire.viewerAnswer,
    handle: ({ actor, params, query }) =>
      datasets.reading(actor, { type: 'dataset', ...params }, query.revision, async (dataset) => ({
        headers: { 'X-Repo-Commit': dataset.commit },
        json: presentViewer(dataset),
      })),
  }),
  route({
    method: 'POST',
    path: `${ofRepo}/sql`,
    area,
    summary: 'One SELECT over the splits of a configuration, which are called by their names',
    params: z.object({ namespace: z.string(), name: z.string() }),
    body: queryBody.omit({ path: true }),
    answer: queryAnswer,
    handle: async ({ params, body: { query: sql, ...wish }, ...call }) => ({
      json: presentQuery(await datasets.query(lookerOf(call), { type: 'dataset', ...params }, { ...wish, sql })),
    }),
  }),
]

type DatasetQuery = z.output<typeof wire.datasetQuery>

/** `namespace/name`, as the viewer's clients name a dataset. */
function addressOf({ dataset }: Pick<DatasetQuery, 'dataset'>): RepoAddress {
  const [namespace, name, ...more] = dataset.split('/')
  if (!namespace || !name || more.length > 0)
    throw new HubError('RepoNotFound', 'The dataset does not exist, or is not accessible.')
  return { type: 'dataset', namespace, name }
}

const summaryRoutes = (datasets: Datasets): Route[] => [
  route({
    method: 'GET',
    path: `${viewer}/is-valid`,
    area,
    summary: 'Whether a dataset can be looked at',
    query: wire.datasetQuery,
    answer: wire.isValidAnswer,
    handle: ({ actor, query }) =>
      datasets.reading(actor, addressOf(query), query.revision, async ({ configs, commit }) => {
        const can = configs.length > 0
        return revised(commit, { preview: can, viewer: can, search: can, filter: can, statistics: can })
      }),
  }),
  route({
    method: 'GET',
    path: `${viewer}/splits`,
    area,
    summary: 'Configurations and splits',
    query: wire.datasetQuery,
    answer: wire.splitsAnswer,
    handle: ({ actor, query }) =>
      datasets.reading(actor, addressOf(query), query.revision, async (dataset) => {
        const splits = splitsIn(dataset, query).map(({ config, split }) => ({
          dataset: dataset.repo.fullName,
          config,
          split,
        }))
        return revised(dataset.commit, { splits, pending: [], failed: [] })
      }),
  }),
]

const countRoutes = (datasets: Datasets, lookerOf: LookerOf): Route[] => {
  type Asked = Call<unknown, DatasetQuery>
  const count = (
    { query, ...call }: Asked,
    present: (dataset: Dataset, counted: Counted[]) => object,
  ): Promise<Answer> =>
    datasets.reading(call.actor, addressOf(query), query.revision, async (dataset) => {
      const { counted, failed, isPartial } = await countSplits(
        datasets,
        lookerOf(call),
        dataset,
        splitsIn(dataset, query),
      )
      return revised(dataset.commit, { ...present(dataset, counted), pending: [], failed, partial: isPartial })
    })
  return [
    route({
      method: 'GET',
      path: `${viewer}/size`,
      area,
      summary: 'Rows and bytes of a dataset, its configurations and splits',
      query: wire.datasetQuery,
      answer: wire.sizeAnswer,
      handle: (call) => count(call, ({ repo }, counted) => ({ size: presentSize(repo.fullName, counted) })),
    }),
    route({
      method: 'GET',
      path: `${viewer}/info`,
      area,
      summary: 'Features and splits of a dataset, or of one configuration',
      query: wire.datasetQuery,
      answer: wire.oneInfoAnswer,
      handle: (call) =>
        count(call, ({ repo }, counted) => {
          const all = presentInfo(repo.fullName, counted)
          const { config } = call.query
          return { dataset_info: config === undefined ? all : (all[config] ?? {}) }
        }),
    }),
  ]
}

const croissantRoutes = (datasets: Datasets, lookerOf: LookerOf): Route[] => {
  const croissant = (call: Call, address: RepoAddress): Promise<Answer> =>
    datasets.reading(call.actor, address, undefined, async (dataset) => {
      const splits = dataset.configs.flatMap((config) => config.splits)
      const { counted } = await countSplits(datasets, lookerOf(call), dataset, splits)
      return revised(dataset.commit, presentCroissant(call.origin, dataset, counted))
    })
  const summary = 'A dataset, its files and their columns as Croissant, in JSON-LD'
  return [
    route({
      method: 'GET',
      path: `${ofRepo}/croissant`,
      area,
      summary,
      params: z.object({ namespace: z.string(), name: z.string() }),
      answer: wire.croissantAnswer,
      handle: (call) => croissant(call, { type: 'dataset', ...call.params }),
    }),
    route({
      method: 'GET',
      path: `${viewer}/croissant`,
      area,
      summary,
      query: wire.datasetQuery.pick({ dataset: true }),
      answer: wire.croissantAnswer,
      handle: (call) => croissant(call, addressOf(call.query)),
    }),
  ]
}

const splitsIn = (dataset: Dataset, { config }: DatasetQuery) =>
  config === undefined ? dataset.configs.flatMap(({ splits }) => splits) : configOf(dataset, config).splits

const revised = (commit: string, json: unknown): Answer => ({ headers: { 'X-Revision': commit }, json })

const rowRoutes = (datasets: Datasets, lookerOf: LookerOf): Route[] => [
  route({
    method: 'GET',
    path: `${viewer}/first-rows`,
    area,
    summary: 'The first rows of a split',
    query: wire.datasetQuery,
    answer: wire.firstRowsAnswer,
    handle: async ({ query, origin, ...call }) => {
      const { sight, look } = await datasets.rows(lookerOf(call), addressOf(query), query, { offset: 0, length: 100 })
      const { features, rows } = presentRows(look, linksOf(origin, sight))
      const { config, split } = sight.split
      const place = { dataset: sight.dataset.repo.fullName, config, split }
      return revised(sight.dataset.commit, { ...place, features, rows, truncated: look.page.total > rows.length })
    },
  }),
  ...(['rows', 'search', 'filter'] as const).map((verb) =>
    route({
      method: 'GET',
      path: `${viewer}/${verb}`,
      area,
      summary: { rows: 'Rows of a split', search: 'Rows that hold words', filter: 'Rows that a condition leaves' }[
        verb
      ],
      query: { rows: wire.rowsQuery, search: wire.searchQuery, filter: wire.filterQuery }[verb],
      answer: rowsAnswer,
      handle: async ({ query: given, origin, ...call }) => {
        const query: Partial<z.output<typeof wire.searchQuery>> & z.output<typeof wire.rowsQuery> = given
        const { offset, length, where, orderby: orderBy, query: search } = query
        const page = { offset, length, where, orderBy, search }
        const { sight, look } = await datasets.rows(lookerOf(call), addressOf(query), query, page)
        return revised(sight.dataset.commit, presentRows(look, linksOf(origin, sight)))
      },
    }),
  ),
  route({
    method: 'GET',
    path: `${viewer}/statistics`,
    area,
    summary: 'What the values of each column are like',
    query: wire.datasetQuery,
    answer: statisticsAnswer,
    handle: async ({ query, ...call }) => ({
      json: presentStatistics(await datasets.statistics(lookerOf(call), addressOf(query), query)),
    }),
  }),
  route({
    method: 'GET',
    path: `${viewer}/cell`,
    area,
    summary: 'The bytes in one cell, such as a picture',
    query: wire.viewerCellQuery,
    answerType: 'application/octet-stream',
    handle: async ({ query, ...call }) =>
      mediaAnswer(await datasets.cell(lookerOf(call), addressOf(query), query, { row: query.row, path: query.column })),
  }),
]

const parquetRoutes = (datasets: Datasets): Route[] => [
  route({
    method: 'GET',
    path: `${viewer}/parquet`,
    area,
    summary: 'The Parquet files of a dataset',
    query: wire.datasetQuery,
    answer: wire.parquetAnswer,
    handle: ({ actor, query, origin }) =>
      datasets.reading(actor, addressOf(query), query.revision, async (dataset) => {
        const splits = splitsIn(dataset, query).filter(
          ({ split }) => query.split === undefined || split === query.split,
        )
        const files = parquetFiles(origin, dataset, splits)
        return revised(dataset.commit, { parquet_files: files, pending: [], failed: [], partial: false })
      }),
  }),
  ...['', '/{config}', '/{config}/{split}', '/{config}/{split}/{file}'].map((tail) =>
    route({
      method: 'GET',
      path: `${ofRepo}/parquet${tail}`,
      area,
      summary: 'Addresses of Parquet files; one of them by its number redirects there',
      params: z.object({
        namespace: z.string(),
        name: z.string(),
        config: z.string().optional(),
        split: z.string().optional(),
        file: z.string().optional(),
      }),
      answer: z.unknown(),
      handle: ({ actor, params, origin }) =>
        datasets.reading(
          actor,
          { type: 'dataset', namespace: params.namespace, name: params.name },
          undefined,
          async (dataset) => parquetAnswer(origin, dataset, params),
        ),
    }),
  ),
]

type Wanted = { config?: string | undefined; split?: string | undefined; file?: string | undefined }

function parquetAnswer(origin: string, dataset: Dataset, { config, split, file }: Wanted): Answer {
  const all = parquetFiles(
    origin,
    dataset,
    dataset.configs.flatMap(({ splits }) => splits),
  )
  const found = all.filter(
    (one) => (config === undefined || one.config === config) && (split === undefined || one.split === split),
  )
  if (config !== undefined && found.length === 0)
    throw new HubError('EntryNotFound', 'There are no such Parquet files.')
  if (file !== undefined) {
    const url = found[Number(/^(\d+)\.parquet$/.exec(file)?.[1] ?? -1)]?.url
    if (!url) throw new HubError('EntryNotFound', 'There is no such Parquet file.')
    return { status: 302, headers: { Location: url }, text: '' }
  }
  const urls = (some: typeof found) => some.map(({ url }) => url)
  if (split !== undefined) return { json: urls(found) }
  const bySplit = (some: typeof found) =>
    mapped(
      Map.groupBy(some, (one) => one.split),
      urls,
    )
  if (config !== undefined) return { json: bySplit(found) }
  return {
    json: mapped(
      Map.groupBy(found, (one) => one.config),
      bySplit,
    ),
  }
}

const mapped = <Value, Result>(groups: Map<string, Value>, present: (value: Value) => Result): Record<string, Result> =>
  Object.fromEntries([...groups].map(([name, value]) => [name, present(value)]))
