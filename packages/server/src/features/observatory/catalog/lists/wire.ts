import { z } from 'zod'
import { limits } from '../../../../config/limits.ts'
import { decodeCursor } from '../../../../http/paging.ts'
import { count, flag, many } from '../../../../http/route.ts'
import { HubError } from '../../../../kit/errors.ts'
import type { RepoType } from '../../../repos/index.ts'
import { parseTerms, type Term } from '../lexemes.ts'
import { isMoment, sortColumns, type ListQuery, type Position, type Sort } from './list-query.ts'

/** PostgreSQL keeps any text but NUL. */
const text = () =>
  z
    .string()
    .max(limits.searchTermLength)
    .refine((value) => !value.includes('\0'), 'must not contain NUL')
    .optional()

/** Spec hub-api 2.2, the table of query parameters. */
export const listQuery = z.object({
  search: many(),
  author: text(),
  filter: many(),
  pipeline_tag: text(),
  apps: many(),
  gated: flag(),
  inference: text(),
  inference_provider: many(),
  num_parameters: text(),
  linked: flag(),
  models: many(),
  datasets: many(),
  sdk: many(),
  sort: text(),
  direction: text(),
  limit: count(limits.listPage),
  full: flag(),
  config: flag(),
  cardData: flag(),
  expand: many(),
  cursor: z.string().max(1000).optional(),
})
/** What a list is filtered by, without how it is shown. */
export const facetsQuery = listQuery.pick({
  search: true,
  author: true,
  filter: true,
  pipeline_tag: true,
  apps: true,
  num_parameters: true,
  models: true,
  datasets: true,
  sdk: true,
})
export type ListQueryOnWire = z.output<typeof listQuery>

/** Null: nothing can match. @throws HubError BadRequest */
export function readListQuery(type: RepoType, query: ListQueryOnWire): ListQuery | null {
  const sort = readSort(query.sort)
  const terms = readTerms(query.search ?? [])
  const apps = commaSeparated(query.apps)
  const tags = commaSeparated(query.filter)
  if (type === 'space') tags.push(...linked('model', query.models), ...linked('dataset', query.datasets))
  if (tags.length + apps.length > limits.filters)
    throw new HubError('BadRequest', `A list takes at most ${limits.filters} filters.`)
  // No repo is gated and no model is served here yet.
  if (query.gated || query.inference || query.inference_provider?.length) return null
  if (terms.some((term) => term.substring === null && term.words === null)) return null
  const { minimum, maximum } = readRange(query.num_parameters)
  return {
    type,
    sort,
    after: readPosition(sort, query.cursor),
    limit: query.limit ?? limits.listPage,
    terms,
    author: query.author ?? null,
    tags: [...tags, ...apps.map((app) => tagOfApp[app.toLowerCase()] ?? app)],
    anyTags: query.sdk?.length ? [commaSeparated(query.sdk)] : [],
    pipelineTag: query.pipeline_tag ?? null,
    minParameters: minimum,
    maxParameters: maximum,
  }
}

const commaSeparated = (values: readonly string[] | undefined): string[] =>
  (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')

const linked = (kind: string, ids: readonly string[] | undefined): string[] =>
  commaSeparated(ids).map((id) => `${kind}:${id}`)

/** What a local app can load, as a tag. An app we do not know may be a tag itself. */
const tagOfApp: Record<string, string> = {
  ...Object.fromEntries(
    [
      'llama.cpp',
      'ollama',
      'lmstudio',
      'jan',
      'localai',
      'koboldcpp',
      'node-llama-cpp',
      'docker-model-runner',
      'msty',
      'jellybox',
    ].map((app) => [app, 'gguf']),
  ),
  'mlx-lm': 'mlx',
  vllm: 'safetensors',
  sglang: 'safetensors',
  drawthings: 'diffusers',
  diffusionbee: 'diffusers',
  invoke: 'diffusers',
}

function readTerms(searches: readonly string[]): Term[] {
  if (searches.some((search) => search.length > limits.searchTermLength))
    throw new HubError('BadRequest', `"search" is longer than ${limits.searchTermLength} characters.`)
  const terms = parseTerms(searches)
  if (terms.length > limits.searchTerms)
    throw new HubError('BadRequest', `A search takes at most ${limits.searchTerms} words.`)
  return terms
}

const oldSortNames: Record<string, Sort> = {
  last_modified: 'lastModified',
  created_at: 'createdAt',
  likes_30d: 'likes30d',
  trending_score: 'trendingScore',
  numParameters: 'num_parameters',
  main_size: 'mainSize',
  _id: 'id',
}

function readSort(name: string | undefined): Sort {
  if (!name) return 'trendingScore'
  if (Object.hasOwn(sortColumns, name)) return name as Sort
  if (Object.hasOwn(oldSortNames, name)) return oldSortNames[name]!
  throw new HubError('BadRequest', `"sort" must be one of [${Object.keys(sortColumns).join(', ')}]`)
}

const units: Record<string, number> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 }

/** `min:6B,max:128B` */
function readRange(range: string | undefined): { minimum: number | null; maximum: number | null } {
  const found: Record<string, number | null> = { min: null, max: null }
  for (const part of (range ?? '').split(',').filter((part) => part !== '')) {
    const [, bound = '', digits = '', unit = ''] = /^\s*(min|max):(\d+(?:\.\d+)?)([KMBT]?)\s*$/i.exec(part) ?? []
    const value = Math.round(Number(digits) * (units[unit.toUpperCase()] ?? NaN))
    if (bound === '' || !Number.isSafeInteger(value))
      throw new HubError('BadRequest', '"num_parameters" must look like "min:6B,max:128B".')
    found[bound.toLowerCase()] = value
  }
  return { minimum: found['min'] ?? null, maximum: found['max'] ?? null }
}

/** A cursor is a sort order and a place in it. @throws HubError BadRequest for any that we did not make */
function readPosition(sort: Sort, cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  const value = decodeCursor(cursor)
  const [of, at, id] = Array.isArray(value) ? (value as unknown[]) : []
  const isPlace = isMoment(sort) ? typeof at === 'string' && !Number.isNaN(Date.parse(at)) : Number.isSafeInteger(at)
  if (of !== sort || !isPlace || !Number.isSafeInteger(id))
    throw new HubError('BadRequest', 'The "cursor" is not one that this hub gave out for this order.')
  return { value: at as Position['value'], id: id as number }
}

export const cursorOf = (sort: Sort, position: Position): unknown => [sort, position.value, position.id]
