import type { Actor, SignedInActor } from '../../kit/actor.ts'
import { HubError } from '../../kit/errors.ts'
import { inTransaction, type Database } from '../../ports/database.ts'
import type { News } from '../../ports/news.ts'
import type { Namespace } from '../accounts/index.ts'
import { repoNotFound, requireSignedIn, type createAccess, type RepoAddress } from './access.ts'
import type { RepoChanged, RepoDeleted, RepoMoved } from './events.ts'
import { requireRepoName } from './names.ts'
import * as queries from './queries.ts'
import type { Repo, RepoSettings, Visibility } from './repo.ts'

/** What is left out stays as it is. */
export type RepoChange = { visibility?: Visibility; settings?: RepoSettings }

type ChangeDeps = {
  db: Database
  news: News
  access: ReturnType<typeof createAccess>
  namespaceFor: (actor: SignedInActor, name: string) => Promise<Namespace>
}

/** Deleting, moving and settings. */
export function createChanges({ db, news, access, namespaceFor }: ChangeDeps) {
  async function remove(actor: Actor, address: RepoAddress): Promise<void> {
    const repo = await access.getAdministered(actor, address)
    await inTransaction(db, async (tx) => {
      // First of all: a listener must not lock what a writer of this repo is waiting to change.
      if (!(await queries.lockForDeletion(tx, repo.id))) throw repoNotFound()
      const event: RepoDeleted = { name: 'RepoDeleted', repoId: repo.id, payload: { repo } }
      await news.announce(tx, event)
      await queries.deleteRepo(tx, repo.id)
    })
  }

  /** Gives the repo another name, perhaps in another namespace; the old name leads to it. */
  async function move(actor: Actor, address: RepoAddress, to: { namespace: string; name: string }): Promise<Repo> {
    const repo = await access.getAdministered(actor, address)
    requireRepoName(to.name)
    const namespace = await namespaceFor(requireSignedIn(actor), to.namespace)
    return inTransaction(db, async (tx) => {
      // Somebody else may have moved it since it was looked up.
      if ((await queries.lockRepo(tx, repo.id))?.fullName !== repo.fullName) throw repoNotFound()
      const target = { namespaceId: namespace.id, namespace: namespace.name, name: to.name }
      const moved = await queries.renameRepo(tx, repo, target)
      const fullName = `${namespace.name}/${to.name}`
      if (!moved) throw new HubError('RepoExists', `A ${repo.type} repository called ${fullName} already exists`)
      const event: RepoMoved = { name: 'RepoMoved', repoId: moved.id, payload: { repo: moved, from: repo.fullName } }
      await news.announce(tx, event)
      return moved
    })
  }

  async function updateSettings(actor: Actor, address: RepoAddress, change: RepoChange): Promise<Repo> {
    const repo = await access.getAdministered(actor, address)
    return inTransaction(db, async (tx) => {
      const before = await queries.lockRepo(tx, repo.id)
      if (!before) throw repoNotFound()
      const { visibility = before.visibility, settings } = change
      const after = { visibility, settings: { ...before.settings, ...settings } }
      const changed = await queries.updateRepo(tx, repo.id, after)
      const event: RepoChanged = { name: 'RepoChanged', repoId: changed.id, payload: { repo: changed } }
      await news.announce(tx, event)
      return changed
    })
  }

  return { remove, move, updateSettings }
}
