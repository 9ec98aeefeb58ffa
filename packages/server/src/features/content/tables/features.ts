/** Columns in the words of the datasets library: https://huggingface.co/docs/datasets/about_dataset_features */
import { limits } from '../../../config/limits.ts'
import type { Column, ColumnType, Json } from '../../../ports/tables.ts'

/** `{ dtype, _type: 'Value' }`, `{ names, _type: 'ClassLabel' }`, a struct as a plain object of such … */
export type Feature = { [name: string]: unknown }
export type NamedFeature = { name: string; type: Feature }

/** What the files or the card say of a column goes before what its bytes look like. */
export function featuresOf(columns: readonly Column[], declared: ReadonlyMap<string, Feature>): NamedFeature[] {
  return columns.map(({ name, type }) => ({ name, type: declared.get(name) ?? featureOf(name, type) }))
}

function featureOf(name: string, type: ColumnType): Feature {
  if (type.kind === 'value') return { dtype: type.dtype, _type: 'Value' }
  if (type.kind === 'list') return { feature: featureOf(name, type.of), _type: 'List' }
  const media = mediaOf(name, type)
  if (media) return { _type: media }
  return Object.fromEntries(type.fields.map((field) => [field.name, featureOf(field.name, field.type)]))
}

/** Pictures and sounds in tables are a struct of their bytes and a path. */
function mediaOf(name: string, type: ColumnType): 'Image' | 'Audio' | null {
  if (type.kind !== 'struct' || !isMediaStruct(type)) return null
  return /audio|speech|sound|wav|mp3|voice/i.test(name) ? 'Audio' : 'Image'
}

const isMediaStruct = ({ fields }: { fields: { name: string; type: ColumnType }[] }): boolean =>
  fields.length <= 3 &&
  fields.some(({ name, type }) => name === 'bytes' && type.kind === 'value' && type.dtype === 'binary')

/** Where the bytes of a column lie in its value, for a link to them; null when it holds none. */
export function bytesPath({ name, type }: Column): string[] | null {
  if (type.kind === 'value' && type.dtype === 'binary') return [name]
  return type.kind === 'struct' && isMediaStruct(type) ? [name, 'bytes'] : null
}

/** The features that the datasets library left in a Parquet file. */
export function declaredInFile(text: string | null): Map<string, Feature> {
  try {
    const { info } = JSON.parse(text ?? '{}') as { info?: { features?: Record<string, Feature> } }
    return new Map(
      Object.entries(info?.features ?? {}).filter(([, feature]) => isFeature(feature) && isShallow(feature)),
    )
  } catch {
    return new Map()
  }
}

const isFeature = (value: unknown): value is Feature =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file is a stranger's: what goes deeper than any column would break whoever goes down in it. */
const isShallow = (value: unknown, depth = 0): boolean =>
  depth <= limits.featureDepth &&
  (typeof value !== 'object' || value === null || Object.values(value).every((part) => isShallow(part, depth + 1)))

/** The features of a card's `dataset_info`, as far as they say more than the bytes: pictures, sounds and labels. */
export function declaredInCard(features: unknown): Map<string, Feature> {
  const found = new Map<string, Feature>()
  for (const feature of Array.isArray(features) ? features.slice(0, 1000) : []) {
    if (!isFeature(feature) || typeof feature['name'] !== 'string') continue
    const { name, dtype } = feature as { name: string; dtype: unknown }
    if (dtype === 'image' || dtype === 'audio' || dtype === 'video')
      found.set(name, { _type: { image: 'Image', audio: 'Audio', video: 'Video' }[dtype] })
    const label = isFeature(dtype) ? dtype['class_label'] : undefined
    if (isFeature(label)) found.set(name, { names: namesOf(label['names']), _type: 'ClassLabel' })
  }
  return found
}

/** `{'0': 'cat', '1': 'dog'}` or a list. */
const namesOf = (names: unknown): Json =>
  (Array.isArray(names) ? names : isFeature(names) ? Object.values(names) : []).map(String)
