import { HubError } from '../../../kit/errors.ts'
import type { Database } from '../../../ports/database.ts'
import type { News } from '../../../ports/news.ts'
import type { CommitLanded } from '../events.ts'
import { logRefMove, refsInTheWay, swapRef, type RefMove } from './queries.ts'
import { badRefName } from './ref-names.ts'

/**
 * The one function that moves refs, whoever asks: a commit over HTTP, a branch made or deleted, a push. In the caller's
 * transaction it compares and swaps, writes the log and announces `CommitLanded`. Objects must be linked before.
 * @throws HubError RefMoved when the ref stands elsewhere than `from`, BadRequest for a new one where another's folder
 * is: git keeps refs as files, so a clone could not hold both
 */
export async function moveRef(tx: Database, news: News, move: RefMove & { reason: string; commitFrom: string | null }) {
  const [inTheWay] = move.from === null ? await refsInTheWay(tx, move.repoId, move.name) : []
  if (inTheWay) throw badRefName(move.name, `"${inTheWay}" is in the way`)
  if (!(await swapRef(tx, move)))
    throw new HubError('RefMoved', 'The branch was updated since you opened this page. Please refresh and try again.')
  await logRefMove(tx, move, move.reason)
  const event: CommitLanded = {
    name: 'CommitLanded',
    repoId: move.repoId,
    payload: {
      ref: move.name,
      from: move.commitFrom as CommitLanded['payload']['from'],
      to: move.to?.commit ?? null,
      actorId: move.by,
      at: new Date().toISOString(),
    },
  }
  await news.announce(tx, event)
}
