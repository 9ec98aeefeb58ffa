import { limits } from '../../../config/limits.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { RevisionsContext } from './context.ts'
import { describeCommits, type CommitInfo } from './history.ts'
import * as queries from './queries.ts'
import type { Trees } from './trees.ts'

/** Commits along first parents that one query brings, and of those how many folders are read together. */
const step = 256
const foldersAtOnce = 32
/** what a cursor names: branches side by side, and commits that could be met again, which a part of their id tells apart */
const mostWaiting = 100
const mostPassed = 200
export const passedChars = 12

/**
 * Where a page of a file's history ended: what is to be looked at next, newest last, and what must not be told again; `hasEnded`:
 * one of the branches did.
 */
export type PathPlace = { waiting: CommitId[]; passed: string[]; hasEnded: boolean }
export type PathHistory = { commits: CommitInfo[]; next: PathPlace | null }

type Wish = { path: string; from: PathPlace; limit: number }
type Context = Pick<RevisionsContext, 'db' | 'signer' | 'trees'>

/**
 * Commits that changed a file or folder, as `git log -- path` tells them: of a merge that has it like one of its parents,
 * only that parent is followed. After `limits.historySearched` commits the page ends, however few it found.
 */
export async function readPathHistory(context: Context, repoId: RepoId, wish: Wish): Promise<PathHistory> {
  const commits = createCommits(context, repoId, wish.path)
  const waiting: queries.CommitRow[] = []
  for (const id of wish.from.waiting) waiting.push(await commits.find(id))
  const seen = new Set([...wish.from.waiting.map(shortOf), ...wish.from.passed])
  const found: queries.CommitRow[] = []
  let [passed, hasEnded] = [[...wish.from.passed], wish.from.hasEnded]
  for (let searched = 0; found.length < wish.limit && searched < limits.historySearched; searched += 1) {
    const row = waiting.pop()
    if (!row) break
    // Clocks differ, so times say nothing; but what all branches led to does not lead back to them.
    if (waiting.length === 0 && !hasEnded) passed = []
    else passed.push(shortOf(row.id))
    const parents = await Promise.all(parentsOf(row).map(commits.find))
    hasEnded ||= parents.length === 0
    const same = parents.find((parent) => commits.entryAt(parent) === commits.entryAt(row))
    if (!same && (parents.length > 0 || commits.entryAt(row) !== null)) found.push(row)
    for (const parent of same ? [same] : parents) {
      const short = shortOf(parent.id)
      if (seen.has(short)) continue
      seen.add(short)
      // Among equals the one that came first goes first, as it does in git.
      const place = waiting.findIndex((other) => other.at.getTime() >= parent.at.getTime())
      waiting.splice(place < 0 ? waiting.length : place, 0, parent)
    }
  }
  return {
    commits: await describeCommits(context, repoId, found),
    next:
      waiting.length === 0
        ? null
        : { waiting: waiting.slice(-mostWaiting).map((row) => row.id), passed: passed.slice(-mostPassed), hasEnded },
  }
}

const parentsOf = (row: queries.CommitRow): CommitId[] => (row.parent ? [row.parent, ...row.moreParents] : [])

const shortOf = (id: CommitId): string => id.slice(0, passedChars)

/** Commits by id and what each has at the path, both read a stretch of history at a time. */
function createCommits({ db, trees }: Context, repoId: RepoId, path: string) {
  const known = new Map<CommitId, queries.CommitRow>()
  const entries = new Map<ObjectId, string | null>()

  async function find(id: CommitId): Promise<queries.CommitRow> {
    if (!known.has(id)) {
      const rows = await queries.walkHistory(db, repoId, { from: id, skip: 0, limit: step })
      for (const row of rows) known.set(row.id, row)
      const roots = [...new Set(rows.map((row) => row.tree))].filter((root) => !entries.has(root))
      for (let start = 0; start < roots.length; start += foldersAtOnce)
        await readEntries(trees, repoId, { roots: roots.slice(start, start + foldersAtOnce), path, entries })
    }
    const row = known.get(id)
    if (!row) throw new Error(`commit ${id} of repo ${repoId} is missing`)
    return row
  }

  return { find, entryAt: (row: queries.CommitRow): string | null => entries.get(row.tree) ?? null }
}

type Look = { roots: readonly ObjectId[]; path: string; entries: Map<ObjectId, string | null> }

/** Goes down the path in all of these trees together: one query for each folder on the way. */
async function readEntries(trees: Trees, repoId: RepoId, { roots, path, entries }: Look): Promise<void> {
  const at = new Map<ObjectId, ObjectId>(roots.map((root) => [root, root]))
  const names = path.split('/')
  for (const [depth, name] of names.entries()) {
    const folders = await trees.readMany(repoId, [...new Set(at.values())])
    for (const [root, folder] of at) {
      const entry = folders.get(folder)?.find((child) => child.name === name)
      const isLast = depth === names.length - 1
      if (isLast) entries.set(root, entry ? `${entry.mode} ${entry.oid}` : null)
      if (!isLast && entry?.mode === '40000') at.set(root, entry.oid as ObjectId)
      else at.delete(root)
    }
  }
  for (const root of roots) if (!entries.has(root)) entries.set(root, null)
}
