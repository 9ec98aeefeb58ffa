import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Repo, RepoAddress } from '../../repos/index.ts'
import { createAccessCheck } from './check-access.ts'
import type { CatalogDeps } from './deps.ts'
import { firstLexemes, type Descriptions } from './descriptions.ts'
import type { CatalogEntry } from './entry.ts'
import { columnsFor } from './fields.ts'
import { createListFacets } from './list-facets.ts'
import { createFinder, positionOf } from './lists/find.ts'
import type { ListQuery, Position } from './lists/list-query.ts'
import * as queries from './queries.ts'
import { createTagLists } from './tag-lists.ts'
import type { FileEntry } from '../../content/index.ts'

/** files of one repo that a list shows */
const listedFiles = 2000
const defaultBranch = 'main'

/** What an answer needs beyond the row; the rest is not even read. */
export type Wish = { fields: readonly string[]; names: boolean; files: boolean; usedStorage: boolean }

export type Known = {
  entry: CatalogEntry
  facts: CatalogEntry
  sha: CommitId | null
  lastModified: Date
  usedStorage: number | null
} & Listing

type Listing = { names: readonly string[] | null; files: readonly FileEntry[] | null }

/** Lists of repos, and everything known about one. */
export function createCatalogService(deps: CatalogDeps, descriptions: Descriptions) {
  const { db, reader, getReadable, resolveRevision } = deps
  const finder = createFinder(db)
  const tagLists = createTagLists(db)

  /** @throws HubError RepoNotFound, RepoMoved, RevisionNotFound */
  async function info(actor: Actor, address: RepoAddress, revision: string | undefined, wish: Wish): Promise<Known> {
    const repo = await getReadable(actor, address)
    const [entry, usedStorage] = await Promise.all([entryOf(repo, wish), usedStorageOf(repo.id, wish)])
    const sha = revision === undefined ? entry.head : await resolveRevision(repo, revision)
    const facts = sha ? await descriptions.factsAt(repo, entry, sha) : entry
    const at = sha && sha !== entry.head ? await reader.commitTime(repo.id, sha) : null
    return {
      entry,
      facts: { ...entry, ...facts },
      sha,
      lastModified: at ?? entry.lastModified,
      ...(await listingOf(repo.id, sha, facts.siblings, wish)),
      usedStorage,
    }
  }

  /** A repo that is older than the catalog gets its row when somebody first looks at it. */
  async function entryOf(repo: Repo, { fields }: Wish): Promise<CatalogEntry> {
    const find = () => queries.findEntry(db, repo.id, columnsFor(fields))
    const entry = await find()
    if (entry?.head) return entry
    if (!entry) await queries.insertEntry(db, repo, firstLexemes(repo))
    const head = await reader.head(repo.id, defaultBranch)
    if (head) await queries.updateHead(db, repo.id, head, (await reader.commitTime(repo.id, head)) ?? repo.createdAt)
    if (entry && !head) return entry
    const made = await find()
    if (!made) throw new HubError('RepoNotFound', 'Repository not found')
    return made
  }

  const usedStorageOf = async (repoId: RepoId, wish: Wish): Promise<number | null> =>
    wish.usedStorage ? deps.usedStorage(repoId) : null

  /** Names alone are in the row, mostly: `siblings` are those of that commit. */
  async function listingOf(repoId: RepoId, commit: CommitId | null, siblings: string[] | null, wish: Wish) {
    const listing: Listing = { names: null, files: null }
    if (!wish.names && !wish.files) return listing
    if (!commit) return { names: [], files: [] }
    if (siblings && !wish.files) return { names: siblings, files: null }
    const files = await reader.listFiles(repoId, commit)
    return { names: files.map((file) => file.path), files }
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
        ...(await shortListing(entry, wish)),
        usedStorage: await usedStorageOf(entry.repoId, wish),
      })
    }
    const last = rows.length === query.limit ? rows.at(-1) : undefined
    return { items, next: last ? positionOf(last, query.sort) : null }
  }

  async function shortListing({ repoId, head, describedHead, siblings }: CatalogEntry, wish: Wish): Promise<Listing> {
    const { names, files } = await listingOf(repoId, head, head === describedHead ? siblings : null, wish)
    return { names: names?.slice(0, listedFiles) ?? null, files: files?.slice(0, listedFiles) ?? null }
  }

  const facets = createListFacets(finder, tagLists)

  return { info, list, facets, checkAccess: createAccessCheck(deps), tagsByType: tagLists.tagsByType }
}

export type CatalogService = ReturnType<typeof createCatalogService>
