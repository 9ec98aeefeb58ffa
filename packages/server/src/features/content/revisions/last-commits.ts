import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { RevisionsContext } from './context.ts'
import { describeCommits, type CommitInfo } from './history.ts'
import * as queries from './queries.ts'
import type { Tree, Trees } from './trees.ts'

/** How far back one request looks; what is older is told as the oldest commit looked at. */
const step = 256

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
    const wanted = new Map((await folderAt(repoId, rows[0]?.tree, folder)).map((entry) => [entry.name, entry.oid]))
    let newer = rows[0]
    for (let searched = 0; newer && wanted.size > 0 && searched < limits.historySearched; searched += step) {
      await preload(repoId, rows)
      for (const row of rows) {
        if (row.id === newer.id) continue
        await settle(repoId, { newer, older: row, folder, wanted, found })
        newer = row
        if (wanted.size === 0) break
      }
      rows = newer.parent ? await queries.walkHistory(db, repoId, { from: newer.parent, skip: 0, limit: step }) : []
      if (rows.length === 0) break
    }
    // What is left has been there since the oldest commit seen.
    if (newer) for (const name of wanted.keys()) found.set(name, newer.id)
    return found
  }

  type Step = {
    newer: queries.CommitRow
    older: queries.CommitRow
    folder: string
    wanted: Map<string, string>
    found: Map<string, CommitId>
  }

  /** Entries that the older commit has differently, or not at all, were made by the newer one. */
  async function settle(repoId: RepoId, { newer, older, folder, wanted, found }: Step): Promise<void> {
    if (newer.tree === older.tree) return
    const before = new Map((await folderAt(repoId, older.tree, folder)).map((entry) => [entry.name, entry.oid]))
    for (const [name, oid] of wanted)
      if (before.get(name) !== oid) {
        found.set(name, newer.id)
        wanted.delete(name)
      }
  }

  async function folderAt(repoId: RepoId, root: ObjectId | undefined, folder: string): Promise<Tree> {
    const entry = root && (await trees.entryAt(repoId, root, folder))
    return entry && entry.mode === '40000' ? trees.read(repoId, entry.oid as ObjectId) : []
  }

  /** One query for the root folders of a stretch of history instead of one per commit. */
  async function preload(repoId: RepoId, rows: readonly queries.CommitRow[]): Promise<void> {
    await trees.readMany(repoId, [...new Set(rows.map((row) => row.tree))])
  }

  return ofFolder
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
