import { personId, type Actor, type SignedInActor } from '../../kit/actor.ts'
import type { Clock } from '../../kit/clock.ts'
import { HubError } from '../../kit/errors.ts'
import type { Ids, NamespaceId, RepoId } from '../../kit/ids.ts'
import { inTransaction, type Database } from '../../ports/database.ts'
import type { News } from '../../ports/news.ts'
import { checkName, type Accounts } from '../accounts/index.ts'
import type { FirstFile, RepoChanged, RepoCreated, RepoDeleted, RepoMoved } from './events.ts'
import { canAdminister, canCreateIn, canRead, canWrite, type Standing } from './policy.ts'
import * as queries from './queries.ts'
import type { Repo, RepoSettings, RepoType, Visibility } from './repo.ts'

export type ReposDeps = { db: Database; news: News; accounts: Accounts; clock: Clock; ids: Ids }

/** How a client names a repo: `namespace` and `name` as they stood in the URL, in any case. */
export type RepoAddress = { type: RepoType; namespace: string; name: string }

export type CreateRepo = RepoAddress & {
  /** null: the namespace's own default */
  visibility: Visibility | null
  settings?: RepoSettings
  firstFiles?: FirstFile[]
}

export function createReposService({ db, news, accounts, clock, ids }: ReposDeps) {
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
    const key = { type: address.type, fullName: `${address.namespace}/${address.name}` }
    const repo = await queries.findRepo(db, key)
    if (repo && canRead(standing(actor, repo), repo)) return repo
    const moved = repo ? null : await queries.findRedirect(db, key)
    if (moved && canRead(standing(actor, moved), moved))
      throw new HubError('RepoMoved', `This repository is now ${moved.fullName}.`, {
        from: key.fullName,
        to: moved.fullName,
      })
    throw new HubError('RepoNotFound', 'Repository not found')
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

  async function namespaceFor(actor: SignedInActor, name: string) {
    const namespace = await accounts.findNamespace(name)
    const role = namespace && accounts.roleIn(actor, namespace.id)
    const allowed = accounts.tokenAllows(actor, { permission: 'namespace.write', namespace: { name } })
    if (!namespace || !canCreateIn(role, allowed))
      throw new HubError(
        'AccessDenied',
        `You don't have the rights to create a repository under the namespace "${name}".`,
      )
    return namespace
  }

  async function create(actor: Actor, wanted: CreateRepo): Promise<Repo> {
    const person = requireSignedIn(actor)
    const fault = checkName(wanted.name)
    if (fault) throw new HubError('BadRequest', `The repository name is not valid: ${fault}`)
    const namespace = await namespaceFor(person, wanted.namespace)
    return inTransaction(db, async (tx) => {
      const repo = await queries.insertRepo(tx, {
        publicId: ids.publicId(),
        type: wanted.type,
        namespaceId: namespace.id,
        namespace: namespace.name,
        name: wanted.name,
        visibility: wanted.visibility ?? namespace.defaultVisibility ?? 'public',
        settings: wanted.settings ?? {},
        createdBy: personId(person),
        createdAt: clock.now(),
      })
      if (!repo) {
        const message = `You already created this ${wanted.type} repo`
        throw new HubError('RepoExists', message, { repo: `${namespace.name}/${wanted.name}` })
      }
      const event: RepoCreated = {
        name: 'RepoCreated',
        repoId: repo.id,
        payload: { repo },
        by: person,
        firstFiles: wanted.firstFiles ?? [],
      }
      await news.announce(tx, event)
      return repo
    })
  }

  async function remove(actor: Actor, address: RepoAddress): Promise<void> {
    const repo = await getAdministered(actor, address)
    await inTransaction(db, async (tx) => {
      const event: RepoDeleted = { name: 'RepoDeleted', repoId: repo.id, payload: { repo } }
      await news.announce(tx, event)
      if (!(await queries.deleteRepo(tx, repo.id))) throw new HubError('RepoNotFound', 'Repository not found')
    })
  }

  /** Gives the repo another name, perhaps in another namespace; the old name leads to it. */
  async function move(actor: Actor, address: RepoAddress, to: { namespace: string; name: string }): Promise<Repo> {
    const repo = await getAdministered(actor, address)
    const fault = checkName(to.name)
    if (fault) throw new HubError('BadRequest', `The repository name is not valid: ${fault}`)
    const namespace = await namespaceFor(requireSignedIn(actor), to.namespace)
    return inTransaction(db, async (tx) => {
      const target = { namespaceId: namespace.id as NamespaceId, namespace: namespace.name, name: to.name }
      const moved = await queries.renameRepo(tx, repo, target)
      if (!moved)
        throw new HubError('RepoExists', `A ${repo.type} repository called ${namespace.name}/${to.name} already exists`)
      const event: RepoMoved = { name: 'RepoMoved', repoId: moved.id, payload: { repo: moved, from: repo.fullName } }
      await news.announce(tx, event)
      return moved
    })
  }

  async function updateSettings(actor: Actor, address: RepoAddress, change: queries.RepoChange): Promise<Repo> {
    const repo = await getAdministered(actor, address)
    const settings = change.settings ? { ...repo.settings, ...change.settings } : undefined
    return inTransaction(db, async (tx) => {
      const changed = await queries.updateRepo(tx, repo.id, { ...change, ...(settings ? { settings } : {}) })
      if (!changed) throw new HubError('RepoNotFound', 'Repository not found')
      const event: RepoChanged = { name: 'RepoChanged', repoId: changed.id, payload: { repo: changed } }
      await news.announce(tx, event)
      return changed
    })
  }

  return {
    getReadable,
    getWritable,
    getAdministered,
    canWrite: (actor: Actor, repo: Repo) => canWrite(standing(actor, repo), repo),
    create,
    remove,
    move,
    updateSettings,
    /** for work on behalf of the hub itself, which asks nobody */
    byId: (id: RepoId) => queries.findRepoById(db, id),
    page: (after: number, limit: number) => queries.pageOfRepos(db, after, limit),
    countByType: (namespaceId: NamespaceId, actor: Actor) =>
      queries.countByType(db, namespaceId, accounts.roleIn(actor, namespaceId) !== null),
  }
}

export type Repos = ReturnType<typeof createReposService>

function requireSignedIn(actor: Actor): SignedInActor {
  if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
  return actor
}

function requireRight(actor: Actor, allowed: boolean, what: string): void {
  if (allowed) return
  requireSignedIn(actor)
  throw new HubError('AccessDenied', `You don't have the rights to ${what}, or your access token does not allow it.`)
}
