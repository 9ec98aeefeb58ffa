// `node bench/lists.ts http://127.0.0.1:8080 [--requests 200]`: lists, searches and info answers over HTTP, one after
// another, against a hub that `npm run bench:seed` filled. Every request differs from the last.
import { Agent, request } from 'node:http'
import { parseArgs } from 'node:util'
import { chineseWords, families, licenses, pipelines, sizes } from '../scripts/bench-seed/words.ts'
import { quantile } from './report.ts'

export type ListScore = { name: string; p50ms: number; p99ms: number; n: number }
export type ListOptions = { requests?: number; tell?: (line: string) => void }

type Sample = { ids: string[]; authors: string[]; tags: string[]; rareTags: string[]; rareWords: string[] }
type Item = { id: string; tags?: string[] }

const sorts = [
  'trendingScore',
  'downloads',
  'likes',
  'likes30d',
  'lastModified',
  'createdAt',
  'num_parameters',
  'mainSize',
  'id',
]
const page = 30

/** Answers one row per kind of request; the last is a mix as browsing people make it. */
export async function benchLists(
  hubUrl: string,
  { requests = 200, tell = () => {} }: ListOptions = {},
): Promise<ListScore[]> {
  const get = (path: string) => receive(new URL(path, hubUrl).href)
  const sample = await takeSample((path) => fetchJson(new URL(path, hubUrl).href))
  const scores: ListScore[] = []
  const kinds = kindsOf(sample)
  for (const [name, path] of Object.entries(kinds)) {
    // The first requests meet cold caches, statistics and code, as nobody does on a hub that people use.
    for (let n = 0; n < 10; n++) await get(path(n))
    scores.push(await measure(name, requests, (n) => get(path(n))))
    tell(`${name}: ${scores.at(-1)!.p50ms.toFixed(1)} / ${scores.at(-1)!.p99ms.toFixed(1)} ms`)
  }
  scores.push(await measure('deep paging: 20 pages each', requests, deepPages(hubUrl)))
  const mix = mixOf(kinds)
  scores.push(await measure('a mix as people browse', requests * 5, (n) => get(mix(n))))
  return scores
}

type Get = (path: string) => Promise<{ items: Item[]; next: string | null }>
type Path = (n: number) => string

/** One connection, kept; `fetch` itself would take longer than some answers do. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

type Received = { body: string; next: string | null }

function receive(url: string): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent }, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (text: string) => (body += text))
      answer.on('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`${url}: ${answer.statusCode} ${body}`))
        const next = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1] ?? null
        resolve({ body, next })
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

async function fetchJson(url: string): Promise<{ items: Item[]; next: string | null }> {
  const { body, next } = await receive(url)
  return { items: JSON.parse(body) as Item[], next }
}

async function measure(name: string, requests: number, ask: (n: number) => Promise<unknown>): Promise<ListScore> {
  const times: number[] = []
  for (let n = 0; n < requests; n++) {
    const before = performance.now()
    await ask(n)
    times.push(performance.now() - before)
  }
  return { name, p50ms: quantile(times, 0.5), p99ms: quantile(times, 0.99), n: times.length }
}

/** Names and tags that are there, famous ones and such as stand in one repo. */
async function takeSample(get: Get): Promise<Sample> {
  const items: Item[] = []
  for (const sort of sorts) items.push(...(await get(`/api/models?sort=${sort}&limit=300`)).items)
  if (items.length === 0) throw new Error('the hub is empty: run `npm run bench:seed` on it')
  const counts = new Map<string, number>()
  for (const tag of items.flatMap((item) => item.tags ?? [])) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  const byUse = [...counts].toSorted((a, b) => b[1] - a[1]).map(([tag]) => tag)
  const ids = shuffle(items.map((item) => item.id))
  return {
    ids,
    authors: ids.map((id) => id.split('/')[0]!),
    tags: byUse.slice(0, 60),
    rareTags: shuffle(byUse.slice(-500)),
    rareWords: ids.map((id) => id.split('-').at(-1)!),
  }
}

const at = (list: readonly string[], n: number): string => encodeURIComponent(list[n % list.length]!)

