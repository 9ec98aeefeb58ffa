/** Makes repos as a large hub has them: a few famous, most hardly seen, names and tags from the same few families. */
import { lexemesOf } from '../../packages/server/src/features/observatory/catalog/lexemes.ts'
import { fileNames } from './contents.ts'
import * as words from './words.ts'

export type SeedNamespace = { id: number; name: string; kind: 'user' | 'org' }

export type SeedRepo = {
  id: number
  type: 'model' | 'dataset' | 'space' | 'code'
  namespace: SeedNamespace
  name: string
  private: boolean
  createdAt: Date
  lastModified: Date
  likes: number
  likes30d: number
  downloads: number
  downloadsAllTime: number
  trendingScore: number
  pipelineTag: string | null
  libraryName: string | null
  sdk: string | null
  tags: string[]
  numParameters: number
  mainSize: number
  title: string
  description: string | null
  lexemes: string[]
  siblings: string[]
}

export type Random = () => number

/** Mulberry32: the same seed gives the same hub. */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Skewed towards the front: 2 is mild, 4 is strong. */
const pick = <T>(random: Random, list: readonly T[], skew = 2.5): T => list[Math.floor(list.length * random() ** skew)]!

const syllables = 'ka ro mi ta ne lu so vi en ar to ra li ma de si po nu ge ba fo xi zu ha je wo qa yo'.split(' ')

/** Ten thousand more words: hubs are full of words that stand in a handful of cards. */
const rareWords = Array.from({ length: 10_000 }, (_, i) =>
  [i % 28, Math.floor(i / 28) % 28, (i * 7) % 28, Math.floor(i / 784)].map((at) => syllables[at % 28]).join(''),
)
const vocabulary = [...words.words, ...rareWords]

export function makeNamespaces(random: Random, { count, after }: { count: number; after: number }): SeedNamespace[] {
  return Array.from({ length: count }, (_, at) => {
    const id = after + at + 1
    const isOrg = random() < 0.2
    const stem = isOrg ? pick(random, words.families, 1) : pick(random, words.firstNames, 1)
    const tail = isOrg ? pick(random, words.people, 1) : pick(random, syllables, 1) + pick(random, syllables, 1)
    return { id, name: `${stem}-${tail}${id.toString(36)}`, kind: isOrg ? 'org' : 'user' }
  })
}

const hour = 3_600_000
const year = 365 * 24 * hour

export function makeRepo(random: Random, id: number, namespaces: SeedNamespace[], now: number): SeedRepo {
  const drawn = random()
  const type = drawn < 0.6 ? 'model' : drawn < 0.8 ? 'dataset' : drawn < 0.98 ? 'space' : 'code'
  const namespace = pick(random, namespaces, 2.2)
  const createdAt = new Date(now - Math.floor(4.6 * year * random() ** 1.7))
  const lastModified = new Date(createdAt.getTime() + Math.floor((now - createdAt.getTime()) * random() ** 6))
  // Course work and automatic uploads share their tags and are never downloaded: the hard case for "most downloaded".
  const isCourseWork = type === 'model' && random() < 0.12
  // A Pareto tail with the percentiles of a real hub: half have one download, one in a hundred 2,300, one in a thousand 100,000.
  const downloads = isCourseWork ? Math.floor(random() * 3) : Math.floor(Math.min((1 - random()) ** -1.68, 1e9)) - 1
  const likes = Math.floor(downloads ** 0.42 * random() ** 2)
  const kind = isCourseWork ? courseWork(random) : traits(random, type)
  const card = makeCard(random, type)
  const name = `${kind.name}-${id.toString(36)}`
  return {
    id,
    type,
    namespace,
    name,
    createdAt,
    lastModified,
    likes,
    downloads,
    private: random() < 0.04,
    likes30d: Math.floor(likes * random() * 0.2),
    downloadsAllTime: Math.floor(downloads * (1 + random() * 20)),
    trendingScore: Math.floor(likes * random() ** 8),
    pipelineTag: kind.pipelineTag,
    libraryName: kind.libraryName,
    sdk: type === 'space' ? pick(random, words.sdks, 2) : null,
    tags: kind.tags,
    numParameters: type === 'model' && random() < 0.5 ? Math.floor(1e6 * Math.exp(random() * 12)) : 0,
    mainSize: Math.floor(1e4 * Math.exp(random() * 16)),
    title: kind.name,
    description: card,
    lexemes: lexemesOf({ fullName: `${namespace.name}/${name}`, tags: kind.tags, texts: [kind.name, card] }),
    siblings: fileNames(random, type),
  }
}

type Traits = { name: string; tags: string[]; pipelineTag: string | null; libraryName: string | null }

