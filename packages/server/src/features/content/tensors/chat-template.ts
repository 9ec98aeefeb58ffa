import { ggufParts } from '@kaihub/formats/gguf'
import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import { JobFailed, type Sandbox } from '../../../ports/threads.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { ContentReader, FileEntry, OpenFile } from '../file.ts'
import { createFairTurns } from '../fair-turns.ts'
import { createMemory } from '../memory.ts'
import type { Revisions } from '../revisions/service.ts'
import { example, renderTemplateJob, type ChatMessage, type Rendering } from './render-template-job.ts'
import type { ChatTemplate } from './header.ts'
import type { Headers } from './read-header.ts'
import { sha256 } from '../../../kit/digest.ts'

type Deps = { repos: Repos; revisions: Revisions; reader: ContentReader; sandbox: Sandbox; headers: Headers }

export type NamedTemplate = ChatTemplate & { name: string }
export type ShownTemplate = { name: string; template: string } & Rendering
export type ChatAnswer = { commit: CommitId; source: string; example: ChatMessage[]; templates: ShownTemplate[] }

const mostTemplates = 10

/** The templates that turn a chat into a model's text, each with what it makes of an example. */
export function createChatTemplates({ repos, revisions, reader, sandbox, headers }: Deps) {
  const remembered = createMemory<Rendering>({
    mostBytes: limits.chatTemplateCacheBytes,
    bytesOf: ({ rendered, error }) => 2 * (rendered ?? error).length,
    // On a calmer machine it may be done in time.
    keepFor: (made) => (made === endless ? limits.renderRetryMilliseconds : Infinity),
  })

  const inTurn = createFairTurns({
    most: limits.templatesPerOwner,
    tooMuch: () =>
      new HubError('Unavailable', 'Too many chat templates of this owner are being tried: try again soon.'),
  })

  /** @throws HubError EntryNotFound when the model has none */
  return (actor: Actor, address: RepoAddress, rest: string): Promise<ChatAnswer> =>
    repos.reading(actor, address, async (repo) => {
      const { commit, path } = await revisions.locate(repo, rest)
      const found = await find(repo, commit, path.replace(/\/+$/, ''))
      if (!found) throw new HubError('EntryNotFound', 'This model has no chat template.', { commit })
      const templates: ShownTemplate[] = []
      for (const one of found.templates.slice(0, mostTemplates))
        templates.push({ name: one.name, template: one.template, ...(await render(one, repo.namespace)) })
      return { commit, source: found.source, example, templates }
    })

  async function find(repo: Repo, commit: CommitId, path: string) {
    const open = async (entry: FileEntry): Promise<OpenFile> => (await reader.openFile(repo.id, commit, entry.path))!
    // Of a model in parts the first has it.
    const [first] = ggufParts(path, limits.weightFiles) ?? [path]
    const [entry] = path === '' ? [] : await reader.entries(repo.id, commit, [first!])
    if (entry?.type === 'file' && entry.path.endsWith('.gguf')) {
      const { chat } = await headers.header(entry, open)
      if (chat) return { source: entry.path, templates: [{ name: 'default', ...chat }] }
    }
    const folder = entry?.type === 'directory' ? path : path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const read = (name: string, limitBytes: number) =>
      reader.readFile(repo.id, commit, folder === '' ? name : `${folder}/${name}`, limitBytes)
    return findBeside(read, folder)
  }

  /** Rendered once: the same template gives the same text. */
  function render({ template, bosToken, eosToken }: NamedTemplate, owner: string): Promise<Rendering> {
    const input = { template, bosToken, eosToken, bounds: { chars: limits.chatExampleChars } }
    return remembered(sha256(JSON.stringify(input)), async () => {
      try {
        const run = () => sandbox.run(renderTemplateJob, async () => input, limits.chatTemplateMilliseconds)
        return await inTurn(owner, run)
      } catch (error) {
        if (error instanceof JobFailed) return endless
        throw error
      }
    })
  }
}

const endless: Rendering = {
  rendered: null,
  error: 'The template does not come to an end, or takes too much memory.',
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
