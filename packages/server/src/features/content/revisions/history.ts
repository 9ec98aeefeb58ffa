import { decodeCommit, splitMessage } from '@kaihub/formats/git'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { RevisionsContext } from './context.ts'
import { readLog } from './log.ts'
import * as queries from './queries.ts'
import type { SignedBy } from './signing.ts'

export type CommitInfo = { id: CommitId; title: string; body: string; author: string; at: Date; signedBy: SignedBy }

export type HistoryPage = {
  commits: CommitInfo[]
  /** commits from the start of the walk to the root */
  total: number
  hasMore: boolean
}

/** A page of history, as `git log` shows it. */
export async function readHistory(
  { db, signer }: Pick<RevisionsContext, 'db' | 'signer'>,
  repoId: RepoId,
  { from, skip, limit }: { from: CommitId; skip: number; limit: number },
): Promise<HistoryPage> {
  const tip = await queries.findCommit(db, repoId, from)
  const { rows, total } = tip ? await readLog(db, repoId, { tip, skip, limit }) : { rows: [], total: 0 }
  return { commits: await describeCommits({ db, signer }, repoId, rows), total, hasMore: skip + rows.length < total }
}

export async function describeCommits(
  { db, signer }: Pick<RevisionsContext, 'db' | 'signer'>,
  repoId: RepoId,
  rows: readonly queries.CommitRow[],
): Promise<CommitInfo[]> {
  const objects = await queries.readObjects(
    db,
    repoId,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const body = objects.get(row.id)?.data
    if (!body) throw new Error(`commit object ${row.id} of repo ${repoId} is missing`)
    const commit = decodeCommit(body)
    const { title, body: text } = splitMessage(commit.message)
    return {
      id: row.id,
      title,
      body: text,
      author: commit.author.name,
      at: commit.committer.at,
      signedBy: signer.signedBy(commit),
    }
  })
}
