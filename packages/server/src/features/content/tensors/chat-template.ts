import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { Threads } from '../../../ports/threads.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { ContentReader, FileEntry, OpenFile } from '../file.ts'
import type { Revisions } from '../revisions/service.ts'
import { example, renderTemplateJob, type ChatMessage, type Rendering } from './render-template-job.ts'
import type { ChatTemplate } from './header.ts'
import type { Headers } from './read-header.ts'
import { sha256 } from '../../../kit/digest.ts'

type Deps = { repos: Repos; revisions: Revisions; reader: ContentReader; threads: Threads; headers: Headers }

export type NamedTemplate = ChatTemplate & { name: string }
export type ShownTemplate = { name: string; template: string } & Rendering
export type ChatAnswer = { commit: CommitId; source: string; example: ChatMessage[]; templates: ShownTemplate[] }

const mostTemplates = 10

/** The templates that turn a chat into a model's text, each with what it makes of an example. */
export function createChatTemplates({ repos, revisions, reader, threads, headers }: Deps) {
  const rendered = new LRUCache<string, Rendering>({ max: 500 })

  /** @throws HubError EntryNotFound when the model has none */
  return (actor: Actor, address: RepoAddress, rest: string): Promise<ChatAnswer> =>
    repos.reading(actor, address, async (repo) => {
      const { commit, path } = await revisions.locate(repo, rest)
      const found = await find(repo, commit, path.replace(/\/+$/, ''))
      if (!found) throw new HubError('EntryNotFound', 'This model has no chat template.', { commit })
      const templates: ShownTemplate[] = []
      for (const one of found.templates.slice(0, mostTemplates))
        templates.push({ name: one.name, template: one.template, ...(await render(one)) })
      return { commit, source: found.source, example, templates }
    })

  async function find(repo: Repo, commit: CommitId, path: string) {
    const open = async (entry: FileEntry): Promise<OpenFile> => (await reader.openFile(repo.id, commit, entry.path))!
    const [entry] = path === '' ? [] : await reader.entries(repo.id, commit, [path])
    if (entry?.type === 'file' && path.endsWith('.gguf')) {
      const { chat } = await headers.header(entry, open)
      if (chat) return { source: path, templates: [{ name: 'default', ...chat }] }
    }
    const folder = entry?.type === 'directory' ? path : path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const read = (name: string, limitBytes: number) =>
      reader.readFile(repo.id, commit, folder === '' ? name : `${folder}/${name}`, limitBytes)
    return findBeside(read, folder)
  }

  /** Rendered once: the same template gives the same text. A template that takes too long is ended with its thread. */
  async function render({ template, bosToken, eosToken }: NamedTemplate): Promise<Rendering> {
    const key = sha256(JSON.stringify([template, bosToken, eosToken]))
    const known = rendered.get(key)
    if (known) return known
    const bounds = { chars: limits.chatExampleChars }
    const task = threads.begin(renderTemplateJob, { template, bosToken, eosToken, bounds })
    const timer = setTimeout(() => task.kill(), limits.chatTemplateMilliseconds)
    const made = await task
      .end()
      .catch((): Rendering => ({ rendered: null, error: 'The template does not come to an end.' }))
    clearTimeout(timer)
    rendered.set(key, made)
    return made
  }
}

type Read = (name: string, limitBytes: number) => Promise<Buffer | null>

/** As transformers looks for it: a file of its own goes before the tokenizer's settings. */
async function findBeside(read: Read, folder: string): Promise<{ source: string; templates: NamedTemplate[] } | null> {
  const settings = parseObject(await read('tokenizer_config.json', limits.tokenizerConfigBytes))
  const tokens = { bosToken: tokenOf(settings['bos_token']), eosToken: tokenOf(settings['eos_token']) }
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`)
  const own = await read('chat_template.jinja', limits.chatTemplateBytes)
  if (own)
    return { source: at('chat_template.jinja'), templates: [{ name: 'default', template: own.toString(), ...tokens }] }
  const document = parseObject(await read('chat_template.json', limits.chatTemplateBytes))
  for (const [name, value] of [
    ['chat_template.json', document['chat_template']],
    ['tokenizer_config.json', settings['chat_template']],
  ] as const) {
    const templates = templatesOf(value).map((one) => ({ ...one, ...tokens }))
    if (templates.length > 0) return { source: at(name), templates }
  }
  return null
}

/** One template, or a list of several with names. */
function templatesOf(value: unknown): { name: string; template: string }[] {
  const list: unknown[] = Array.isArray(value) ? value : [{ name: 'default', template: value }]
  return list.flatMap((one) => {
    const { name, template } = isRecord(one) ? one : {}
    const isOne =
      typeof name === 'string' && typeof template === 'string' && template.length <= limits.chatTemplateBytes
    return isOne ? [{ name: name.slice(0, 100), template }] : []
  })
}

function parseObject(bytes: Buffer | null): Record<string, unknown> {
  try {
    const value: unknown = bytes && JSON.parse(bytes.toString())
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

const tokenOf = (value: unknown): string => {
  const text = isRecord(value) ? value['content'] : value
  return typeof text === 'string' ? text.slice(0, 100) : ''
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
