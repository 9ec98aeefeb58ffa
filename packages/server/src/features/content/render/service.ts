import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { Sandbox } from '../../../ports/threads.ts'
import { repoUrl, type Repo, type RepoAddress, type RepoType } from '../../repos/index.ts'
import type { FileEntry, OpenFile } from '../file.ts'
import type { Files } from '../files/service.ts'
import type { CommitInfo } from '../revisions/history.ts'
import type { Revisions } from '../revisions/service.ts'
import type { Place } from './links.ts'
import { createRenderer } from './renderer.ts'
import type { RenderInput, View } from './render-job.ts'
import type { Locale } from './words.ts'

export type FileView = {
  repo: Repo
  commit: CommitId
  revision: string
  entry: FileEntry
  lastCommit: CommitInfo | null
  view: View
}
export type ViewWish = { rest: string; asSource: boolean; locale: Locale }
export type Preview = {
  text: string
  locale: Locale
  repo: { type: RepoType; fullName: string; revision: string } | null
}

type PlacedWish = ViewWish & { owner: string; place: Place }

type RenderDeps = { files: Files; revisions: Revisions; sandbox: Sandbox; publicUrl: string | null }

/** Files as people read them: cards, notebooks, source. */
export function createRender({ files, revisions, sandbox, publicUrl }: RenderDeps) {
  const renderer = createRenderer(sandbox)
  const previewing = new Set<number>()

  /**
   * The file at a revision and path as HTML that may stand in a page of ours.
   * @throws HubError RepoNotFound, RevisionNotFound, EntryNotFound, Unavailable
   */
  async function viewFile(actor: Actor, address: RepoAddress, wish: ViewWish): Promise<FileView> {
    const { repo, commit, entry, file: opened } = await files.openAt(actor, address, wish.rest)
    await using file = opened
    const revision = wish.rest.slice(0, Math.max(0, wish.rest.length - entry.path.length - 1))
    const last = await revisions.lastCommits.ofPaths(repo.id, commit, [entry.path])
    const view = await viewOf(file, { ...wish, owner: repo.namespace, place: placeOf(repo, revision, entry.path) })
    return { repo, commit, revision, entry, lastCommit: last.get(entry.path) ?? null, view }
  }

  async function viewOf(file: OpenFile, { owner, place, asSource, locale }: PlacedWish): Promise<View> {
    const { entry, sizeBytes } = file
    const as = asSource ? 'source' : formOf(entry.path)
    if (sizeBytes > mostBytes[as]) return (await looksLikeText(file)) ? { kind: 'too-large' } : { kind: 'binary' }
    const content = entry.lfs?.digest ?? entry.oid
    const key = JSON.stringify([content, as, locale, as === 'source' ? entry.path : [place, entry.path]])
    return renderer.cached({ key, owner }, async () => {
      const bytes = await readAll(file)
      return { bytes, path: entry.path, as, place, locale }
    })
  }

  /** A draft of a card as it will look. @throws HubError LoginRequired, RateLimited, Unavailable */
  async function preview(actor: Actor, { text, locale, repo }: Preview): Promise<View> {
    if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
    // One person's drafts never take more than one of the few threads.
    if (previewing.has(actor.userId))
      throw new HubError('RateLimited', 'The draft before is still being rendered: try again soon', { retrySeconds: 1 })
    previewing.add(actor.userId)
    try {
      const place = repo && placeOf(repo, repo.revision, 'README.md')
      const input = { bytes: Buffer.from(text), path: 'README.md', as: 'markdown' as const, place, locale }
      return await renderer.render(input, actor.name)
    } finally {
      previewing.delete(actor.userId)
    }
  }

  const placeOf = (repo: Pick<Repo, 'type' | 'fullName'>, revision: string, path: string): Place => ({
    repo: repoUrl('', repo),
    revision,
    folder: path.split('/').slice(0, -1).join('/'),
    origin: publicUrl,
  })

  return { viewFile, preview }
}

export type Render = ReturnType<typeof createRender>

const mostBytes: Record<RenderInput['as'], number> = {
  markdown: limits.renderedMarkdownBytes,
  notebook: limits.notebookBytes,
  source: limits.shownTextBytes,
  plain: limits.shownTextBytes,
}

function formOf(path: string): 'markdown' | 'notebook' | 'source' {
  if (/\.(?:md|markdown)$/i.test(path)) return 'markdown'
  return /\.ipynb$/i.test(path) ? 'notebook' : 'source'
}

async function readAll(file: OpenFile): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of file.read()) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

/** By its first bytes, where a character may be cut at the end. */
async function looksLikeText(file: OpenFile): Promise<boolean> {
  const head: Buffer[] = []
  for await (const part of file.read({ first: 0, last: Math.min(file.sizeBytes, limits.sniffedBytes) - 1 }))
    head.push(Buffer.from(part))
  const bytes = Buffer.concat(head)
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
