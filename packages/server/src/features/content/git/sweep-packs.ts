import { limits } from '../../../config/limits.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { RepoId } from '../../../kit/ids.ts'
import { inTransaction } from '../../../ports/database.ts'
import type { BareRepos } from '../../../ports/bare-repos.ts'
import type { Listener } from '../../../ports/news.ts'
import type { TaskDefinition } from '../../../ports/task-queue.ts'
import type { GitContext } from './context.ts'
import { forgetPackFile, packsOf, retiredBefore, retirePacks } from './queries.ts'

/** Files at a time; the next hour goes on with the rest. */
const most = 10_000

/** Takes away the bytes of packs that no repo has named for a while. */
export function createPackSweep({ db, blobs, clock }: GitContext & { clock: Clock }): TaskDefinition {
  async function run(): Promise<void> {
    const before = new Date(clock.now().getTime() - limits.retiredPackHours * 3_600_000)
    for (const digest of await retiredBefore(db, before, most))
      await inTransaction(db, async (tx) => {
        // Whoever stores the same bytes just now waits for the row, and puts them anew.
        if (await forgetPackFile(tx, digest, before)) await blobs.delete(digest)
      })
  }
  return { name: 'sweep-packs', cron: '37 * * * *', run }
}

const forgetTask = 'forget-git-copy'

/** The packs of a repo go with it, and its copy. */
export const onRepoDeleted =
  ({ queue }: GitContext): Listener =>
  async (tx, event) => {
    const repoId = event.repoId as RepoId
    const packs = await packsOf(tx, repoId)
    await retirePacks(
      tx,
      repoId,
      packs.map((pack) => pack.number),
    )
    await queue.enqueue(tx, { name: forgetTask, payload: { repoId } })
  }

export const createForgetTask = (bareRepos: BareRepos): TaskDefinition => ({
  name: forgetTask,
  run: async (payload) => bareRepos.forget(Number(payload['repoId']) as RepoId),
})
