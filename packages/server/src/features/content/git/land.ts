import { personId } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { limits } from '../../../config/limits.ts'
import { allowLongStatements, inTransaction, type Database } from '../../../ports/database.ts'
import { moveRef, requireRoom } from '../revisions/move-refs.ts'
import { insertCommits, type CommitRow } from '../revisions/queries.ts'
import type { GitContext, Pusher } from './context.ts'
import { insertPack, insertPacked, packsOf, type NewPack } from './queries.ts'
import { repackTask } from './repack-task.ts'
import type { PlannedUpdate } from './ref-updates.ts'
import type { Survey } from './survey.ts'

/** Rows written by one statement. */
const atOnce = 5000

export type Landing = {
  planned: readonly PlannedUpdate[]
  isAtomic: boolean
  /** null for a push that brings nothing new */
  pack: { stored: NewPack; survey: Survey; rows: CommitRow[] } | null
}

/** Objects, commits, refs and news in one transaction. Answers why a ref did not move, for each that did not. */
export async function land(context: GitContext, pusher: Pusher, landing: Landing): Promise<Map<string, HubError>> {
  const refused = new Map<string, HubError>()
  try {
    await inTransaction(context.db, async (tx) => {
      await allowLongStatements(tx)
      if (landing.pack) await takePack(context, tx, pusher, landing.pack)
      await requireRoom(tx, pusher.repo.id, landing.planned.filter(({ old }) => old === null).length)
      // In the order of names, as two who lock the same rows in different orders would wait for each other.
      for (const update of landing.planned.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        const fault = await move(context, tx, pusher, update)
        if (fault) refused.set(update.name, fault)
      }
      if (refused.size === landing.planned.length || (landing.isAtomic && refused.size > 0)) throw new NothingMoves()
    })
  } catch (error) {
    if (error instanceof HubError) return new Map(landing.planned.map(({ name }) => [name, error]))
    if (!(error instanceof NothingMoves)) throw error
  }
  return refused
}

/** Takes back what the transaction wrote. */
class NothingMoves extends Error {}

async function takePack(
  { queue }: GitContext,
  tx: Database,
  { repo }: Pusher,
  { stored, survey, rows }: NonNullable<Landing['pack']>,
): Promise<void> {
  const number = await insertPack(tx, repo.id, stored)
  for (const objects of survey.rows(atOnce)) await insertPacked(tx, repo.id, number, objects)
  await insertCommits(tx, repo.id, rows)
  const isMuch = stored.objectCount >= limits.mappedObjects
  if (isMuch || (await packsOf(tx, repo.id)).length > limits.packsPerRepo) await queue.enqueue(tx, repackTask(repo.id))
}

async function move(
  { news }: GitContext,
  tx: Database,
  { repo, actor }: Pusher,
  { name, old, to, isForced }: PlannedUpdate,
): Promise<HubError | null> {
  try {
    await moveRef(tx, news, {
      repo,
      name,
      from: old?.oid ?? null,
      commitFrom: old?.commit ?? null,
      to,
      by: personId(actor),
      reason: isForced ? 'forced push' : 'push',
      isForced,
    })
    return null
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    return error.code === 'RefMoved' ? new HubError('RefMoved', 'fetch first: somebody else was faster') : error
  }
}
