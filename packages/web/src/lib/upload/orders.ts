import type { Committed } from './commit.ts'
import type { FileProgress, Progress } from './progress.ts'
import type { PublishRequest } from './publisher.ts'

/** What the page tells the thread that uploads. */
export type Order = { does: 'start'; request: PublishRequest } | { does: 'again' | 'pause' | 'resume' | 'cancel' }

/** What the thread tells the page. */
export type Report =
  | { says: 'progress'; sums: Omit<Progress, 'files'>; changed: [path: string, file: FileProgress][] }
  | { says: 'done'; committed: Committed | null }
  | { says: 'failed'; message: string; code: string; status: number }
