import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { Accounts } from '../../accounts/index.ts'
import { locksOfOthers } from './queries.ts'

/**
 * For all who write to a branch: refuses paths that somebody other than `by` has locked, and folders to be deleted with
 * such a file anywhere below. One short query where nothing is locked.
 * @throws HubError FileLocked
 */
export type RequireUnlocked = (
  repoId: RepoId,
  by: NamespaceId | null,
  paths: readonly string[],
  folders?: readonly string[],
) => Promise<void>

export const createRequireUnlocked =
  (db: Database, accounts: Pick<Accounts, 'namesOfUsers'>): RequireUnlocked =>
  async (repoId, by, paths, folders = []) => {
    const locks = await locksOfOthers(db, repoId, by)
    if (locks.length === 0) return
    const [touched, deleted] = [new Set(paths), new Set(folders)]
    const lock = locks.find(({ path }) => touched.has(path) || placesOf(path).some((place) => deleted.has(place)))
    if (!lock) return
    const names = await accounts.namesOfUsers([lock.ownerId])
    throw fileLocked({ path: lock.path, owner: names.get(lock.ownerId) ?? 'somebody else' })
  }

/** Those of these paths that somebody other than `by` has locked. */
export const createLockedAmong =
  (db: Database) =>
  async (repoId: RepoId, by: NamespaceId | null, paths: readonly string[]): Promise<string[]> => {
    const locks = await locksOfOthers(db, repoId, by)
    const touched = new Set(locks.length === 0 ? [] : paths)
    return locks.map(({ path }) => path).filter((path) => touched.has(path))
  }

/** `a/b/c` → `a`, `a/b`, `a/b/c` */
const placesOf = (path: string): string[] => {
  const names = path.split('/')
  return names.map((_, i) => names.slice(0, i + 1).join('/'))
}

export const fileLocked = ({ path, owner }: { path: string; owner: string }) =>
  new HubError(
    'FileLocked',
    `"${path}" is locked by ${owner}. Ask them to unlock it, or have an administrator force it: git lfs unlock --force ${path}`,
  )
