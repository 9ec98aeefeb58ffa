import type { Clock } from '../../../kit/clock.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { News } from '../../../ports/news.ts'
import type { RequireUnlocked } from '../locks/require-unlocked.ts'
import type { RequestRepack } from '../git/repack-task.ts'
import type { Objects } from '../objects/service.ts'
import type { TakeTurns } from '../take-turns.ts'
import type { OpenGitBlob, ReadBlob, ReadObject } from './read-blob.ts'
import type { Signer } from './signing.ts'
import type { Trees } from './trees.ts'

/** What the verbs of this folder share. */
export type RevisionsContext = {
  db: Database
  news: News
  clock: Clock
  objects: Objects
  trees: Trees
  takeTurns: TakeTurns
  readBlob: ReadBlob
  readObject: ReadObject
  openBlob: OpenGitBlob
  requireUnlocked: RequireUnlocked
  /** what everybody else has locked */
  lockedPaths: (repoId: RepoId, by: NamespaceId | null) => Promise<string[]>
  requestRepack: RequestRepack
  signer: Signer
  /** the part after `@` of a commit author's address, as people's own addresses stay private */
  mailHost: string
}
