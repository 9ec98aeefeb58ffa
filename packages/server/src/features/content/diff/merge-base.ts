import { limits } from '../../../config/limits.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import { walkHistory, type CommitRow } from '../revisions/queries.ts'

const step = 256
const ofBase = 1
const ofHead = 2
const ofBoth = ofBase | ofHead
/** below a merge base already found */
const stale = 4

/** `mergeBase`: where two histories part, null when they never met or nobody looked so far; `ahead`: what head alone has. */
export type Comparison = { mergeBase: CommitId | null; ahead: CommitRow[] }

/** Walks both histories from their ends, newest first, until all that is left is behind commits that both have. */
export async function compareHistories(
  db: Database,
  repoId: RepoId,
  { base, head }: { base: CommitId; head: CommitId },
): Promise<Comparison> {
  const known = new Map<CommitId, CommitRow>()
  const find = async (id: CommitId): Promise<CommitRow> => {
    if (!known.has(id))
      for (const row of await walkHistory(db, repoId, { from: id, skip: 0, limit: step })) known.set(row.id, row)
    const row = known.get(id)
    if (!row) throw new Error(`commit ${id} of repo ${repoId} is missing`)
    return row
  }
  const marks = new Map<CommitId, number>()
  // Newest last.
  const waiting: CommitRow[] = []
  const common: CommitId[] = []
  const visited = new Map<CommitId, CommitRow>()
  const mark = async (id: CommitId, marking: number): Promise<void> => {
    const before = marks.get(id) ?? 0
    if ((before & marking) === marking) return
    marks.set(id, before | marking)
    const row = await find(id)
    const place = waiting.findIndex((other) => other.at.getTime() >= row.at.getTime())
    waiting.splice(place < 0 ? waiting.length : place, 0, row)
  }
  const marksOf = (id: CommitId): number => marks.get(id) ?? 0
  await mark(base, ofBase)
  await mark(head, ofHead)
  while (waiting.some(({ id }) => !(marksOf(id) & stale))) {
    // Not those visited are counted: each may have very many parents.
    if (marks.size > limits.historySearched) return { mergeBase: null, ahead: [] }
    const row = waiting.pop()!
    visited.set(row.id, row)
    let marking = marksOf(row.id)
    if ((marking & ofBoth) === ofBoth) {
      if (!(marking & stale)) common.push(row.id)
      marking |= stale
    }
    for (const id of row.parent ? [row.parent, ...row.moreParents] : []) await mark(id, marking)
  }
  return {
    mergeBase: common.find((id) => !(marksOf(id) & stale)) ?? null,
    ahead: [...visited.values()].filter(({ id }) => (marksOf(id) & ofBoth) === ofHead),
  }
}
