import { compareTreeNames } from '@kaihub/formats/git'
import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { RevisionsContext } from './context.ts'
import { describeCommits, type CommitInfo } from './history.ts'
import * as queries from './queries.ts'
import type { Tree, Trees } from './trees.ts'

/** Commits that one query brings, and of those how many folders are read together: a folder may have very many entries. */
const step = 256
const foldersAtOnce = 32

/**
 * For each entry of a folder the newest commit along first parents that changed it: the walk compares the folder with
 * its parent's, as git itself would, and remembers the answer per commit and folder.
 */
function createFolderHistory(db: Database, trees: Trees) {
  const cache = new LRUCache<string, Map<string, CommitId>>({
    maxSize: 500_000,
    sizeCalculation: (found) => found.size + 1,
  })

  async function ofFolder(repoId: RepoId, commit: CommitId, folder: string): Promise<Map<string, CommitId>> {
    const key = `${repoId}/${commit}/${folder}`
    const known = cache.get(key)
    if (known) return known
    const found = await search(repoId, commit, folder)
    cache.set(key, found)
    return found
  }

  async function search(repoId: RepoId, commit: CommitId, folder: string): Promise<Map<string, CommitId>> {
    const found = new Map<string, CommitId>()
    let rows = await queries.walkHistory(db, repoId, { from: commit, skip: 0, limit: step })
    const wanted = new Set((await folderAt(repoId, rows[0]?.tree, folder)).map((entry) => entry.name))
    let newer = rows[0]
    for (let searched = 0; newer && wanted.size > 0 && searched < limits.historySearched; searched += step) {
      await trees.readMany(repoId, [...new Set(rows.map((row) => row.tree))])
      for (const [i, row] of rows.entries()) {
        if (i % foldersAtOnce === 0) await preload(repoId, rows.slice(i, i + foldersAtOnce), folder)
        if (row.id === newer.id) continue
        await settle(repoId, { newer, older: row, folder, wanted, found })
        newer = row
        if (wanted.size === 0) break
      }
      rows = newer.parent ? await queries.walkHistory(db, repoId, { from: newer.parent, skip: 0, limit: step }) : []
      if (rows.length === 0) break
    }
    // What is left has been there since the oldest commit seen.
    if (newer) for (const name of wanted) found.set(name, newer.id)
    return found
  }

  type Step = {
    newer: queries.CommitRow
    older: queries.CommitRow
    folder: string
    wanted: Set<string>
    found: Map<string, CommitId>
  }

  /** Entries that the older commit has differently, or not at all, were made by the newer one. */
  async function settle(repoId: RepoId, { newer, older, folder, wanted, found }: Step): Promise<void> {
    const [after, before] = [await folderOid(repoId, newer.tree, folder), await folderOid(repoId, older.tree, folder)]
    if (after === null || after === before) return
    const known = before ? await trees.read(repoId, before) : []
    for (const name of changedNames(known, await trees.read(repoId, after)))
      if (wanted.delete(name)) found.set(name, newer.id)
  }

  async function folderOid(repoId: RepoId, root: ObjectId, folder: string): Promise<ObjectId | null> {
    const entry = await trees.entryAt(repoId, root, folder)
    return entry?.mode === '40000' ? (entry.oid as ObjectId) : null
  }

  async function folderAt(repoId: RepoId, root: ObjectId | undefined, folder: string): Promise<Tree> {
    const oid = root && (await folderOid(repoId, root, folder))
    return oid ? trees.read(repoId, oid) : []
  }

  /** One query for the folders of a stretch of history instead of one per commit. */
  async function preload(repoId: RepoId, rows: readonly queries.CommitRow[], folder: string): Promise<void> {
    const oids = new Set<ObjectId>()
    for (const { tree } of rows) {
      const oid = await folderOid(repoId, tree, folder)
      if (oid) oids.add(oid)
    }
    await trees.readMany(repoId, [...oids])
  }

  return ofFolder
}

/** Names in `after` that `before` lacks or has differently. Both are in git's order, so that most entries meet at once. */
function changedNames(before: Tree, after: Tree): string[] {
  const changed: string[] = []
  let at = 0
  for (const entry of after) {
    while (at < before.length && before[at]!.name !== entry.name && compareTreeNames(before[at]!, entry) < 0) at += 1
    const old = before[at]
    if (old?.name !== entry.name) changed.push(entry.name)
    else {
      if (old.oid !== entry.oid) changed.push(entry.name)
      at += 1
    }
  }
  return changed
}

export function createLastCommits(context: Pick<RevisionsContext, 'db' | 'signer' | 'trees'>) {
  const { db, trees } = context
  const ofFolder = createFolderHistory(db, trees)

  /** The newest commit that changed each of these paths. */
  async function ofPaths(repoId: RepoId, commit: CommitId, paths: readonly string[]): Promise<Map<string, CommitInfo>> {
    const ids = new Map<string, CommitId>()
    for (const path of paths) {
      const cut = path.lastIndexOf('/')
      const id = (await ofFolder(repoId, commit, cut < 0 ? '' : path.slice(0, cut))).get(path.slice(cut + 1))
      if (id) ids.set(path, id)
    }
    const rows = await queries.findCommits(db, repoId, [...new Set(ids.values())])
    const infos = await describeCommits(context, repoId, rows)
    const byId = new Map(infos.map((info) => [info.id, info]))
    return new Map([...ids].map(([path, id]) => [path, byId.get(id)!]))
  }

  return { ofPaths }
}

export type LastCommits = ReturnType<typeof createLastCommits>
