import type { Actor } from '../../../kit/actor.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { TaskQueue } from '../../../ports/task-queue.ts'
import type { ContentReader } from '../../content/index.ts'
import type { Repo, RepoAddress } from '../../repos/index.ts'
import type { Audience } from './lists/list-query.ts'

export type CatalogDeps = {
  db: Database
  queue: TaskQueue
  clock: Clock
  reader: ContentReader
  /** throws RepoNotFound or RepoMoved */
  getReadable: (actor: Actor, address: RepoAddress) => Promise<Repo>
  repoById: (id: RepoId) => Promise<Repo | null>
  /** throws RevisionNotFound; undefined is the default branch */
  resolveRevision: (repo: Repo, revision: string | undefined) => Promise<CommitId>
  canWrite: (actor: Actor, repo: Repo) => boolean | Promise<boolean>
  /** the namespaces and single repos whose private repos the actor's credential lets them see */
  visibleNamespaces: (actor: Actor) => Promise<Audience>
  /** bytes of all objects linked to the repo */
  usedStorage: (repoId: RepoId) => Promise<number>
}
