import type { Actor, Holder, SignedInActor } from '../../kit/actor.ts'
import { HubError } from '../../kit/errors.ts'
import type { RepoId } from '../../kit/ids.ts'
import type { Database } from '../../ports/database.ts'
import { isName, type Accounts } from '../accounts/index.ts'
import { canAdminister, canRead, canWrite, type Standing } from './policy.ts'
import * as queries from './queries.ts'
import type { Repo, RepoType } from './repo.ts'

/** How a client names a repo: `namespace` and `name` as they stood in the URL, in any case. */
export type RepoAddress = { type: RepoType; namespace: string; name: string }

/** Finds repos for those who may; every other verb begins here. */
export function createAccess(db: Database, accounts: Accounts) {
  function standing(actor: Actor, repo: Repo): Standing {
    const allows = (permission: 'repo.content.read' | 'repo.write' | 'repo.admin') =>
      accounts.tokenAllows(actor, {
        permission,
        namespace: { name: repo.namespace },
        repo: { type: repo.type, fullName: repo.fullName },
      })
    return {
      actor,
      role: accounts.roleIn(actor, repo.namespaceId),
      tokenReads: allows('repo.content.read'),
      tokenWrites: allows('repo.write'),
      tokenAdministers: allows('repo.admin'),
    }
  }

  /** @throws HubError RepoNotFound for missing and invisible repos alike, RepoMoved for a visible one's old name */
  async function getReadable(actor: Actor, address: RepoAddress): Promise<Repo> {
    // Nothing was ever called what cannot be a name.
    if (!isName(address.namespace) || !isName(address.name)) throw repoNotFound()
    const key = { type: address.type, fullName: `${address.namespace}/${address.name}` }
    const repo = await queries.findRepo(db, key)
    if (repo && canRead(standing(actor, repo), repo)) return repo
    const moved = repo ? null : await queries.findRedirect(db, key)
    if (!moved || !canRead(standing(actor, moved), moved)) throw repoNotFound()
    const where = { from: key.fullName, to: moved.fullName }
    throw new HubError('RepoMoved', `This repository is now ${moved.fullName}.`, where)
  }

  async function getWritable(actor: Actor, address: RepoAddress): Promise<Repo> {
    const repo = await getReadable(actor, address)
    requireRight(actor, canWrite(standing(actor, repo), repo), `write to ${repo.fullName}`)
    return repo
  }

  async function getAdministered(actor: Actor, address: RepoAddress): Promise<Repo> {
    const repo = await getReadable(actor, address)
    requireRight(actor, canAdminister(standing(actor, repo), repo), `change or delete ${repo.fullName}`)
    return repo
  }

  const mayWrite = (actor: Actor, repo: Repo): boolean => canWrite(standing(actor, repo), repo)

  /** Whether something that we signed still gives its holder this right: it gives none that they have lost meanwhile. */
  async function stillMay(permit: Holder & { repoId: RepoId }, right: 'read' | 'write'): Promise<boolean> {
    const [repo, actor] = await Promise.all([queries.findRepoById(db, permit.repoId), accounts.actorHolding(permit)])
    if (!repo || !actor) return false
    const at = standing(actor, repo)
    return right === 'write' ? canWrite(at, repo) : canRead(at, repo)
  }

  return {
    getReadable,
    getWritable,
    getAdministered,
    canWrite: mayWrite,
    stillMay,
    ...createVisits(db, { getReadable, getWritable }),
  }
}

type Gates = Record<'getReadable' | 'getWritable', (actor: Actor, address: RepoAddress) => Promise<Repo>>

/** Longer work in a repo: what breaks because somebody deletes it meanwhile is told as a repo that is not there. */
function createVisits(db: Database, { getReadable, getWritable }: Gates) {
  async function unlessDeleted<Value>(repo: Repo, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      if (await queries.findRepoById(db, repo.id)) throw error
      throw repoNotFound()
    }
  }

  return {
    reading: async <Value>(
      actor: Actor,
      address: RepoAddress,
      work: (repo: Repo) => Promise<Value>,
    ): Promise<Value> => {
      const repo = await getReadable(actor, address)
      return unlessDeleted(repo, () => work(repo))
    },
    writing: async <Value>(
      actor: Actor,
      address: RepoAddress,
      work: (repo: Repo, by: SignedInActor) => Promise<Value>,
    ): Promise<Value> => {
      const repo = await getWritable(actor, address)
      const by = requireSignedIn(actor)
      return unlessDeleted(repo, () => work(repo, by))
    },
  }
}

export const repoNotFound = () => new HubError('RepoNotFound', 'Repository not found')

export function requireSignedIn(actor: Actor): SignedInActor {
  if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
  return actor
}

function requireRight(actor: Actor, allowed: boolean, what: string): void {
  if (allowed) return
  requireSignedIn(actor)
  throw new HubError('AccessDenied', `You don't have the rights to ${what}, or your access token does not allow it.`)
}