function courseWork(random: Random): Traits {
  const environment = pick(
    random,
    ['LunarLander-v2', 'CartPole-v1', 'FrozenLake-v1', 'Taxi-v3', 'Huggy', 'Pyramids'],
    1.5,
  )
  const libraryName = random() < 0.6 ? 'stable-baselines3' : 'ml-agents'
  const tags = [
    libraryName,
    environment,
    'deep-reinforcement-learning',
    'reinforcement-learning',
    'model-index',
    'region:us',
  ]
  return { name: `ppo-${environment}`, tags, pipelineTag: 'reinforcement-learning', libraryName }
}

function traits(random: Random, type: SeedRepo['type']): Traits {
  const family = pick(random, words.families)
  if (type !== 'model') return otherTraits(random, type, family)
  const libraryName = random() < 0.6 ? pick(random, words.libraries, 4) : null
  const pipelineTag = random() < 0.6 ? pick(random, words.pipelines, 3) : null
  const tags = new Set<string>([libraryName, pipelineTag].filter((tag) => tag !== null))
  if (libraryName === 'transformers') for (const tag of [family, 'endpoints_compatible']) tags.add(tag)
  if (random() < 0.6) tags.add('safetensors')
  if (random() < 0.2) tags.add('pytorch')
  if (random() < 0.15) tags.add('generated_from_trainer')
  if (random() < 0.1) tags.add('gguf')
  if (random() < 0.1) tags.add('conversational')
  if (random() < 0.4) tags.add(`license:${pick(random, words.licenses, 3)}`)
  if (random() < 0.3) tags.add(`dataset:${pick(random, words.datasets)}`)
  if (random() < 0.2)
    tags.add(
      `arxiv:${17 + Math.floor(random() * 9)}${10 + Math.floor(random() * 3)}.${10000 + Math.floor(random() * 9000)}`,
    )
  if (random() < 0.4) addBaseModel(random, tags)
  for (let n = random() < 0.4 ? 1 + Math.floor(random() ** 4 * 8) : 0; n > 0; n--)
    tags.add(pick(random, words.languages, 3))
  tags.add('region:us')
  const name = [capital(random, family), pick(random, words.sizes), ...suffixesOf(random)].join('-')
  return { name, tags: [...tags], pipelineTag, libraryName }
}

function addBaseModel(random: Random, tags: Set<string>): void {
  const base = `${pick(random, words.families)}/${pick(random, words.families)}-${pick(random, words.sizes)}`
  tags.add(`base_model:${base}`)
  tags.add(`base_model:${pick(random, ['finetune', 'quantized', 'adapter', 'merge'], 1.5)}:${base}`)
}

function otherTraits(random: Random, type: SeedRepo['type'], family: string): Traits {
  const name = [
    capital(random, family),
    pick(random, type === 'dataset' ? words.datasets : words.people),
    ...suffixesOf(random),
  ].join('-')
  const tags = ['region:us', `license:${pick(random, words.licenses, 3)}`]
  if (type === 'space') tags.push(pick(random, words.sdks, 2))
  if (type === 'dataset') {
    if (random() < 0.4) tags.push(`task_categories:${pick(random, words.pipelines)}`)
    if (random() < 0.5) tags.push(`language:${pick(random, words.languages, 3)}`)
    tags.push(`size_categories:${pick(random, ['n<1K', '1K<n<10K', '10K<n<100K', '100K<n<1M', '1M<n<10M'], 1.2)}`)
    tags.push(
      `format:${pick(random, ['parquet', 'json', 'csv', 'text'], 1.5)}`,
      `modality:${pick(random, ['text', 'image', 'audio', 'video'], 2)}`,
    )
    tags.push('library:datasets')
  }
  return { name, tags, pipelineTag: null, libraryName: null }
}

const capital = (random: Random, word: string): string =>
  random() < 0.5 ? word : word[0]!.toUpperCase() + word.slice(1)

const suffixesOf = (random: Random): string[] =>
  Array.from({ length: Math.floor(random() * 3.5) }, () => pick(random, words.suffixes))

function makeCard(random: Random, type: SeedRepo['type']): string | null {
  const drawn = random()
  if (drawn < (type === 'space' ? 0.8 : 0.35)) return null
  if (drawn > 0.92) return sentence(random, words.chineseWords, '', 30)
  if (drawn > 0.9) return sentence(random, words.japaneseWords, '', 25)
  if (drawn > 0.89) return sentence(random, words.koreanWords, ' ', 25)
  return sentence(random, vocabulary, ' ', 45)
}

/** Skew 5 over ten thousand words: the first few stand in nearly every card, most in a few dozen. */
const sentence = (random: Random, from: string[], gap: string, length: number): string =>
  Array.from({ length: Math.ceil(random() * length) }, () => pick(random, from, from === vocabulary ? 6 : 2)).join(gap)
