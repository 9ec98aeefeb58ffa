import type { FileEntry } from '../../content/index.ts'
import type { CatalogEntry, Facts } from './entry.ts'

/** A repo at a commit, ready to be shown. */
export type Subject = {
  entry: CatalogEntry
  facts: Facts
  sha: string | null
  lastModified: Date
  /** null: not asked for */
  names: readonly string[] | null
  /** null: nobody asked for more than names */
  files: readonly FileEntry[] | null
  usedStorage: number | null
}

type Field = (subject: Subject) => unknown

/** Each field of an answer; undefined leaves it out. */
const fields: Record<string, Field> = {
  modelId: ({ entry }) => entry.fullName,
  key: () => '',
  author: ({ entry }) => entry.fullName.split('/')[0],
  sha: ({ sha }) => sha,
  createdAt: ({ entry }) => entry.createdAt.toISOString(),
  lastModified: ({ lastModified }) => lastModified.toISOString(),
  private: ({ entry }) => entry.private,
  gated: () => false,
  disabled: () => false,
  likes: ({ entry }) => entry.likes,
  downloads: ({ entry }) => entry.downloads,
  downloadsAllTime: ({ entry }) => entry.downloadsAllTime,
  trendingScore: ({ entry }) => entry.trendingScore,
  tags: ({ facts }) => facts.tags,
  pipeline_tag: ({ facts }) => facts.pipelineTag ?? undefined,
  library_name: ({ facts }) => facts.libraryName ?? undefined,
  cardData: ({ facts }) => facts.cardData ?? undefined,
  'model-index': ({ facts }) => facts.cardData?.['model-index'],
  widgetData: ({ facts }) => facts.cardData?.['widget'],
  config: ({ facts }) => facts.config ?? undefined,
  mask_token: ({ facts }) => maskToken(facts),
  transformersInfo: ({ facts }) => facts.transformersInfo ?? undefined,
  safetensors: ({ facts }) => facts.safetensors ?? undefined,
  gguf: ({ facts }) => facts.gguf ?? undefined,
  baseModels: ({ facts }) => baseModels(facts),
  description: ({ facts }) => facts.description ?? undefined,
  paperswithcode_id: ({ facts }) => facts.cardData?.['paperswithcode_id'],
  mainSize: ({ facts }) => facts.mainSize,
  sdk: ({ facts }) => facts.sdk ?? undefined,
  models: ({ facts }) => words(facts.cardData?.['models']),
  datasets: ({ facts }) => words(facts.cardData?.['datasets']),
  subdomain: ({ entry }) => entry.fullName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
  // This hub runs no Spaces and serves no models yet: it says so in the words that clients parse.
  runtime: () => ({ stage: 'STOPPED', hardware: { current: null, requested: null }, storage: null, gcTimeout: null }),
  spaces: () => [],
  inference: () => null,
  inferenceProviderMapping: () => ({}),
  evalResults: () => [],
  siblings: ({ names }) => names?.map((rfilename) => ({ rfilename })),
  siblingsWithBlobs: ({ files }) => files?.map(presentSibling),
  usedStorage: ({ usedStorage }) => usedStorage ?? undefined,
}

export function presentRepo(subject: Subject, wanted: readonly string[]): Record<string, unknown> {
  const { entry } = subject
  const answer: Record<string, unknown> = { _id: entry.publicId, id: entry.fullName }
  for (const name of wanted) {
    const value = fields[name]?.(subject)
    if (value !== undefined) answer[name === 'siblingsWithBlobs' ? 'siblings' : name] = value
  }
  return answer
}

const presentSibling = ({ path, sizeBytes, oid, lfs }: FileEntry) => ({
  rfilename: path,
  size: sizeBytes,
  blobId: oid,
  ...(lfs ? { lfs: { size: lfs.sizeBytes, sha256: lfs.digest, pointerSize: lfs.pointerSizeBytes } } : {}),
})

const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')

function maskToken({ config }: Facts): string | undefined {
  const token = (config?.['tokenizer_config'] as Record<string, unknown> | undefined)?.['mask_token']
  const text = typeof token === 'object' && token !== null ? (token as Record<string, unknown>)['content'] : token
  return typeof text === 'string' ? text : undefined
}

/** From the derived tags: `base_model:quantized:org/name`. */
function baseModels({ tags }: Facts): unknown {
  const parents = tags.flatMap(
    (tag) => /^base_model:(adapter|finetune|merge|quantized):(.+)$/.exec(tag)?.slice(1) ?? [],
  )
  if (parents.length === 0) return undefined
  return { relation: parents[0], models: parents.filter((_, at) => at % 2 === 1).map((id) => ({ id })) }
}
