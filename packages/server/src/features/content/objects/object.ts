import type { Digest } from '../../../kit/digest.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'

/** What bytes are to be. */
export type Expected = { digest: Digest; sizeBytes: number }

/** Whom bytes are for, and who brought them. */
export type Receiver = { repoId: RepoId; by: NamespaceId | null }
