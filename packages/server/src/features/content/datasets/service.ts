import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { QueryAnswer, TableSource } from '../../../ports/tables.ts'
import type { RepoAddress, Repos } from '../../repos/index.ts'
import type { ContentReader } from '../file.ts'
import type { Revisions } from '../revisions/service.ts'
import type { Looker, Lookout, LookWish } from '../tables/look.ts'
import type { Config, Split } from './find-splits.ts'
import { createLayouts, type Dataset } from './layouts.ts'
import { createSights, type SplitSight } from './sights.ts'

export type DatasetsDeps = {
  repos: Repos
  revisions: Pick<Revisions, 'resolve'>
  reader: ContentReader
  lookout: Lookout
}

/** Where somebody wants to look; without a configuration or split the first. */
export type SplitWish = { revision?: string | undefined; config?: string | undefined; split?: string | undefined }

/** Datasets as configurations and splits, whatever files they are made of. */
export function createDatasets({ repos, revisions, reader, lookout }: DatasetsDeps) {
  const open = createLayouts({ revisions, reader })
  const sightOf = createSights(reader)

  /** Everything in one split. */
  const look = <Value>(
    { actor }: Looker,
    address: RepoAddress,
    wish: SplitWish,
    work: (sight: SplitSight) => Promise<Value>,
  ): Promise<Value> =>
    repos.reading(actor, address, async (repo) => {
      const dataset = await open(repo, wish.revision)
      return work(await sightOf(dataset, splitOf(dataset, wish)))
    })

  /** The splits that a query names; a view costs a look at every file of its split. */
  async function named(dataset: Dataset, { config }: SplitWish, sql: string): Promise<Map<string, TableSource>> {
    const { splits } = configOf(dataset, config)
    const found = splits.filter(({ split }) => sql.toLowerCase().includes(split.toLowerCase()))
    const sources = new Map<string, TableSource>()
    for (const split of found) sources.set(split.split, (await sightOf(dataset, split)).source)
    return sources
  }

  return {
    reading: <Value>(
      actor: Actor,
      address: RepoAddress,
      revision: string | undefined,
      work: (dataset: Dataset) => Promise<Value>,
    ) => repos.reading(actor, address, async (repo) => work(await open(repo, revision))),
    rows: (looker: Looker, address: RepoAddress, wish: SplitWish, page: LookWish) =>
      look(looker, address, wish, async (sight) => ({ sight, look: await lookout.rows(looker, sight, page) })),
    statistics: (looker: Looker, address: RepoAddress, wish: SplitWish) =>
      look(looker, address, wish, (sight) => lookout.statistics(looker, sight)),
    cell: (looker: Looker, address: RepoAddress, wish: SplitWish, at: { row: number; path: string[] }) =>
      look(looker, address, wish, ({ source }) => lookout.for(looker).bytesOf(source, at)),
    /** for callers that have the dataset already */
    describe: async (looker: Looker, dataset: Dataset, split: Split) =>
      lookout.describe(looker, await sightOf(dataset, split)),
    query: (
      looker: Looker,
      address: RepoAddress,
      { sql, ...wish }: SplitWish & { sql: string },
    ): Promise<QueryAnswer> =>
      repos.reading(looker.actor, address, async (repo) =>
        lookout.for(looker).query(await named(await open(repo, wish.revision), wish, sql), sql),
      ),
  }
}

export type Datasets = ReturnType<typeof createDatasets>

export function configOf({ configs }: Dataset, name: string | undefined): Config {
  const config =
    name === undefined ? configs.find(({ isDefault }) => isDefault) : configs.find((one) => one.name === name)
  if (config) return config
  throw new HubError(
    'EntryNotFound',
    configs.length === 0
      ? 'This dataset has no data that can be shown.'
      : `This dataset has no configuration "${name}".`,
  )
}

function splitOf(dataset: Dataset, wish: SplitWish): Split {
  const { name, splits } = configOf(dataset, wish.config)
  const split = wish.split === undefined ? splits[0] : splits.find((one) => one.split === wish.split)
  if (!split) throw new HubError('EntryNotFound', `Configuration "${name}" has no split "${wish.split}".`)
  return split
}
