import type { Actor, SignedInActor } from '../../kit/actor.ts'
import { HubError } from '../../kit/errors.ts'
import { inTransaction, type Database } from '../../ports/database.ts'
import type { News } from '../../ports/news.ts'
import type { Namespace } from '../accounts/index.ts'
import { repoNotFound, requireSignedIn, type createAccess, type RepoAddress } from './access.ts'
import type { RepoChanged, RepoDeleted, RepoMoved } from './events.ts'
import { requireRepoName } from './names.ts'
import * as queries from './queries.ts'
import type { Repo } from './repo.ts'

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
      const event: RepoDeleted = { name: 'RepoDeleted', repoId: repo.id, payload: { repo } }
      await news.announce(tx, event)
      if (!(await queries.deleteRepo(tx, repo.id))) throw repoNotFound()
    })
  }

  /** Gives the repo another name, perhaps in another namespace; the old name leads to it. */
  async function move(actor: Actor, address: RepoAddress, to: { namespace: string; name: string }): Promise<Repo> {
    const repo = await access.getAdministered(actor, address)
    requireRepoName(to.name)
    const namespace = await namespaceFor(requireSignedIn(actor), to.namespace)
    return inTransaction(db, async (tx) => {
      const target = { namespaceId: namespace.id, namespace: namespace.name, name: to.name }
      const moved = await queries.renameRepo(tx, repo, target)
      const fullName = `${namespace.name}/${to.name}`
      if (!moved) throw new HubError('RepoExists', `A ${repo.type} repository called ${fullName} already exists`)
      const event: RepoMoved = { name: 'RepoMoved', repoId: moved.id, payload: { repo: moved, from: repo.fullName } }
      await news.announce(tx, event)
      return moved
    })
  }

  async function updateSettings(actor: Actor, address: RepoAddress, change: queries.RepoChange): Promise<Repo> {
    const repo = await access.getAdministered(actor, address)
    const settings = change.settings && { ...repo.settings, ...change.settings }
    return inTransaction(db, async (tx) => {
      const changed = await queries.updateRepo(tx, repo.id, { ...change, ...(settings ? { settings } : {}) })
      if (!changed) throw repoNotFound()
      const event: RepoChanged = { name: 'RepoChanged', repoId: changed.id, payload: { repo: changed } }
      await news.announce(tx, event)
      return changed
    })
  }

  return { remove, move, updateSettings }
}
