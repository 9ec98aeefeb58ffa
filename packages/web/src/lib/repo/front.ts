import { languageName } from '../find/labels.ts'
import { itemFields, toItem, type RepoItem } from '../find/repo-items.ts'
import { taskName } from '../find/task-names.ts'
import { ok } from '../hub.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Heading } from '../read/heading.ts'
import { apiPath, repoId, type RepoRef, type Types } from './address.ts'
import { valuesOf } from './tag-values.ts'

type Hub = App.Locals['hub']

const common = ['downloads', 'downloadsAllTime', 'usedStorage', 'siblings', 'cardData']
const fields: Record<Types, string[]> = {
  models: [...common, 'pipeline_tag', 'library_name', 'safetensors', 'gguf', 'baseModels', 'transformersInfo'],
  datasets: common,
  spaces: ['usedStorage', 'siblings', 'cardData', 'sdk'],
  code: common,
}
const shownDays = 90
const daysOfMonth = 30
const shownLanguages = 8
const shownRelated = 5
/** enough to know which tools a repo is for */
const shownFiles = 200

/** What only the front page of a repo asks for. */
export async function readFacts(hub: Hub, repo: RepoRef, tags: readonly string[]) {
  const path = apiPath(repo)
  const [info, downloads] = await Promise.all([
    hub.GET('/api/{types}/{namespace}/{name}', { params: { path, query: { expand: fields[repo.types] } } }).then(ok),
    hub.GET('/api/{types}/{namespace}/{name}/downloads', { params: { path, query: { days: shownDays } } }).then(ok),
  ])
  const { safetensors, gguf, baseModels } = info
  const tagValues = valuesOf(tags)
  return {
    // The repo's own numbers are summed up once an hour, the days are newer.
    downloads: {
      ...downloads,
      month: downloads.days.slice(-daysOfMonth).reduce((sum, { count }) => sum + count, 0),
      ever: Math.max(info.downloadsAllTime ?? 0, downloads.total),
    },
    usedStorage: info.usedStorage ?? 0,
    files: (info.siblings ?? []).slice(0, shownFiles).map(({ rfilename }) => rfilename),
    task: info.pipeline_tag ?? null,
    taskLabel: info.pipeline_tag ? taskName(info.pipeline_tag) : null,
    languages: tagValues.languages.slice(0, shownLanguages).map(languageName),
    hasMoreLanguages: tagValues.languages.length > shownLanguages,
    library: info.library_name ?? null,
    sdk: info.sdk ?? null,
    autoModel: info.transformersInfo?.auto_model ?? null,
    parameters: safetensors?.total ?? gguf?.total ?? null,
    tensorTypes: Object.entries(safetensors?.parameters ?? {}).map(([dtype, count]) => ({ dtype, count })),
    architecture: gguf?.architecture ?? null,
    contextLength: typeof gguf?.['context_length'] === 'number' ? gguf['context_length'] : null,
    baseModels: baseModels ? { relation: baseModels.relation, ids: baseModels.models.map(({ id }) => id) } : null,
    licenseLink: linkOf(info.cardData?.['license_link']),
    licenseName: textOf(info.cardData?.['license_name']),
  }
}

export type Facts = Awaited<ReturnType<typeof readFacts>>

/** Somebody's card may name any address: only those of the web are links. */
function linkOf(value: unknown): string | null {
  const text = textOf(value)
  return text && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 500) : null)

export type Card =
  | { state: 'shown'; html: string; toc: Heading[] }
  | { state: 'none' }
  /** there is one, but not as a page: its file can be read */
  | { state: 'too-large' | 'failed' }

/** The card as HTML that the hub made safe. One that fails takes nothing else of the page with it. */
export async function readCard(hub: Hub, repo: RepoRef, locale: Locale): Promise<Card> {
  const path = { ...apiPath(repo), rest: 'main/README.md' }
  const answer = await hub.GET('/api/{types}/{namespace}/{name}/render/{rest}', { params: { path, query: { locale } } })
  if (answer.response.status === 404) return { state: 'none' }
  if (!answer.data) return { state: 'failed' }
  const { view } = answer.data
  if (view.kind !== 'markdown') return { state: view.kind === 'too-large' ? 'too-large' : 'failed' }
  return view.html.trim() === '' ? { state: 'none' } : { state: 'shown', html: view.html, toc: view.toc }
}

export type Related = {
  name: 'derivatives' | 'modelsOnThis' | 'spacesUsing'
  types: Types
  filter: string
  items: RepoItem[]
}

/** Repos whose cards name this one. */
export async function readRelated(hub: Hub, repo: RepoRef): Promise<Related[]> {
  const id = repoId(repo)
  const ask = async (name: Related['name'], types: 'models' | 'spaces', filter: string): Promise<Related> => {
    const query = { filter: [filter], limit: shownRelated, sort: 'downloads', expand: itemFields[types] }
    const found = types === 'spaces' ? { ...query, sort: 'likes' } : query
    const items = ok(await hub.GET(`/api/${types}`, { params: { query: found } })).map((item) => toItem(types, item))
    return { name, types, filter, items }
  }
  const all =
    repo.types === 'models'
      ? [ask('derivatives', 'models', `base_model:${id}`), ask('spacesUsing', 'spaces', `model:${id}`)]
      : repo.types === 'datasets'
        ? [ask('modelsOnThis', 'models', `dataset:${id}`), ask('spacesUsing', 'spaces', `dataset:${id}`)]
        : []
  return (await Promise.all(all)).filter(({ items }) => items.length > 0)
}
