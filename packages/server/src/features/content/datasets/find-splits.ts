/** Which configurations and splits a dataset has: https://huggingface.co/docs/hub/datasets-data-files-configuration */
import type { CardData } from '@kaihub/formats/card'
import { compileGlob, matchGlob, pathBytes, type PathBytes } from '@kaihub/formats/wildmatch'
import type { FileEntry } from '../file.ts'
import { kindOfFiles, type SplitKind } from './file-kinds.ts'

export type Split = {
  config: string
  split: string
  kind: SplitKind
  files: FileEntry[]
  /** metadata of media */ beside: FileEntry[]
}
export type Config = { name: string; isDefault: boolean; splits: Split[] }

const mostConfigs = 1000
/** files looked at, once for each pattern and each configuration: a card is a stranger's, and may name thousands */
const mostMatches = 2_000_000

type Matcher = {
  match: (pattern: string) => FileEntry[]
  infer: (files: readonly FileEntry[]) => Map<string, FileEntry[]>
}

export function findSplits(files: readonly FileEntry[], card: CardData | null): Config[] {
  const data = files.filter(({ path }) => !ignored.test(path))
  const matcher = createMatcher(data)
  const declared = readConfigs(card).slice(0, mostConfigs)
  const configs =
    declared.length > 0
      ? declared.map((config) => ({
          name: config.name,
          isDefault: config.isDefault,
          splits: splitsOf(config, matcher, data),
        }))
      : [{ name: 'default', isDefault: true, splits: present('default', inferSplits(data)) }]
  const found = configs.filter(({ splits }) => splits.length > 0)
  const first = found.find(({ isDefault, name }) => isDefault || name === 'default') ?? found[0]
  return found.map((config) => ({ ...config, isDefault: config === first }))
}

/** Files that lie in a dataset without being its data. */
const ignored =
  /(?:^|\/)(?:[._][^/]*|readme[^/]*|license[^/]*|changelog[^/]*|requirements\.txt|dataset_infos?\.json|dataset_dict\.json|state\.json|[^/]*config\.json|[^/]*\.lock)$|(?:^|\/)[._][^/]*\//i

type Declared = {
  name: string
  isDefault: boolean
  folder: string
  files: { split: string | null; patterns: string[] }[]
}

function readConfigs(card: CardData | null): Declared[] {
  const configs = card?.['configs']
  return (Array.isArray(configs) ? configs : []).flatMap((config): Declared[] => {
    if (!isRecord(config) || typeof config['config_name'] !== 'string') return []
    const folder = typeof config['data_dir'] === 'string' ? tidy(config['data_dir']) : ''
    return [
      {
        name: config['config_name'],
        isDefault: config['default'] === true,
        folder,
        files: readDataFiles(config['data_files']),
      },
    ]
  })
}

function readDataFiles(value: unknown): Declared['files'] {
  if (typeof value === 'string') return [{ split: 'train', patterns: [value] }]
  if (isRecord(value)) return Object.entries(value).map(([split, paths]) => ({ split, patterns: textsIn(paths) }))
  if (!Array.isArray(value)) return []
  if (value.every((item) => typeof item === 'string')) return [{ split: 'train', patterns: value }]
  return value.flatMap((item) => {
    if (!isRecord(item)) return []
    const split = typeof item['split'] === 'string' ? item['split'] : 'train'
    return [{ split, patterns: textsIn(item['path']) }]
  })
}

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string').slice(0, 1000)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const tidy = (path: string): string => path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')

function splitsOf({ name, folder, files }: Declared, { match, infer }: Matcher, data: FileEntry[]): Split[] {
  if (files.length === 0)
    return present(name, infer(folder === '' ? data : data.filter(({ path }) => path.startsWith(`${folder}/`))))
  const groups = new Map<string, Set<FileEntry>>()
  for (const { split, patterns } of files) {
    const found = patterns.flatMap((pattern) => match(folder === '' ? tidy(pattern) : `${folder}/${tidy(pattern)}`))
    const group = groups.get(split ?? 'train') ?? new Set()
    for (const file of found) group.add(file)
    groups.set(split ?? 'train', group)
  }
  return present(name, new Map([...groups].map(([split, group]) => [split, [...group]])))
}

function createMatcher(files: FileEntry[]): Matcher {
  const paths: PathBytes[] = files.map(({ path }) => pathBytes(path))
  let looks = 0
  const isTooMuch = (): boolean => (looks += files.length + 1) > mostMatches

  function match(pattern: string): FileEntry[] {
    if (isTooMuch()) return []
    const isLiteral = !/[*?[]/.test(pattern)
    if (isLiteral)
      return files.filter(({ path }) => pattern === '' || path === pattern || path.startsWith(`${pattern}/`))
    const glob = compileGlob(pattern)
    return glob ? files.filter((_, at) => matchGlob(glob, paths[at]!)) : []
  }
  return { match, infer: (some) => (isTooMuch() ? new Map() : inferSplits(some)) }
}

const keywords: Record<string, string> = {
  train: 'train',
  training: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
  eval: 'test',
  evaluation: 'test',
}
const order = ['train', 'validation', 'test']

/** By names: `data/extra-00000-of-00004.parquet`, then a folder per split, then words in file names, else all is train. */
function inferSplits(files: readonly FileEntry[]): Map<string, FileEntry[]> {
  const ways = [
    (path: string) => /(?:^|\/)([\w.]+?(?:-[\w.]+?)*)-\d{5}-of-\d{5}[^/]*$/.exec(path.slice(-300))?.[1] ?? null,
    (path: string) => wordIn(path.split('/').slice(0, -1)),
    (path: string) => wordIn(path.split('/').slice(-1)),
  ]
  for (const splitOf of ways) {
    const groups = Map.groupBy(files, ({ path }) => splitOf(path) ?? '')
    groups.delete('')
    if (groups.size > 0) return groups
  }
  return files.length > 0 ? new Map([['train', [...files]]]) : new Map()
}

function wordIn(segments: readonly string[]): string | null {
  for (const segment of segments)
    for (const word of segment.toLowerCase().split(/[^a-z]+/)) if (Object.hasOwn(keywords, word)) return keywords[word]!
  return null
}

function present(config: string, groups: Map<string, FileEntry[]>): Split[] {
  return [...groups]
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .flatMap(([split, files]) => {
      const found = kindOfFiles(files)
      return found ? [{ config, split, ...found }] : []
    })
}

const rank = (split: string): number => (order.includes(split) ? order.indexOf(split) : order.length)
