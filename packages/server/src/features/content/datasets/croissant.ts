/** A dataset in the words of Croissant: https://docs.mlcommons.org/croissant/docs/croissant-spec.html */
import { limits } from '../../../config/limits.ts'
import { repoUrl } from '../../repos/index.ts'
import type { Feature, NamedFeature } from '../tables/features.ts'
import type { Counted } from './count-splits.ts'
import type { Split } from './find-splits.ts'
import type { Dataset } from './layouts.ts'

const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}

/** `counted` are the splits that are tables; whatever else a dataset holds is in the repo. */
export function presentCroissant(origin: string, dataset: Dataset, counted: readonly Counted[]) {
  const { repo, commit, card } = dataset
  const url = repoUrl(origin, repo)
  const shown = counted.filter(({ split }) => formatOf(split) !== null)
  const listed = shown.filter(({ split }) => split.files.length <= limits.croissantFiles)
  const text = (key: string): string | null => (typeof card?.[key] === 'string' ? card[key] : null)
  const license = [card?.['license']].flat().find((one) => typeof one === 'string')
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: repo.name,
    alternateName: [repo.fullName, ...[text('pretty_name') ?? []].flat()],
    description: text('description') ?? text('pretty_name') ?? repo.fullName,
    url,
    ...(license ? { license } : {}),
    creator: { '@type': 'sc:Organization', name: repo.namespace, url: `${origin}/${repo.namespace}` },
    datePublished: repo.createdAt.toISOString(),
    version: commit,
    keywords: [card?.['tags']].flat().filter((tag) => typeof tag === 'string'),
    distribution: [repoObject(url, commit), ...listed.map(({ split }) => fileSet(split))],
    recordSet: listed.map(({ split, features }) => recordSet(split, features)),
  }
}

/** A clone of a repo has no digest of its own: https://github.com/mlcommons/croissant/issues/80 */
const repoObject = (url: string, commit: string) => ({
  '@type': 'cr:FileObject',
  '@id': 'repo',
  name: 'repo',
  description: 'The git repository.',
  contentUrl: url,
  encodingFormat: 'git+https',
  version: commit,
  sha256: 'https://github.com/mlcommons/croissant/issues/80',
})

const formats: Record<string, string> = {
  parquet: 'application/x-parquet',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  jsonl: 'application/jsonlines',
  json: 'application/json',
  text: 'text/plain',
}
const formatOf = ({ kind }: Split): string | null => (kind.as === 'table' ? (formats[kind.format] ?? null) : null)

const idOf = ({ config, split }: Split): string => `${config}/${split}`
const filesOf = (split: Split): string => `files-for-${idOf(split)}`

const fileSet = (split: Split) => ({
  '@type': 'cr:FileSet',
  '@id': filesOf(split),
  name: filesOf(split),
  containedIn: { '@id': 'repo' },
  encodingFormat: formatOf(split),
  includes: split.files.map(({ path }) => path.replaceAll(/[*?[\]]/g, '[$&]')),
})

const recordSet = (split: Split, features: readonly NamedFeature[]) => ({
  '@type': 'cr:RecordSet',
  '@id': idOf(split),
  name: idOf(split),
  field: features.flatMap(({ name, type }) => {
    const id = `${idOf(split)}/${name}`
    const source = { fileSet: { '@id': filesOf(split) }, extract: { column: name } }
    return fieldOf({ id, name, source }, type)
  }),
})

type Field = {
  '@type': 'cr:Field'
  '@id': string
  name: string
  dataType?: string
  repeated?: true
  subField?: Field[]
}
type Place = { id: string; name: string; source: object }

/** What has no type here, such as plain bytes, is left out. */
function fieldOf(place: Place, feature: Feature): Field[] {
  const field = { '@type': 'cr:Field' as const, '@id': place.id, name: place.name, source: place.source }
  const inner = feature['feature']
  if (feature['_type'] === 'List' && isFeature(inner))
    return fieldOf(place, inner).map((one) => ({ ...one, repeated: true }))
  if (feature['_type'] === undefined) {
    const parts = Object.entries(feature).flatMap(([name, part]) => {
      const source = { ...place.source, transform: { jsonPath: name } }
      return isFeature(part) ? fieldOf({ id: `${place.id}/${name}`, name, source }, part) : []
    })
    return parts.length > 0 ? [{ ...field, subField: parts }] : []
  }
  const dataType = typeOf(feature)
  return dataType === null ? [] : [{ ...field, dataType }]
}

function typeOf({ _type: type, dtype }: Feature): string | null {
  if (type === 'Image') return 'sc:ImageObject'
  if (type === 'Audio') return 'sc:AudioObject'
  if (type === 'Video') return 'sc:VideoObject'
  if (type === 'ClassLabel') return 'sc:Integer'
  if (typeof dtype !== 'string' || dtype === 'binary' || dtype === 'null') return null
  if (dtype === 'bool') return 'sc:Boolean'
  if (/^u?int/.test(dtype)) return 'sc:Integer'
  if (/^(?:float|double|decimal)/.test(dtype)) return 'sc:Float'
  return /^(?:date|timestamp)/.test(dtype) ? 'sc:Date' : 'sc:Text'
}

const isFeature = (value: unknown): value is Feature =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
