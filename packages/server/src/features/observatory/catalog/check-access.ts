import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { RepoAddress } from '../../repos/index.ts'
import type { CatalogDeps } from './deps.ts'

/** Clients ask before they begin something long. */
export function createAccessCheck({ getReadable, canWrite }: Pick<CatalogDeps, 'getReadable' | 'canWrite'>) {
  /** @throws HubError RepoNotFound, LoginRequired, AccessDenied */
  return async function checkAccess(actor: Actor, address: RepoAddress, right: 'read' | 'write'): Promise<void> {
    const repo = await getReadable(actor, address)
    if (right === 'read' || (await canWrite(actor, repo))) return
    if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
    throw new HubError('AccessDenied', `You don't have the rights to write to ${repo.fullName}.`)
  }
}
