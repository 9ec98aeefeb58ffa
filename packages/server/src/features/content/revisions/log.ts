import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import { countHistory, walkHistory, type CommitRow } from './queries.ts'

/** Commits along first parents that one query brings. */
const step = 256

export type LogPage = { rows: CommitRow[]; total: number }

/** A page of what `git log` shows: a commit after the newest of its children, the newer of two first. */
export async function readLog(
  db: Database,
  repoId: RepoId,
  { tip, skip, limit }: { tip: CommitRow; skip: number; limit: number },
): Promise<LogPage> {
  if (tip.linear) return { rows: await walkHistory(db, repoId, { from: tip.id, skip, limit }), total: tip.depth }
  const rows: CommitRow[] = []
  for await (const row of walkMerged(db, repoId, tip)) {
    rows.push(row)
    if (rows.length === skip + limit) break
  }
  return { rows: rows.slice(skip), total: await countHistory(db, repoId, tip.id) }
}

async function* walkMerged(db: Database, repoId: RepoId, tip: CommitRow): AsyncGenerator<CommitRow> {
  const known = new Map([[tip.id, tip]])
  const seen = new Set([tip.id])
  const find = async (id: CommitId): Promise<CommitRow> => {
    if (!known.has(id))
      for (const row of await walkHistory(db, repoId, { from: id, skip: 0, limit: step })) known.set(row.id, row)
    const row = known.get(id)
    if (!row) throw new Error(`commit ${id} of repo ${repoId} is missing`)
    return row
  }
  // Newest last. There are as many at once as there are branches side by side.
  const waiting = [tip]
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    yield row
    for (const id of row.parent ? [row.parent, ...row.moreParents] : []) {
      if (seen.has(id)) continue
      seen.add(id)
      const parent = await find(id)
      // Among equals the one that came first goes first, as it does in git.
      const place = waiting.findIndex((other) => other.at.getTime() >= parent.at.getTime())
      waiting.splice(place < 0 ? waiting.length : place, 0, parent)
    }
  }
}
