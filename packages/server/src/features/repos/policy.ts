import type { Actor, Role } from '../../kit/actor.ts'
import type { Repo } from './repo.ts'

/** What the actor is in the repo's namespace, and how far their credential reaches into this repo. */
export type Standing = {
  actor: Actor
  role: Role | null
  tokenReads: boolean
  tokenWrites: boolean
  tokenAdministers: boolean
}

export const canRead = (standing: Standing, repo: Repo): boolean =>
  repo.visibility === 'public' || (standing.role !== null && standing.tokenReads)

/** A contributor writes to what they made themselves; a writer to everything in the namespace. */
export const canWrite = (standing: Standing, repo: Repo): boolean => mayChange(standing, repo) && standing.tokenWrites

/** Deleting, moving and settings; who may write may do these too, if their credential says so. */
export const canAdminister = (standing: Standing, repo: Repo): boolean =>
  mayChange(standing, repo) && standing.tokenAdministers

export const canCreateIn = (role: Role | null, tokenAllows: boolean): boolean =>
  role !== null && role !== 'read' && tokenAllows

function mayChange({ actor, role }: Standing, repo: Repo): boolean {
  if (role === 'admin' || role === 'write') return true
  return role === 'contributor' && actor.kind === 'user' && actor.userId === repo.createdBy
}
