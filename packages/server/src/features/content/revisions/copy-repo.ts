import { personId } from '../../../kit/actor.ts'
import { allowLongStatements, type Database } from '../../../ports/database.ts'
import type { Repo, RepoCreated } from '../../repos/index.ts'
import type { RevisionsContext } from './context.ts'
import { moveRef } from './move-refs.ts'
import { copyObjects, listRefs } from './queries.ts'

/**
 * Starts a new repo with everything another holds: rows are copied, bytes are shared. Refs are read first, so that all
 * they lead to is there when the objects are copied, however many commits land in between.
 */
export async function copyRepo(
  context: RevisionsContext,
  tx: Database,
  event: RepoCreated & { copyOf: Repo },
): Promise<void> {
  const { repo } = event.payload
  const refs = await listRefs(tx, event.copyOf.id, Number.MAX_SAFE_INTEGER)
  await allowLongStatements(tx)
  await context.objects.copyLinks(tx, event.copyOf.id, { repoId: repo.id, by: personId(event.by) })
  await copyObjects(tx, event.copyOf.id, repo.id)
  for (const ref of refs) {
    // Pull requests belong to the repo they were made for.
    if (ref.name.startsWith('refs/pr/')) continue
    await moveRef(tx, context.news, {
      repo,
      name: ref.name,
      from: null,
      commitFrom: null,
      to: ref,
      by: personId(event.by),
      reason: 'duplicate',
      isForced: false,
    })
  }
}
