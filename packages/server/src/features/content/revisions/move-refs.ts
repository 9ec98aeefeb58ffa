import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { News } from '../../../ports/news.ts'
import type { Repo } from '../../repos/index.ts'
import type { CommitLanded } from '../events.ts'
import { countRefs, logRefMove, refsInTheWay, swapRef, type RefMove } from './queries.ts'
import { badRefName } from './ref-names.ts'
import { requireAllowed } from './ref-policy.ts'

export type WantedMove = Omit<RefMove, 'repoId'> & {
  repo: Repo
  reason: string
  commitFrom: CommitId | null
  /** commits may be lost to the ref: it does not lead on from where it was */
  isForced: boolean
}

/**
 * Asked once by whoever makes refs, for all of them, in their transaction.
 * @throws HubError BadRequest when a repo would have too many
 */
export async function requireRoom(tx: Database, repoId: RepoId, more: number): Promise<void> {
  const most = limits.refsPerRepo
  if (more > 0 && (await countRefs(tx, repoId)) + more > most)
    throw new HubError('BadRequest', `A repository has at most ${most} branches and tags: delete some first.`)
}

/**
 * The one function that moves refs, whoever asks: a commit over HTTP, a branch made or deleted, a push. In the caller's
 * transaction it asks the policy, compares and swaps, writes the log and announces `CommitLanded`. Objects must be linked
 * before.
 * @throws HubError AccessDenied by the policy, RefMoved when the ref stands elsewhere than `from`, BadRequest for a new one where another's folder
 * is: git keeps refs as files, so a clone could not hold both
 */
export async function moveRef(tx: Database, news: News, move: WantedMove): Promise<void> {
  requireAllowed(move.repo, move)
  const repoId = move.repo.id
  const [inTheWay] = move.from === null ? await refsInTheWay(tx, repoId, move.name) : []
  if (inTheWay) throw badRefName(move.name, `"${inTheWay}" is in the way`)
  if (!(await swapRef(tx, { ...move, repoId })))
    throw new HubError('RefMoved', 'The branch was updated since you opened this page. Please refresh and try again.')
  await logRefMove(tx, { ...move, repoId }, move.reason)
  const event: CommitLanded = {
    name: 'CommitLanded',
    repoId,
    payload: {
      ref: move.name,
      from: move.commitFrom,
      to: move.to?.commit ?? null,
      actorId: move.by,
      at: new Date().toISOString(),
    },
  }
  await news.announce(tx, event)
}
