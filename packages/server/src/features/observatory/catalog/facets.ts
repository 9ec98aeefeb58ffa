import { limits } from '../../../config/limits.ts'
import type { RepoType } from '../../repos/index.ts'
import type { TagLists, TagOfType } from './tag-lists.ts'

/** In the order in which people look for them. */
export const facetNames = [
  'task',
  'library',
  'sdk',
  'modality',
  'format',
  'size',
  'language',
  'license',
  'base_model',
  'other',
] as const
export type FacetName = (typeof facetNames)[number]

export type Facet = { name: FacetName; values: Pick<TagOfType, 'id' | 'label' | 'count'>[] }
export type Facets = Omit<TagLists, 'groups'> & { facets: Facet[] }

const facetOfGroup: Record<string, FacetName> = {
  pipeline_tag: 'task',
  task_categories: 'task',
  library: 'library',
  modality: 'modality',
  format: 'format',
  size_categories: 'size',
  language: 'language',
  license: 'license',
  base_model: 'base_model',
  other: 'other',
}
/** What a Space runs on, and what a model's files are, are tags without a prefix. */
const sdks = new Set(['gradio', 'docker', 'static', 'streamlit'])
const weightFormats = new Set(['safetensors', 'gguf', 'onnx', 'mlx', 'openvino', 'coreml', 'pytorch', 'tf', 'jax'])

/** What a list can be narrowed by: values in use, most used first, each with the tag to filter by. */
export function facetsOf(type: RepoType, { groups, ...sums }: TagLists): Facets {
  const byName = new Map<FacetName, TagOfType[]>()
  for (const [group, tags] of Object.entries(groups))
    for (const tag of tags) {
      const name = facetOf(type, group, tag)
      if (name) byName.set(name, [...(byName.get(name) ?? []), tag])
    }
  const facets = facetNames.flatMap((name) => {
    const tags = byName.get(name)?.toSorted((a, b) => b.count - a.count)
    return tags ? [{ name, values: tags.slice(0, limits.facetValues).map(present) }] : []
  })
  return { facets, ...sums }
}

function facetOf(type: RepoType, group: string, { id, label }: TagOfType): FacetName | undefined {
  if (type === 'space' && sdks.has(id)) return 'sdk'
  if (type === 'model' && weightFormats.has(id)) return 'library'
  // `base_model:finetune:a/b` says again what `base_model:a/b` says.
  if (group === 'base_model' && label.includes(':')) return undefined
  return Object.hasOwn(facetOfGroup, group) ? facetOfGroup[group] : undefined
}

const present = ({ id, label, count }: TagOfType) => ({ id, label, count })
