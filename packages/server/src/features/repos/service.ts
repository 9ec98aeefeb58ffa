import { personId, type Actor, type SignedInActor } from '../../kit/actor.ts'
import type { Clock } from '../../kit/clock.ts'
import { HubError } from '../../kit/errors.ts'
import type { Ids, NamespaceId, RepoId } from '../../kit/ids.ts'
import { inTransaction, type Database } from '../../ports/database.ts'
import type { News } from '../../ports/news.ts'
import type { Accounts, Namespace } from '../accounts/index.ts'
import { createAccess, repoNotFound, requireSignedIn, type RepoAddress } from './access.ts'
import { createChanges } from './change-repo.ts'
import type { FirstFile, RepoCreated } from './events.ts'
import { requireRepoName } from './names.ts'
import { canCreateIn } from './policy.ts'
import * as queries from './queries.ts'
import type { RepoSettings, Repo, Visibility } from './repo.ts'

export type ReposDeps = { db: Database; news: News; accounts: Accounts; clock: Clock; ids: Ids }

export type CreateRepo = RepoAddress & {
  /** null: the namespace's own default */
  visibility: Visibility | null
  settings?: RepoSettings
  firstFiles?: FirstFile[]
  copyOf?: Repo
}

export function createRepos({ db, news, accounts, clock, ids }: ReposDeps) {
  const access = createAccess(db, accounts)

  /** Where the actor may put a repo. @throws HubError AccessDenied, also for a namespace that does not exist */
  async function namespaceFor(actor: SignedInActor, name: string): Promise<Namespace> {
    const namespace = await accounts.findNamespace(name)
    const role = namespace && accounts.roleIn(actor, namespace.id)
    const allowed = accounts.tokenAllows(actor, { permission: 'namespace.write', namespace: { name } })
    if (namespace && canCreateIn(role, allowed)) return namespace
    throw new HubError(
      'AccessDenied',
      `You don't have the rights to create a repository under the namespace "${name}".`,
    )
  }

  async function create(actor: Actor, wanted: CreateRepo): Promise<Repo> {
    const person = requireSignedIn(actor)
    requireRepoName(wanted.name)
    const namespace = await namespaceFor(person, wanted.namespace)
    return inTransaction(db, async (tx) => {
      // A source that is deleted while it is copied would leave half a repo.
      if (wanted.copyOf && !(await queries.holdRepo(tx, wanted.copyOf.id))) throw repoNotFound()
      const repo = await queries.insertRepo(tx, {
        publicId: ids.publicId(),
        type: wanted.type,
        namespaceId: namespace.id,
        namespace: namespace.name,
        name: wanted.name,
        visibility: wanted.visibility ?? namespace.defaultVisibility,
        settings: wanted.settings ?? {},
        createdBy: personId(person),
        createdAt: clock.now(),
      })
      if (!repo) throw alreadyThere(wanted, `${namespace.name}/${wanted.name}`)
      await news.announce(tx, created(repo, person, wanted))
      return repo
    })
  }

  /** A repo of one's own with the content and history of another that one may read, as visible as that one unless said otherwise. */
  async function duplicate(actor: Actor, address: RepoAddress, to: Omit<CreateRepo, 'type'>): Promise<Repo> {
    const source = await access.getReadable(actor, address)
    const visibility = to.visibility ?? source.visibility
    return create(actor, { ...to, type: source.type, visibility, settings: source.settings, copyOf: source })
  }

  return {
    ...access,
    create,
    duplicate,
    ...createChanges({ db, news, access, namespaceFor }),
    /** for work on behalf of the hub itself, which asks nobody */
    byId: (id: RepoId) => queries.findRepoById(db, id),
    page: (after: number, limit: number) => queries.pageOfRepos(db, after, limit),
    countByType: (namespaceId: NamespaceId, actor: Actor) =>
      queries.countByType(db, namespaceId, accounts.roleIn(actor, namespaceId) !== null),
  }
}

export type Repos = ReturnType<typeof createRepos>

const alreadyThere = ({ type }: CreateRepo, repo: string) =>
  new HubError('RepoExists', `You already created this ${type} repo`, { repo })

const created = (repo: Repo, by: SignedInActor, { firstFiles = [], copyOf }: CreateRepo): RepoCreated => ({
  name: 'RepoCreated',
  repoId: repo.id,
  payload: { repo },
  by,
  firstFiles,
  copyOf: copyOf ?? null,
})
