import { checkRefName } from '@kaihub/formats/git'
import { HubError } from '../../../kit/errors.ts'
import { isObjectId, type CommitId, type RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import * as queries from './queries.ts'

const defaultBranch = 'main'
const branchPrefix = 'refs/heads/'

/** `main` → `refs/heads/main`; `HEAD` and nothing at all mean the default branch. */
export function branchRef(revision: string | undefined): string {
  if (!revision || revision === 'HEAD') return branchPrefix + defaultBranch
  return revision.startsWith('refs/') ? revision : branchPrefix + revision
}

/** No ref has a name that git would not take, so nobody needs to be asked for one. */
const findRefs = (db: Database, repoId: RepoId, names: string[]): Promise<queries.Ref[]> =>
  queries.findRefs(
    db,
    repoId,
    names.filter((name) => checkRefName(name) === null),
  )

/** The refs a revision may mean, best first: a full ref, a branch, a tag, a pull request (spec hub-api 3.3). */
function candidates(revision: string): string[] {
  if (revision.startsWith('refs/')) return [revision]
  const names = [branchRef(revision), `refs/tags/${revision}`]
  return revision.startsWith('pr/') ? [...names, `refs/${revision}`] : names
}

/** @throws HubError RevisionNotFound */
export async function resolveRevision(db: Database, repoId: RepoId, revision: string | undefined): Promise<CommitId> {
  const wanted = revision ?? 'HEAD'
  const names = candidates(wanted)
  const refs = await findRefs(db, repoId, names)
  const best = names.map((name) => refs.find((ref) => ref.name === name)).find(Boolean)
  if (best) return best.commit
  const id = await resolveCommitId(db, repoId, wanted.toLowerCase())
  if (!id) throw revisionNotFound(wanted)
  return id
}

async function resolveCommitId(db: Database, repoId: RepoId, text: string): Promise<CommitId | null> {
  if (isObjectId(text)) return (await queries.findCommit(db, repoId, text))?.id ?? null
  if (!/^[0-9a-f]{7,39}$/.test(text)) return null
  const found = await queries.findByPrefix(db, repoId, text)
  return found.length === 1 ? found[0]! : null
}

/**
 * Splits `refs/pr/1/config.json` into a revision and a path: the longest start that is a ref wins, as branches may
 * have slashes in their names (spec hub-api 2.5).
 */
export async function locate(db: Database, repoId: RepoId, rest: string): Promise<{ commit: CommitId; path: string }> {
  const segments = rest.split('/')
  const first = segments[0]!
  if (isObjectId(first)) {
    const commit = await queries.findCommit(db, repoId, first)
    if (commit) return { commit: commit.id, path: segments.slice(1).join('/') }
  }
  const starts = segments.slice(0, 10).map((_, i) => segments.slice(0, i + 1).join('/'))
  const refs = new Map((await findRefs(db, repoId, starts.flatMap(candidates))).map((ref) => [ref.name, ref.commit]))
  for (const start of starts.toReversed()) {
    const commit = candidates(start === 'HEAD' ? defaultBranch : start)
      .map((name) => refs.get(name))
      .find(Boolean)
    if (commit) return { commit, path: rest.slice(start.length + 1) }
  }
  return { commit: await resolveRevision(db, repoId, first), path: segments.slice(1).join('/') }
}

/** The branch a commit is for. A commit id is no branch. @throws HubError RevisionNotFound */
export async function requireBranch(db: Database, repoId: RepoId, revision: string): Promise<queries.Ref> {
  const name = branchRef(revision)
  const [ref] = name.startsWith(branchPrefix) ? await findRefs(db, repoId, [name]) : []
  if (!ref) throw revisionNotFound(revision)
  return ref
}

export const revisionNotFound = (revision: string): HubError =>
  new HubError('RevisionNotFound', `Invalid rev id: ${revision.slice(0, 300)}`)
