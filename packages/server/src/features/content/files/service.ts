import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { Entry, FileEntry, OpenFile } from '../file.ts'
import type { Objects } from '../objects/service.ts'
import type { RevisionsContext } from '../revisions/context.ts'
import type { CommitInfo } from '../revisions/history.ts'
import type { Revisions } from '../revisions/service.ts'
import { entryNotFound } from '../revisions/trees.ts'
import { createLfsFiles } from './lfs-files.ts'
import { decideUploads, type PreuploadFile, type PreuploadVerdict } from './preupload.ts'
import { createTreeReader } from './read-tree.ts'
import { createReader } from './reader.ts'

export type FilesDeps = { context: RevisionsContext; repos: Repos; revisions: Revisions; objects: Objects }

export type ResolvedFile = { repo: Repo; commit: CommitId; entry: FileEntry; file: OpenFile }
export type FolderWish = {
  /** a revision and the folder's path */
  rest: string
  recursive: boolean
  expand: boolean
  /** where the page before ended, and at which commit */
  from: { commit: CommitId; after: string } | null
  limit?: number | undefined
}
export type PreuploadWish = {
  revision: string
  files: PreuploadFile[]
  gitAttributes?: string | undefined
  gitIgnore?: string | undefined
}
export type FolderPage = {
  commit: CommitId
  entries: Entry[]
  next: string | null
  lastCommits: Map<string, CommitInfo> | null
}

/** What is inside a repo at a revision. */
export function createFiles({ context, repos, revisions, objects }: FilesDeps) {
  const rootOf = createRoots(revisions)
  const tree = createTreeReader({ trees: context.trees, objects, rootOf })

  /**
   * The file at `rest`, a revision and a path, opened: the caller disposes of it.
   * @throws HubError RepoNotFound, RevisionNotFound, EntryNotFound
   */
  function openAt(actor: Actor, address: RepoAddress, rest: string, asPointer = false): Promise<ResolvedFile> {
    return repos.reading(actor, address, async (repo) => {
      const { commit, path } = await revisions.locate(repo, rest)
      const entry = await tree.file(repo.id, commit, path)
      if (!entry) throw entryNotFound(path, commit)
      return { repo, commit, entry, file: await open(repo.id, entry, asPointer) }
    })
  }

  /** The bytes of a file; with `asPointer` an LFS file is the pointer that git holds. */
  async function open(repoId: RepoId, entry: FileEntry, asPointer = false): Promise<OpenFile> {
    const blob =
      entry.lfs && !asPointer ? await objects.open(repoId, entry.lfs.digest) : await context.openBlob(repoId, entry.oid)
    if (!blob) throw new Error(`the bytes of ${entry.oid} in repo ${repoId} are missing`)
    return {
      entry,
      sizeBytes: blob.sizeBytes,
      read: blob.read,
      [Symbol.asyncDispose]: () => blob[Symbol.asyncDispose](),
    }
  }

  function listFolder(actor: Actor, address: RepoAddress, wish: FolderWish): Promise<FolderPage> {
    return repos.reading(actor, address, async (repo) => {
      const { commit: head, path } = await revisions.locate(repo, wish.rest)
      // Later pages stay at the commit of the first, whatever is pushed in between.
      const commit = wish.from?.commit ?? head
      const most = wish.expand ? limits.treeExpandPageEntries : limits.treePageEntries
      const folder = path.replace(/\/+$/, '')
      const limit = Math.min(wish.limit ?? most, most)
      const after = wish.from?.after ?? null
      const page = await tree.page(repo.id, commit, { folder, recursive: wish.recursive, after, limit })
      if (!page) throw entryNotFound(path, commit)
      return { commit, ...page, lastCommits: wish.expand ? await lastCommits(repo, commit, page.entries) : null }
    })
  }

  const lastCommits = (repo: Repo, commit: CommitId, entries: readonly Entry[]) =>
    revisions.lastCommits.ofPaths(
      repo.id,
      commit,
      entries.map((entry) => entry.path),
    )

  function pathsInfo(
    actor: Actor,
    address: RepoAddress,
    wish: { revision: string; paths: string[]; expand: boolean },
  ): Promise<Omit<FolderPage, 'next'>> {
    return repos.reading(actor, address, async (repo) => {
      const commit = await revisions.resolve(repo, wish.revision)
      const paths = wish.paths.map((path) => path.replace(/^\.?\/+|\/+$/g, ''))
      const entries = await tree.entries(repo.id, commit, paths)
      return { commit, entries, lastCommits: wish.expand ? await lastCommits(repo, commit, entries) : null }
    })
  }

  function preupload(
    actor: Actor,
    address: RepoAddress,
    wish: PreuploadWish,
  ): Promise<{ commit: CommitId; files: PreuploadVerdict[] }> {
    return repos.writing(actor, address, async (repo) => {
      const { commit } = await revisions.branch(repo, wish.revision)
      const { gitAttributes, gitIgnore } = wish
      const at = { repoId: repo.id, commit, root: await rootOf(repo.id, commit), gitAttributes, gitIgnore }
      return { commit, files: await decideUploads(context, tree, at, wish.files) }
    })
  }

  const lfsFiles = createLfsFiles({ repos, revisions, objects, context })
  const reader = createReader({ revisions, tree, open })
  return { openAt, listFolder, pathsInfo, preupload, lfsFiles, reader }
}

export type Files = ReturnType<typeof createFiles>

/** The root folder of a commit, which never changes. */
function createRoots(revisions: Revisions) {
  const roots = new LRUCache<string, ObjectId>({ max: 50_000 })
  return async function rootOf(repoId: RepoId, commit: CommitId): Promise<ObjectId> {
    const key = `${repoId}/${commit}`
    const known = roots.get(key)
    if (known) return known
    const row = await revisions.findCommit(repoId, commit)
    if (!row) throw new HubError('RevisionNotFound', `Invalid rev id: ${commit}`)
    roots.set(key, row.tree)
    return row.tree
  }
}
