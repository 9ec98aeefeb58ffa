import type { Actor } from '../../../kit/actor.ts'
import { HubError, isHubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { Repo, RepoAddress } from '../../repos/index.ts'
import type { CatalogDeps } from './deps.ts'
import { firstLexemes, type Descriptions } from './descriptions.ts'
import type { CatalogEntry } from './entry.ts'
import { columnsFor } from './fields.ts'
import { createFinder, positionOf } from './lists/find.ts'
import type { ListQuery, Position } from './lists/list-query.ts'
import * as queries from './queries.ts'
import { createTagLists } from './tag-lists.ts'
import type { FileEntry } from '../../content/index.ts'

/** files of one repo that a list shows */
const listedFiles = 2000

/** What an answer needs beyond the row; the rest is not even read. */
export type Wish = { fields: readonly string[]; files: boolean; usedStorage: boolean }

export type Known = {
  entry: CatalogEntry
  facts: CatalogEntry
  sha: CommitId | null
  lastModified: Date
  files: readonly FileEntry[] | null
  usedStorage: number | null
}

/** Lists of repos, and everything known about one. */
export function createCatalogService(deps: CatalogDeps, descriptions: Descriptions) {
  const { db, reader, getReadable, resolveRevision } = deps
  const finder = createFinder(db)
  const tagLists = createTagLists(db)

  /** @throws HubError RepoNotFound, RepoMoved, RevisionNotFound */
  async function info(actor: Actor, address: RepoAddress, revision: string | undefined, wish: Wish): Promise<Known> {
    const repo = await getReadable(actor, address)
    const entry = await entryOf(repo)
    const sha = revision === undefined ? entry.head : await resolveRevision(repo, revision)
    const facts = sha ? await descriptions.factsAt(repo, entry, sha) : entry
    const at = sha && sha !== entry.head ? await reader.commitTime(repo.id, sha) : null
    return {
      entry,
      facts: { ...entry, ...facts },
      sha,
      lastModified: at ?? entry.lastModified,
      files: wish.files ? (sha ? await reader.listFiles(repo.id, sha) : []) : null,
      usedStorage: wish.usedStorage ? await deps.usedStorage(repo.id) : null,
    }
  }

  /** A repo that is older than the catalog gets its row when somebody first looks at it. */
  async function entryOf(repo: Repo): Promise<CatalogEntry> {
    const entry = await queries.findEntry(db, repo.id)
    if (entry?.head) return entry
    if (!entry) await queries.insertEntry(db, repo, firstLexemes(repo))
    const head = await headOf(repo)
    if (head) await queries.updateHead(db, repo.id, head, (await reader.commitTime(repo.id, head)) ?? repo.createdAt)
    if (entry && !head) return entry
    const made = await queries.findEntry(db, repo.id)
    if (!made) throw new HubError('RepoNotFound', 'Repository not found')
    return made
  }

  async function headOf(repo: Repo): Promise<CommitId | null> {
    try {
      return await resolveRevision(repo, undefined)
    } catch (error) {
      if (isHubError(error, 'RevisionNotFound')) return null
      throw error
    }
  }

  async function list(actor: Actor, query: ListQuery, wish: Wish): Promise<{ items: Known[]; next: Position | null }> {
    const rows = await finder.find(query, await deps.visibleNamespaces(actor), columnsFor(wish.fields))
    const items: Known[] = []
    for (const row of rows) {
      const entry = queries.toEntry(row)
      items.push({
        entry,
        facts: entry,
        sha: entry.head,
        lastModified: entry.lastModified,
        files: wish.files ? await filesOf(entry) : null,
        usedStorage: wish.usedStorage ? await deps.usedStorage(entry.repoId) : null,
      })
    }
    const last = rows.length === query.limit ? rows.at(-1) : undefined
    return { items, next: last ? positionOf(last, query.sort) : null }
  }

  const filesOf = async (entry: CatalogEntry): Promise<FileEntry[]> =>
    entry.head ? (await reader.listFiles(entry.repoId, entry.head)).slice(0, listedFiles) : []

  /** @throws HubError RepoNotFound, LoginRequired, AccessDenied */
  async function checkAccess(actor: Actor, address: RepoAddress, right: 'read' | 'write'): Promise<void> {
    const repo = await getReadable(actor, address)
    if (right === 'read' || (await deps.canWrite(actor, repo))) return
    if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
    throw new HubError('AccessDenied', `You don't have the rights to write to ${repo.fullName}.`)
  }

  return { info, list, checkAccess, tagsByType: tagLists.tagsByType }
}

export type CatalogService = ReturnType<typeof createCatalogService>
