import type { z } from 'zod'
import { repoUrl } from '../../repos/index.ts'
import { bytesPath } from '../tables/features.ts'
import type { CellLink } from '../tables/look.ts'
import { cellParams, encodePath } from '../tables/links.ts'
import type { Counted } from './count-splits.ts'
import type { Split } from './find-splits.ts'
import type { Dataset } from './layouts.ts'
import type { SplitSight } from './sights.ts'
import { readMemberMark } from './web-dataset.ts'
import type { configInfo, sizeAnswer, viewerAnswer } from './wire.ts'

/** Where a cell's bytes are: in a table, a file of the repo, or a member of a tar file. */
export function linksOf(origin: string, { dataset, split }: SplitSight): CellLink {
  const { repo, commit } = dataset
  const api = `${origin}/api/datasets/${repo.fullName}`
  if (split.kind.as === 'table') {
    const where = { dataset: repo.fullName, revision: commit, config: split.config, split: split.split }
    const base = new URLSearchParams(where).toString()
    return ({ column, row }) => {
      const path = bytesPath(column)
      return path && `${origin}/api/datasets-server/cell?${base}&${cellParams(row, path)}`
    }
  }
  if (split.kind.as === 'media')
    return ({ feature, value }) =>
      isMedia(feature['_type']) && typeof value === 'string'
        ? `${repoUrl(origin, repo)}/resolve/${commit}/${encodePath(value)}`
        : null
  return ({ value }) => {
    const member = typeof value === 'string' ? readMemberMark(value) : null
    return member && `${api}/slice/${commit}/${encodePath(member.path)}?offset=${member.offset}&size=${member.size}`
  }
}

const isMedia = (type: unknown): boolean => type === 'Image' || type === 'Audio' || type === 'Video'

const splitBytes = ({ files }: Split): number => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
const isParquet = ({ kind }: Split): boolean => kind.as === 'table' && kind.format === 'parquet'
const parquetBytes = (split: Split): number => (isParquet(split) ? splitBytes(split) : 0)

export const presentViewer = ({ configs, card }: Dataset): z.output<typeof viewerAnswer> => ({
  configs: configs.map(({ name, isDefault, splits }) => ({
    name,
    default: isDefault,
    splits: splits.map((split) => ({
      name: split.split,
      format:
        split.kind.as === 'table'
          ? split.kind.format
          : split.kind.as === 'media'
            ? `${split.kind.media} folder`
            : 'WebDataset',
      files: split.files.length,
      bytes: splitBytes(split),
      rows: rowsInCard(card?.['dataset_info'], split),
    })),
  })),
})

function rowsInCard(info: unknown, { config, split }: Split): number | null {
  for (const one of Array.isArray(info) ? info : [info]) {
    if (
      typeof one !== 'object' ||
      one === null ||
      ((one as { config_name?: string }).config_name ?? 'default') !== config
    )
      continue
    const { splits } = one as { splits?: { name?: string; num_examples?: number }[] }
    const found = Array.isArray(splits) ? splits.find((told) => told?.name === split)?.num_examples : null
    if (typeof found === 'number') return found
  }
  return null
}

export const parquetFiles = (origin: string, { repo, commit }: Dataset, splits: readonly Split[]) =>
  splits.filter(isParquet).flatMap(({ config, split, files }) =>
    files.map(({ path, sizeBytes }) => ({
      dataset: repo.fullName,
      config,
      split,
      url: `${repoUrl(origin, repo)}/resolve/${commit}/${encodePath(path)}`,
      filename: path.slice(path.lastIndexOf('/') + 1),
      size: sizeBytes,
    })),
  )

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const sizes = (some: readonly Counted[]) => ({
  num_bytes_original_files: sum(some.map(({ split }) => splitBytes(split))),
  num_bytes_parquet_files: sum(some.map(({ split }) => parquetBytes(split))),
  num_bytes_memory: sum(some.map(({ split }) => splitBytes(split))),
  num_rows: sum(some.map(({ rows }) => rows)),
})

export function presentSize(dataset: string, counted: readonly Counted[]): z.output<typeof sizeAnswer>['size'] {
  const configs = Map.groupBy(counted, ({ split }) => split.config)
  return {
    dataset: { dataset, ...sizes(counted) },
    configs: [...configs].map(([config, some]) => ({
      dataset,
      config,
      ...sizes(some),
      num_columns: Math.max(...some.map(({ features }) => features.length)),
    })),
    splits: counted.map(({ split, rows, features }) => ({
      dataset,
      config: split.config,
      split: split.split,
      num_bytes_parquet_files: parquetBytes(split),
      num_bytes_memory: splitBytes(split),
      num_rows: rows,
      num_columns: features.length,
    })),
  }
}

export function presentInfo(dataset: string, counted: readonly Counted[]): Record<string, z.output<typeof configInfo>> {
  const name = dataset.slice(dataset.indexOf('/') + 1)
  const configs = Map.groupBy(counted, ({ split }) => split.config)
  return Object.fromEntries(
    [...configs].map(([config, some]) => [
      config,
      {
        config_name: config,
        dataset_name: name,
        features: Object.fromEntries((some[0]?.features ?? []).map((feature) => [feature.name, feature.type])),
        splits: Object.fromEntries(
          some.map(({ split, rows }) => [
            split.split,
            { name: split.split, num_bytes: splitBytes(split), num_examples: rows, dataset_name: name },
          ]),
        ),
        download_size: sum(some.map(({ split }) => splitBytes(split))),
        dataset_size: sum(some.map(({ split }) => splitBytes(split))),
      },
    ]),
  )
}
