import type { BlobStore } from '../../../ports/blob-store.ts'
import type { Database } from '../../../ports/database.ts'
import type { News } from '../../../ports/news.ts'
import type { TaskQueue } from '../../../ports/task-queue.ts'
import type { SignedInActor } from '../../../kit/actor.ts'
import type { Repo } from '../../repos/index.ts'
import type { Locks } from '../locks/service.ts'
import type { Objects } from '../objects/service.ts'
import type { TakeTurns } from '../take-turns.ts'
import type { Copies } from './copies.ts'

/** What the verbs of this folder share. */
export type GitContext = {
  db: Database
  news: News
  queue: TaskQueue
  blobs: BlobStore
  objects: Objects
  locks: Locks
  copies: Copies
  takeTurns: TakeTurns
}

export type Pusher = { repo: Repo; actor: SignedInActor }
