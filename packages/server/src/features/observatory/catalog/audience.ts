import type { Actor, SignedInActor, TokenScope } from '../../../kit/actor.ts'
import { isHubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Accounts } from '../../accounts/index.ts'
import type { Repo, RepoAddress } from '../../repos/index.ts'
import type { Audience } from './lists/list-query.ts'

type AudienceDeps = {
  accounts: Pick<Accounts, 'findNamespace' | 'roleIn' | 'tokenAllows'>
  getReadable: (actor: Actor, address: RepoAddress) => Promise<Repo>
}

const nobody: Audience = { all: false, namespaceIds: [] }
/** no namespace has this id: whoever is admin even there is admin everywhere */
const nowhere = -1 as NamespaceId

/** Whose private repos a list may show to whoever asks: as far as they may read, and as far as their token reaches. */
export function createAudience({ accounts, getReadable }: AudienceDeps) {
  async function audienceOf(actor: Actor): Promise<Audience> {
    if (actor.kind === 'anonymous') return nobody
    const { grant } = actor
    if (grant.kind === 'token' && grant.role === 'fineGrained') return audienceOfScopes(actor, grant.scopes)
    if (accounts.roleIn(actor, nowhere) === 'admin') return { all: true, namespaceIds: [] }
    return { all: false, namespaceIds: [actor.userId, ...actor.roles.keys()] }
  }

  async function audienceOfScopes(actor: SignedInActor, scopes: readonly TokenScope[]): Promise<Audience> {
    const namespaceIds: number[] = []
    const repoIds: number[] = []
    for (const { entity } of scopes)
      if (entity.type === 'user' || entity.type === 'org') namespaceIds.push(...(await namespaceOf(actor, entity.name)))
      else repoIds.push(...(await repoOf(actor, entity.type, entity.name)))
    return { all: false, namespaceIds, repoIds }
  }

  async function namespaceOf(actor: SignedInActor, name: string): Promise<number[]> {
    const namespace = await accounts.findNamespace(name)
    if (!namespace || accounts.roleIn(actor, namespace.id) === null) return []
    return accounts.tokenAllows(actor, { permission: 'repo.content.read', namespace }) ? [namespace.id] : []
  }

  async function repoOf(actor: SignedInActor, type: Repo['type'], fullName: string): Promise<number[]> {
    const [namespace = '', name = ''] = fullName.split('/')
    try {
      return [(await getReadable(actor, { type, namespace, name })).id]
    } catch (error) {
      if (isHubError(error, 'RepoNotFound') || isHubError(error, 'RepoMoved')) return []
      throw error
    }
  }

  return audienceOf
}
