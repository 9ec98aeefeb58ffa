import { isRecord } from './parse.ts'
import type { CardData } from './parse.ts'
import type { JsonValue } from './yaml.ts'

const byExtension: Record<string, { format?: string; modality?: string }> = {}
const declare = (extensions: string, trait: { format?: string; modality?: string }): void => {
  for (const extension of extensions.split(' ')) byExtension[extension] = trait
}
declare('parquet', { format: 'parquet' })
declare('arrow', { format: 'arrow' })
declare('csv tsv', { format: 'csv', modality: 'tabular' })
declare('json jsonl ndjson', { format: 'json' })
declare('txt', { format: 'text', modality: 'text' })
declare('tar', { format: 'webdataset' })
declare('lance', { format: 'lance' })
declare('png jpg jpeg webp bmp gif tiff', { format: 'imagefolder', modality: 'image' })
declare('wav mp3 flac ogg opus m4a aac', { format: 'audiofolder', modality: 'audio' })
declare('mp4 webm mkv avi mov', { format: 'videofolder', modality: 'video' })
declare('pdf', { format: 'pdffolder', modality: 'document' })
declare('glb gltf obj stl ply', { modality: '3d' })
declare('geojson shp gpkg', { modality: 'geospatial' })

// Files that lie in a dataset repo without being its data
const notData =
  /(?:^|\/)(?:\.[^/]*|readme[^/]*|license[^/]*|requirements\.txt|dataset_infos?\.json|[^/]*config\.json)$/i
const looseFormats = /folder$/
const pandasFormats = new Set(['parquet', 'csv', 'json', 'arrow', 'text'])
const maxFeatures = 1000

export type DatasetTraits = { formats: string[]; modalities: string[]; libraries: string[] }

/** What a dataset is made of, told from its file names and from the features its card declares. */
export function datasetTraits(files: readonly string[], data: CardData): DatasetTraits {
  const formats = new Set<string>()
  const modalities = new Set<string>()
  for (const file of files) {
    const trait = notData.test(file) ? undefined : traitOf(file)
    if (trait?.format) formats.add(trait.format)
    if (trait?.modality) modalities.add(trait.modality)
  }
  for (const modality of declaredModalities(data)) modalities.add(modality)
  // pictures beside a table illustrate it: a folder of media is the format only when nothing else is
  const firm = [...formats].filter((format) => !looseFormats.test(format))
  const kept = firm.length > 0 ? firm : [...formats]
  const libraries = kept.length === 0 ? [] : ['datasets']
  if (kept.some((format) => pandasFormats.has(format))) libraries.push('pandas', 'polars')
  if (kept.includes('webdataset')) libraries.push('webdataset')
  return { formats: kept, modalities: [...modalities], libraries }
}

function traitOf(file: string) {
  const extension = /\.([A-Za-z0-9]{1,10})(?:\.(?:gz|zst|bz2|xz))?$/.exec(file)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined
}

function declaredModalities(data: CardData): string[] {
  const info = data['dataset_info'] ?? null
  const features = (Array.isArray(info) ? info : [info]).flatMap((config): JsonValue[] =>
    isRecord(config) && Array.isArray(config['features']) ? config['features'].slice(0, maxFeatures) : [],
  )
  return features.slice(0, maxFeatures).flatMap((feature) => {
    const type = isRecord(feature) ? feature['dtype'] : undefined
    if (type === 'image' || type === 'audio' || type === 'video') return [type]
    if (type === 'string' || type === 'large_string') return ['text']
    return typeof type === 'string' && /^u?int\d|^float\d/.test(type) ? ['tabular'] : []
  })
}
