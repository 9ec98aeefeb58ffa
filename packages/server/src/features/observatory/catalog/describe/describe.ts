import { deriveTags, parseCard } from '@kaihub/formats/card'
import { limits } from '../../../../config/limits.ts'
import type { CommitId } from '../../../../kit/ids.ts'
import type { ContentReader, FileEntry } from '../../../content/index.ts'
import type { Repo } from '../../../repos/index.ts'
import type { Description } from '../entry.ts'
import { cardText } from './card-text.ts'
import { configExcerpt, transformersInfo, type ConfigFiles } from './model-config.ts'
import { isRecord, storable, storableText } from './storable.ts'
import { summariseGguf, sumSafetensors, type WeightsSource } from './weights.ts'

type Json = Record<string, unknown>
type Source = WeightsSource & { repo: Repo; readText: (path: string) => Promise<string | null> }

/** Reads what a commit says about its repo: card, configuration, headers of weights, names of files. */
export async function describeCommit(reader: ContentReader, repo: Repo, commit: CommitId): Promise<Description> {
  const source = await openSource(reader, repo, commit)
  const card = parseCard((await source.readText('README.md')) ?? '')
  const cardData = card.data ? (storable(card.data) as Json) : null
  const files = source.files.map((file) => file.path)
  const configs = repo.type === 'model' ? await readConfigs(source) : noConfigs
  const derived = deriveTags({ repoType: repo.type, cardData, body: card.body, files, config: configs.config })
  const weights = repo.type === 'model' ? await readWeights(source) : { safetensors: null, gguf: null }
  const { title, opening } = cardText(card.body)
  const pipelineTag = derived.pipelineTag ? storableText(derived.pipelineTag) : null
  return {
    facts: {
      tags: derived.tags.map(storableText),
      pipelineTag,
      libraryName: derived.libraryName ? storableText(derived.libraryName) : null,
      sdk: repo.type === 'space' ? sdkOf(cardData, repo) : null,
      description: repo.type === 'dataset' && opening ? storableText(opening) : null,
      cardData,
      config: storable(configExcerpt(configs)) as Json | null,
      transformersInfo: storable(transformersInfo(configs.config, files, pipelineTag)) as Json | null,
      safetensors: weights.safetensors,
      gguf: storable(weights.gguf) as Json | null,
      numParameters: weights.safetensors?.total ?? totalOf(weights.gguf),
      mainSize: source.files.reduce((sum, file) => sum + file.sizeBytes, 0),
      siblings: files.length <= limits.keptNames ? files : null,
    },
    texts: [...cardTitles(cardData), title ?? '', opening ?? ''].filter((text) => text !== ''),
  }
}

async function openSource(reader: ContentReader, repo: Repo, commit: CommitId): Promise<Source> {
  const files: FileEntry[] = await reader.listFiles(repo.id, commit)
  const paths = new Set(files.map((file) => file.path))
  const readText = async (path: string, limitBytes: number = limits.cardBytes) =>
    paths.has(path) ? ((await reader.readFile(repo.id, commit, path, limitBytes))?.toString() ?? null) : null
  const readJson = async (path: string) => parseJson(await readText(path, limits.configJsonBytes))
  return { repo, files, readText, readJson, open: (path) => reader.openFile(repo.id, commit, path) }
}

function parseJson(text: string | null): Json | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    // what anybody may push: a file by that name that is no JSON
    return null
  }
}

const noConfigs: ConfigFiles = {
  config: null,
  tokenizerConfig: null,
  modelIndex: null,
  adapterConfig: null,
  chatTemplate: null,
}

const readConfigs = async ({ readJson, readText }: Source): Promise<ConfigFiles> => ({
  config: await readJson('config.json'),
  tokenizerConfig: await readJson('tokenizer_config.json'),
  modelIndex: await readJson('model_index.json'),
  adapterConfig: await readJson('adapter_config.json'),
  chatTemplate: await readText('chat_template.jinja'),
})

const readWeights = async (source: Source) => ({
  safetensors: await sumSafetensors(source),
  gguf: await summariseGguf(source),
})

function totalOf(gguf: Json | null): number {
  const total = gguf?.['total']
  return typeof total === 'number' && Number.isSafeInteger(total) ? total : 0
}

function sdkOf(cardData: Json | null, repo: Repo): string | null {
  const named = cardData?.['sdk']
  return typeof named === 'string' ? named.slice(0, 40) : (repo.settings.sdk ?? null)
}

const titleFields = ['pretty_name', 'title', 'short_description', 'model_name'] as const
const cardTitles = (cardData: Json | null): string[] =>
  titleFields.flatMap((field) => (typeof cardData?.[field] === 'string' ? [cardData[field]] : []))
