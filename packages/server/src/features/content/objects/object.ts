import type { Digest } from '../../../kit/digest.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'

/** What bytes are to be. */
export type Expected = { digest: Digest; sizeBytes: number }

/** Whom bytes are for, and who brought them. */
export type Receiver = { repoId: RepoId; by: NamespaceId | null }

/** Durable bytes without a name: disposing gives them up, unless they were kept first. */
export type SealedBlob = AsyncDisposable & Expected & { keep: () => Promise<void> }
