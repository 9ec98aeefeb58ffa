import type { RepoId } from '../../kit/ids.ts'
import type { Repo } from './repo.ts'

/** `initialFiles` are the first commit's contents; they are not kept in the events table. */
export type RepoCreated = { name: 'RepoCreated'; repoId: RepoId; payload: { repo: Repo } }
export type RepoChanged = { name: 'RepoChanged'; repoId: RepoId; payload: { repo: Repo } }
export type RepoMoved = { name: 'RepoMoved'; repoId: RepoId; payload: { repo: Repo; from: string } }
export type RepoDeleted = { name: 'RepoDeleted'; repoId: RepoId; payload: { repo: Repo } }
