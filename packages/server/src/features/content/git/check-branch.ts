import { decodeTree } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { ChangedPath, Quarantine } from '../../../ports/bare-repos.ts'
import type { Repo } from '../../repos/index.ts'
import type { Locks } from '../locks/service.ts'
import { checkFolder } from '../revisions/build-tree.ts'
import { checkCard } from '../revisions/check-draft.ts'
import { lawfulPath } from '../revisions/commit-draft.ts'

export type BranchPush = {
  repo: Repo
  /** whose locks are their own; null when locks do not matter */
  by: { id: NamespaceId | null } | null
  quarantine: Quarantine
  /** commits; what the older one has was looked at when it came */
  older: string | null
  newer: string
  /** the default branch, unless this is it */
  trunk: string | null
}

const folderMode = '040000'
/** Paths told to the keeper of locks at once. */
const atOnce = 1000

/**
 * What a commit over HTTP must keep to, for all that a push changes on a branch: names, folders, the card, locks.
 * @throws HubError InvalidPath, BadRequest for a card that cannot be read, FileLocked
 */
export async function checkBranch(locks: Locks, push: BranchPush): Promise<void> {
  const { quarantine, older, newer, repo, by } = push
  const seen: Seen = { folders: [], fresh: new Set() }
  const locked: string[] = []
  let paths: string[] = []
  let card: string | null = null
  let count = 0
  for await (const change of quarantine.changes(older, newer)) {
    if ((count += 1) > limits.pushedPaths)
      throw new HubError(
        'BadRequest',
        `a push changes at most ${limits.pushedPaths} paths: push some commits at a time`,
      )
    const path = change.status === 'gone' ? change.path.toString('utf8') : checkedPath(change)
    if (change.status === 'new') seen.fresh.add(path)
    if (change.mode === folderMode) {
      seen.folders.push({ oid: change.oid, path })
      continue
    }
    if (path === 'README.md' && change.status !== 'gone') card = change.oid
    paths.push(path)
    if (paths.length < atOnce) continue
    if (by) locked.push(...(await locks.lockedAmong(repo.id, by.id, paths)))
    paths = []
  }
  if (by) {
    locked.push(...(await locks.lockedAmong(repo.id, by.id, paths)))
    if (locked.length > 0 && (await isOwnChange(push, locked))) await locks.requireUnlocked(repo.id, by.id, locked)
  }
  await checkFolders(push, seen)
  if (card !== null) await checkReadme(push, card)
}

/** A branch may have what the default branch has, or had when the branch began, whoever locked it since. */
const isOwnChange = async ({ quarantine, newer, trunk }: BranchPush, paths: readonly string[]): Promise<boolean> =>
  trunk === null || quarantine.touches(trunk, newer, paths)

/** Folders that changed, and paths that were not there before. */
type Seen = { folders: { path: string; oid: string }[]; fresh: Set<string> }

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function checkedPath({ path }: ChangedPath): string {
  try {
    return lawfulPath(decoder.decode(path))
  } catch (error) {
    if (error instanceof HubError) throw error
    throw new HubError('InvalidPath', `The path ${JSON.stringify(path.toString('latin1'))} is not valid UTF-8.`)
  }
}

/** How many entries a folder that changed has, and whether a new name there differs from another only in case. */
async function checkFolders({ quarantine, newer }: BranchPush, { folders, fresh }: Seen): Promise<void> {
  const paths = ['', ...folders.map((folder) => folder.path)]
  let at = 0
  // They come in the order they are asked for.
  for await (const { body } of quarantine.bodies([`${newer}^{tree}`, ...folders.map(({ oid }) => oid)])) {
    const path = paths[at++]!
    const entries = new Map(decodeTree(body).map((entry) => [entry.name, entry]))
    const before = new Set([...entries.keys()].filter((name) => !fresh.has(path === '' ? name : `${path}/${name}`)))
    checkFolder(entries, before, path)
  }
}

async function checkReadme({ quarantine, repo }: BranchPush, oid: string): Promise<void> {
  for await (const { body } of quarantine.bodies([oid])) checkCard(body, repo)
}
