/** Splits as tables: files that are tables already, or a table that we make of files. */
import { createHash } from 'node:crypto'
import { limits } from '../../../config/limits.ts'
import type { TableSource } from '../../../ports/tables.ts'
import type { ContentReader, FileEntry } from '../file.ts'
import { createMemory } from '../memory.ts'
import { declaredInCard, type Feature } from '../tables/features.ts'
import type { Sight } from '../tables/look.ts'
import { opener } from '../tables/service.ts'
import { madeFile, tableFile } from '../tables/table-file.ts'
import type { Split } from './find-splits.ts'
import type { Dataset } from './layouts.ts'
import { mediaFolder, type MadeTable } from './media-folder.ts'
import { webDataset } from './web-dataset.ts'

export type SplitSight = Sight & { dataset: Dataset; split: Split }

export function createSights(reader: ContentReader) {
  const remember = createMemory<MadeTable>({
    mostBytes: limits.datasetCacheBytes,
    bytesOf: ({ content }) => content.length,
  })

  return async (dataset: Dataset, split: Split): Promise<SplitSight> => {
    const { repo, commit } = dataset
    if (split.kind.as === 'table') {
      const files = split.files.map((entry) => tableFile(entry, opener(reader, repo, commit, entry.path)))
      const source: TableSource = { format: split.kind.format, files }
      return { source, declared: declaredFor(dataset, split.config), dataset, split }
    }
    const key = keyOf(dataset, split)
    const table = await remember(key, () => makeTable(reader, dataset, split))
    const source: TableSource = { format: 'jsonl', files: [madeFile(key, table.content)] }
    return { source, declared: table.declared, dataset, split }
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
