import type { RepoType } from '../../repos/index.ts'
import type { HeavyColumn } from './queries.ts'

const names = (text: string): readonly string[] => text.trim().split(/\s+/)

/** What `expand` may ask for. Clients compare these lists, as an error tells them, with their own. */
export const expandable: Record<RepoType, readonly string[]> = {
  model: names(`author baseModels cardData childrenModelCount config createdAt disabled downloads downloadsAllTime
    evalResults gated gguf inference inferenceProviderMapping lastModified library_name likes mask_token model-index
    pipeline_tag private resourceGroup safetensors sha siblings spaces tags transformersInfo trendingScore usedStorage
    widgetData`),
  dataset: names(`author cardData citation createdAt description disabled downloads downloadsAllTime gated lastModified
    likes mainSize paperswithcode_id private resourceGroup sha siblings tags trendingScore usedStorage`),
  space: names(`author cardData createdAt datasets disabled lastModified likes models private region resourceGroup
    runtime sdk sha siblings subdomain tags trendingScore usedStorage`),
  code: names(`author cardData createdAt disabled downloads downloadsAllTime gated lastModified likes private sha
    siblings tags trendingScore usedStorage`),
}

/** Older clients ask for these; we have nothing to say to that. */
export const passedOver: readonly string[] = ['gitalyUid', 'xetEnabled']

const listed: Record<RepoType, readonly string[]> = {
  model: names('modelId likes trendingScore private downloads tags pipeline_tag library_name createdAt'),
  dataset: names(`author disabled gated lastModified likes trendingScore private sha description downloads tags
    createdAt key`),
  space: names('likes trendingScore private sdk tags createdAt'),
  code: names('likes trendingScore private downloads tags createdAt'),
}

const full: Record<RepoType, readonly string[]> = {
  model: names('author sha lastModified gated disabled siblings'),
  dataset: names('cardData siblings'),
  space: names('author sha lastModified disabled siblings'),
  code: names('author sha lastModified gated disabled siblings'),
}

export type ListDetail = { full?: boolean | undefined; config?: boolean | undefined; cardData?: boolean | undefined }

export const listFields = (type: RepoType, detail: ListDetail): readonly string[] => [
  ...listed[type],
  ...(detail.full ? full[type] : []),
  ...(detail.config && type === 'model' ? ['config'] : []),
  ...(detail.cardData ? ['cardData'] : []),
]

const left = new Set(['inference', 'inferenceProviderMapping', 'evalResults', 'resourceGroup', 'childrenModelCount'])

/** Everything known about one repo. */
export const infoFields = (type: RepoType): readonly string[] => [
  ...(type === 'model' ? ['modelId'] : []),
  ...(type === 'dataset' ? ['key'] : []),
  ...expandable[type].filter((field) => !left.has(field)),
]

const columnOfField: Record<string, HeavyColumn> = {
  baseModels: 'card_data',
  cardData: 'card_data',
  config: 'config',
  datasets: 'card_data',
  description: 'description',
  gguf: 'gguf',
  mask_token: 'config',
  'model-index': 'card_data',
  models: 'card_data',
  paperswithcode_id: 'card_data',
  safetensors: 'safetensors',
  siblings: 'siblings',
  transformersInfo: 'transformers_info',
  widgetData: 'card_data',
}

export const columnsFor = (fields: readonly string[]): HeavyColumn[] => [
  ...new Set(fields.flatMap((field) => columnOfField[field] ?? [])),
]
