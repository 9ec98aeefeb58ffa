import type { SignedInActor } from '../../kit/actor.ts'
import type { RepoId } from '../../kit/ids.ts'
import type { Repo } from './repo.ts'

/** A file of the first commit, small enough to travel with the request. */
export type FirstFile = { path: string; content: string; encoding: 'utf-8' | 'base64' }

/** `by`, `firstFiles` and `copyOf` are for listeners; only the payload is written down. */
export type RepoCreated = {
  name: 'RepoCreated'
  repoId: RepoId
  payload: { repo: Repo }
  by: SignedInActor
  firstFiles: FirstFile[]
  /** the repo whose content it starts with, instead of a first commit of its own */
  copyOf: Repo | null
}
export type RepoChanged = { name: 'RepoChanged'; repoId: RepoId; payload: { repo: Repo } }
export type RepoMoved = { name: 'RepoMoved'; repoId: RepoId; payload: { repo: Repo; from: string } }
export type RepoDeleted = { name: 'RepoDeleted'; repoId: RepoId; payload: { repo: Repo } }
