// The `tags` of the Hub API: what the card says, and what the files give away
import type { RepoType } from '../repo-type.ts'
import { datasetTraits } from './dataset-traits.ts'
import { findLibraries, ownLibrary } from './libraries.ts'
import type { CardData } from './parse.ts'
import { pipelineTagOf } from './pipeline-tag.ts'
import { wordOf, wordsOf } from './values.ts'

export type TagSource = {
  repoType: RepoType
  cardData: Record<string, unknown> | null
  /** the README without its front matter */
  body: string
  /** paths of all files at the revision */
  files: readonly string[]
  /** the parsed config.json of a model */
  config?: Record<string, unknown> | null
}

export type DerivedTags = { tags: string[]; pipelineTag?: string; libraryName?: string }

const maxTags = 500
const maxBodyChars = 1024 * 1024
const maxPapers = 50
const paperLink = /(?:arxiv\.org\/(?:abs|pdf|html)\/|huggingface\.co\/papers\/|\barxiv:\s?)(\d{4}\.\d{4,5})/gi
const readyLibraries = new Set(['transformers', 'sentence-transformers', 'diffusers', 'setfit'])

/** All tags of a repo, and the task and library of a model; bounded in number and length. */
export function deriveTags(source: TagSource): DerivedTags {
  const data = (source.cardData ?? {}) as CardData
  const { tags, ...rest } = source.repoType === 'model' ? modelTags(source, data) : { tags: otherTags(source, data) }
  return { tags: [...new Set(tags)].slice(0, maxTags - 1).concat('region:us'), ...rest }
}

const prefixed = (prefix: string, words: readonly string[]): string[] => words.map((word) => `${prefix}:${word}`)

const licenseTags = (data: CardData): string[] =>
  prefixed(
    'license',
    wordsOf(data['license']).map((id) => id.toLowerCase()),
  )

const doiTags = (data: CardData): string[] =>
  prefixed(
    'doi',
    wordsOf(data['doi']).map((doi) => doi.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, '')),
  )

function paperTags(body: string): string[] {
  const papers = new Set<string>()
  for (const [, id] of body.slice(0, maxBodyChars).matchAll(paperLink)) {
    if (id !== undefined) papers.add(id)
    if (papers.size === maxPapers) break
  }
  return prefixed('arxiv', [...papers])
}

function otherTags({ repoType, body, files }: TagSource, data: CardData): string[] {
  const common = [...wordsOf(data['tags']), ...paperTags(body), ...doiTags(data)]
  if (repoType === 'space') return [...wordsOf(data['sdk']), ...common, ...licenseTags(data)]
  if (repoType === 'code') return [...common, ...wordsOf(data['language']), ...licenseTags(data)]
  const fields = [
    'task_categories',
    'task_ids',
    'annotations_creators',
    'language_creators',
    'multilinguality',
    'source_datasets',
  ]
  const { formats, modalities, libraries } = datasetTraits(files, data)
  return [
    ...fields.flatMap((field) => prefixed(field, wordsOf(data[field]))),
    ...prefixed('language', wordsOf(data['language'])),
    ...licenseTags(data),
    ...prefixed('size_categories', wordsOf(data['size_categories'])),
    ...prefixed('format', formats),
    ...prefixed('modality', modalities),
    ...prefixed('library', libraries),
    ...common,
  ]
}

function modelTags({ body, files, config = null }: TagSource, data: CardData): DerivedTags {
  const libraries = findLibraries(files, data, config)
  const libraryName = ownLibrary(libraries, data)
  const pipelineTag = pipelineTagOf({ data, library: libraryName, config })
  const modelType = libraryName === 'transformers' ? config?.['model_type'] : undefined
  const isReady = pipelineTag !== undefined && libraryName !== undefined && readyLibraries.has(libraryName)
  const tags = [
    ...libraries,
    ...(typeof modelType === 'string' && modelType.length < 100 ? [modelType] : []),
    ...(pipelineTag === undefined ? [] : [pipelineTag]),
    ...wordsOf(data['tags']),
    ...(config !== null && 'auto_map' in config ? ['custom_code'] : []),
    ...wordsOf(data['language']),
    ...prefixed('dataset', wordsOf(data['datasets'])),
    ...paperTags(body),
    ...baseModelTags(data, libraries, config),
    ...licenseTags(data),
    ...doiTags(data),
    ...(isReady ? ['endpoints_compatible'] : []),
  ]
  return {
    tags,
    ...(pipelineTag === undefined ? {} : { pipelineTag }),
    ...(libraryName === undefined ? {} : { libraryName }),
  }
}

function baseModelTags(data: CardData, libraries: readonly string[], config: TagSource['config']): string[] {
  const parents = wordsOf(data['base_model'])
  const relation = wordOf(data['base_model_relation']) ?? guessRelation(data, libraries, config)
  return [...prefixed('base_model', parents), ...prefixed(`base_model:${relation}`, parents)]
}

function guessRelation(data: CardData, libraries: readonly string[], config: TagSource['config']): string {
  const tags = wordsOf(data['tags'])
  if (libraries.includes('peft') || tags.includes('lora')) return 'adapter'
  if (tags.includes('merge') || tags.includes('mergekit')) return 'merge'
  return libraries.includes('gguf') || (config && 'quantization_config' in config) ? 'quantized' : 'finetune'
}