const sort = (n: number): string => `sort=${at(sorts, n)}&limit=${page}`

const list =
  (query: (n: number) => string): Path =>
  (n) =>
    `/api/models?${query(n)}&${sort(n)}`

function kindsOf(sample: Sample): Record<string, Path> {
  return {
    info: (n) => `/api/models/${sample.ids[n % sample.ids.length]}`,
    'list, every sort': list(() => ''),
    'list by author': list((n) => `author=${at(sample.authors, n)}`),
    'filter, common tag': list((n) => `filter=${at(sample.tags, n)}`),
    'filter, rare tag': list((n) => `filter=${at(sample.rareTags, n)}`),
    'filter, two tags': list((n) => `filter=license:${at(licenses, n)}&filter=${at(sample.tags, n >> 1)}`),
    'filter by task': list((n) => `pipeline_tag=${at(pipelines, n)}`),
    'search, common word': list((n) => `search=${at(families, n)}`),
    'search, rare word': list((n) => `search=${at(sample.rareWords, n)}`),
    'search, part of a name': list((n) => `search=${at(families, n).slice(1, 5)}`),
    'search, one or two letters': list((n) => `search=${at(sizes, n).slice(0, 1 + (n % 2))}`),
    'search, nothing there': list((n) => `search=zzqx${n}`),
    'search, Chinese': list((n) => `search=${at(chineseWords, n)}`),
    'filter and search': list((n) => `filter=license:${at(licenses, n)}&search=${at(families, n * 7)}`),
    'filter, search two words': list(
      (n) => `filter=${at(sample.tags, n)}&search=${at(families, n * 7)}+${at(sizes, n)}`,
    ),
    'parameters 1B to 10B': list((n) => `num_parameters=min:${1 + (n % 5)}B,max:10B`),
    'datasets, spaces': (n) => `/api/${n % 2 ? 'datasets' : 'spaces'}?search=${at(families, n)}&${sort(n)}`,
    '100 items with cards': (n) => `/api/models?sort=${at(sorts, n)}&limit=100&cardData=true`,
  }
}

/** Each request is the next page of a list that began some pages ago. */
function deepPages(hubUrl: string): (n: number) => Promise<void> {
  const starts = ['filter=region:us', 'search=llama', 'filter=safetensors', 'search=模型', '']
  let next: string | null = null
  return async (n) => {
    const start = `/api/models?${starts[Math.floor(n / 20) % starts.length]}&sort=${sorts[n % sorts.length]}&limit=${page}`
    next = (await receive(n % 20 === 0 || next === null ? new URL(start, hubUrl).href : next)).next
  }
}

/** Most look at a repo, some at lists as they are, fewer filter and search. */
const weights: Record<string, number> = {
  info: 50,
  'list, every sort': 12,
  'list by author': 6,
  'filter, common tag': 8,
  'filter, two tags': 4,
  'filter by task': 4,
  'search, common word': 6,
  'search, rare word': 2,
  'search, Chinese': 2,
  'filter and search': 4,
  'datasets, spaces': 2,
}

function mixOf(kinds: Record<string, Path>): Path {
  const drawn = shuffle(Object.entries(weights).flatMap(([name, weight]) => Array<string>(weight).fill(name)))
  return (n) => kinds[drawn[n % drawn.length]!]!(n * 13 + 5)
}

/** The same order every time: runs are to be compared. */
function shuffle<T>(list: T[]): T[] {
  let state = 7
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
  return list
    .map((item) => [next(), item] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, item]) => item)
}

const listsToMarkdown = (scores: readonly ListScore[]): string =>
  [
    '| request | p50 ms | p99 ms | n |',
    '| --- | ---: | ---: | ---: |',
    ...scores.map(({ name, p50ms, p99ms, n }) => `| ${name} | ${p50ms.toFixed(1)} | ${p99ms.toFixed(1)} | ${n} |`),
  ].join('\n')

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { requests: { type: 'string', default: '200' } },
  })
  const scores = await benchLists(positionals[0] ?? 'http://127.0.0.1:8080', {
    requests: Number(values.requests),
    tell: (line) => console.error(`… ${line}`),
  })
  console.log(listsToMarkdown(scores))
}
