import { createHash } from 'node:crypto'
import { parseCard, type CardData } from '@kaihub/formats/card'
import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { QueryAnswer, TableSource } from '../../../ports/tables.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { ContentReader, FileEntry } from '../file.ts'
import type { Revisions } from '../revisions/service.ts'
import { declaredInCard, type Feature } from '../tables/features.ts'
import type { Lookout, LookWish, Sight } from '../tables/look.ts'
import { opener } from '../tables/service.ts'
import { madeFile, tableFile } from '../tables/table-file.ts'
import { findSplits, type Config, type Split } from './find-splits.ts'
import { mediaFolder, type MadeTable } from './media-folder.ts'
import { webDataset } from './web-dataset.ts'

export type DatasetsDeps = {
  repos: Repos
  revisions: Pick<Revisions, 'resolve'>
  reader: ContentReader
  lookout: Lookout
}

/** Where somebody wants to look; without a configuration or split the first. */
export type SplitWish = { revision?: string | undefined; config?: string | undefined; split?: string | undefined }
export type Dataset = { repo: Repo; commit: CommitId; configs: Config[]; card: CardData | null }
export type SplitSight = Sight & { dataset: Dataset; split: Split }

/** Datasets as configurations and splits, whatever files they are made of. */
export function createDatasets({ repos, revisions, reader, lookout }: DatasetsDeps) {
  const layouts = new LRUCache<string, Pick<Dataset, 'configs' | 'card'>>({ max: 500 })
  const made = new LRUCache<string, MadeTable>({
    maxSize: 64 * 1024 * 1024,
    sizeCalculation: ({ content }) => content.length + 1,
  })

  async function open(repo: Repo, revision: string | undefined): Promise<Dataset> {
    const commit = await revisions.resolve(repo, revision)
    const key = `${repo.id} ${commit}`
    const known = layouts.get(key) ?? (await readLayout(repo, commit))
    layouts.set(key, known)
    return { repo, commit, ...known }
  }

  async function readLayout(repo: Repo, commit: CommitId) {
    const readme = await reader.readFile(repo.id, commit, 'README.md', limits.cardBytes)
    const card = readme ? parseCard(readme.toString('utf8')).data : null
    return { card, configs: findSplits(await reader.listFiles(repo.id, commit), card) }
  }

  async function sightOf(dataset: Dataset, split: Split): Promise<SplitSight> {
    const { repo, commit } = dataset
    if (split.kind.as === 'table') {
      const files = split.files.map((entry) => tableFile(entry, opener(reader, repo, commit, entry.path)))
      const source: TableSource = { format: split.kind.format, files }
      return { source, declared: declaredFor(dataset, split.config), dataset, split }
    }
    const key = keyOf(dataset, split)
    const table = made.get(key) ?? (await makeTable(reader, dataset, split))
    made.set(key, table)
    const source: TableSource = { format: 'jsonl', files: [madeFile(key, table.content)] }
    return { source, declared: table.declared, dataset, split }
  }

  /** Everything in one split. */
  const look = <Value>(
    actor: Actor,
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
    rows: (actor: Actor, address: RepoAddress, wish: SplitWish, page: LookWish) =>
      look(actor, address, wish, async (sight) => ({ sight, look: await lookout.rows(sight, page) })),
    statistics: (actor: Actor, address: RepoAddress, wish: SplitWish) =>
      look(actor, address, wish, (sight) => lookout.statistics(sight)),
    cell: (actor: Actor, address: RepoAddress, wish: SplitWish, at: { row: number; path: string[] }) =>
      look(actor, address, wish, ({ source }) => lookout.bytesOf(source, at)),
    /** for callers that have the dataset already */
    describe: async (dataset: Dataset, split: Split) => lookout.describe(await sightOf(dataset, split)),
    query: (actor: Actor, address: RepoAddress, { sql, ...wish }: SplitWish & { sql: string }): Promise<QueryAnswer> =>
      repos.reading(actor, address, async (repo) =>
        lookout.query(await named(await open(repo, wish.revision), wish, sql), sql),
      ),
  }
}

function makeTable(
  reader: ContentReader,
  { repo, commit }: Dataset,
  { kind, files, beside }: Split,
): Promise<MadeTable> {
  if (kind.as === 'webdataset') return webDataset(files, ({ path }) => opener(reader, repo, commit, path)())
  if (kind.as !== 'media') throw new Error('tables are not made')
  return mediaFolder(kind.media, files, beside, ({ path }, most) => reader.readFile(repo.id, commit, path, most))
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

/** What the card's `dataset_info` says of the columns of a configuration. */
function declaredFor({ card }: Dataset, config: string): Map<string, Feature> {
  const info = card?.['dataset_info']
  const all: unknown[] = Array.isArray(info) ? info : [info]
  const found =
    all.find((one) => isRecord(one) && (one['config_name'] ?? 'default') === config) ??
    (all.length === 1 ? all[0] : null)
  return declaredInCard(isRecord(found) ? found['features'] : null)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The table we make of files is named by what it is made of. */
function keyOf({ commit }: Dataset, { kind, files, beside }: Split): string {
  return createHash('sha256')
    .update(JSON.stringify([commit, kind, names(files), names(beside)]))
    .digest('hex')
}

const names = (entries: readonly FileEntry[]): string[] => entries.map(({ path, oid }) => `${oid} ${path}`)
