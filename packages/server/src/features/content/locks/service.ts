import { limits } from '../../../config/limits.ts'
import type { Actor, SignedInActor } from '../../../kit/actor.ts'
import type { Clock } from '../../../kit/clock.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Ids, NamespaceId, RepoId } from '../../../kit/ids.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { Accounts } from '../../accounts/index.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import { lawfulPath } from '../revisions/commit-draft.ts'
import * as queries from './queries.ts'
import { createLockedAmong, createRequireUnlocked, fileLocked } from './require-unlocked.ts'

export type Lock = { id: string; path: string; owner: string; lockedAt: Date }

/** `before` is the `next` of the page before */
export type LockPage = { before: number | null; limit: number }
export type LockFilter = LockPage & { path?: string | undefined; id?: string | undefined }

export type LocksDeps = {
  db: Database
  repos: Repos
  accounts: Pick<Accounts, 'namesOfUsers'>
  clock: Clock
  ids: Ids
}

/** Files that one person alone may change for now, whatever the branch. */
export function createLocks({ db, repos, accounts, clock, ids }: LocksDeps) {
  /** `isNew` is false when the path was locked already, perhaps by the actor: then `lock` is the one that stands. */
  const create = (actor: Actor, address: RepoAddress, givenPath: string): Promise<{ lock: Lock; isNew: boolean }> =>
    repos.writing(actor, address, async (repo, by) => {
      const path = lawfulPath(givenPath)
      const wanted = { id: ids.publicId(), path, ownerId: by.userId, lockedAt: clock.now() }
      const row = await inTransaction(db, async (tx) => {
        const standing = await queries.insertLock(tx, repo.id, wanted)
        if (standing.id === wanted.id) await requireRoom(tx, repo.id)
        return standing
      })
      return { lock: (await named([row]))[0]!, isNew: row.id === wanted.id }
    })

  async function list(
    actor: Actor,
    address: RepoAddress,
    filter: LockFilter,
  ): Promise<{ locks: Lock[]; next: number | null }> {
    const repo = await repos.getReadable(actor, address)
    const { rows, next } = await readPage(repo, filter)
    return { locks: await named(rows), next }
  }

  /** What a push by this person must not touch, and what it may. */
  const verify = (
    actor: Actor,
    address: RepoAddress,
    page: LockPage,
  ): Promise<{ ours: Lock[]; theirs: Lock[]; next: number | null }> =>
    repos.writing(actor, address, async (repo, by) => {
      const { rows, next } = await readPage(repo, page)
      const isOurs = (row: queries.LockRow) => row.ownerId === by.userId
      const [ours, theirs] = await Promise.all([named(rows.filter(isOurs)), named(rows.filter((row) => !isOurs(row)))])
      return { ours, theirs, next }
    })

  /** Somebody else's lock goes by force only. @throws HubError AccessDenied, ObjectNotFound for a lock that is gone */
  const unlock = (actor: Actor, address: RepoAddress, id: string, { force }: { force: boolean }): Promise<Lock> =>
    repos.writing(actor, address, async (repo, by) => {
      const [row] = await queries.listLocks(db, repo.id, { id, before: null, limit: 1 })
      if (!row) throw noSuchLock()
      const [lock] = await named([row])
      if (row.ownerId !== by.userId) await requireForce(by, address, { lock: lock!, force })
      if (!(await queries.deleteLock(db, repo.id, id))) throw noSuchLock()
      return lock!
    })

  async function requireForce(
    by: SignedInActor,
    address: RepoAddress,
    { lock, force }: { lock: Lock; force: boolean },
  ): Promise<void> {
    if (!force) throw new HubError('AccessDenied', fileLocked(lock).message)
    await repos.getAdministered(by, address)
  }

  async function readPage({ id }: Repo, filter: LockFilter) {
    const rows = await queries.listLocks(db, id, { ...filter, limit: filter.limit + 1 })
    const page = rows.slice(0, filter.limit)
    return { rows: page, next: rows.length > page.length ? page.at(-1)!.number : null }
  }

  async function named(rows: readonly queries.LockRow[]): Promise<Lock[]> {
    const names = await accounts.namesOfUsers(rows.map(({ ownerId }) => ownerId))
    return rows.map(({ id, path, ownerId, lockedAt }) => ({ id, path, owner: names.get(ownerId) ?? '', lockedAt }))
  }

  return {
    create,
    list,
    verify,
    unlock,
    requireUnlocked: createRequireUnlocked(db, accounts),
    lockedPaths: async (repoId: RepoId, by: NamespaceId | null) =>
      (await queries.locksOfOthers(db, repoId, by)).map(({ path }) => path),
    lockedAmong: createLockedAmong(db),
  }
}

export type Locks = ReturnType<typeof createLocks>

async function requireRoom(tx: Database, repoId: RepoId): Promise<void> {
  const most = limits.lfsLocksPerRepo
  if ((await queries.countLocks(tx, repoId)) <= most) return
  throw new HubError('BadRequest', `This repository has ${most} locks already: unlock some files.`)
}

const noSuchLock = () => new HubError('ObjectNotFound', 'There is no such lock.')
