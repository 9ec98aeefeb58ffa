import { canonicalMode, decodeTree, type TreeEntry } from '@kaihub/formats/git'
import { LRUCache } from 'lru-cache'
import { HubError } from '../../../kit/errors.ts'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { ReadBodies } from './packed.ts'
import { readInfos, readObjects, type ObjectInfo } from './queries.ts'

export type Tree = readonly TreeEntry[]

/** A parsed tree never changes, so hot folders stay in memory; the weight is counted in entries. */
const cachedEntries = 400_000
const cachedInfos = 100_000

/** Reads folders of a repo from its git objects. */
export function createTrees(db: Database, readBodies: ReadBodies) {
  const trees = new LRUCache<string, Tree>({ maxSize: cachedEntries, sizeCalculation: (tree) => tree.length + 1 })
  const infos = new LRUCache<string, ObjectInfo>({ max: cachedInfos })

  async function readMany(repoId: RepoId, oids: readonly ObjectId[]): Promise<Map<ObjectId, Tree>> {
    const found = new Map<ObjectId, Tree>()
    const missing: ObjectId[] = []
    for (const oid of oids) {
      const tree = trees.get(`${repoId}/${oid}`)
      if (tree) found.set(oid, tree)
      else missing.push(oid)
    }
    const objects = [...(await readObjects(db, repoId, missing)).values()].filter((object) => object.kind === 'tree')
    for (const [oid, body] of await readBodies(repoId, objects)) {
      const tree = withUsualModes(decodeTree(body))
      trees.set(`${repoId}/${oid}`, tree)
      found.set(oid, tree)
    }
    return found
  }

  async function read(repoId: RepoId, oid: ObjectId): Promise<Tree> {
    const tree = (await readMany(repoId, [oid])).get(oid)
    if (!tree) throw new Error(`tree ${oid} of repo ${repoId} is missing`)
    return tree
  }

  const entryAt = (repoId: RepoId, root: ObjectId, path: string): Promise<TreeEntry | null> =>
    findEntry((oid) => read(repoId, oid), root, path)

  /** Size and LFS target of blobs. @throws when the repo lacks one of them: a tree may only name what is there */
  async function describe(repoId: RepoId, oids: readonly ObjectId[]): Promise<Map<ObjectId, ObjectInfo>> {
    const found = new Map<ObjectId, ObjectInfo>()
    const missing: ObjectId[] = []
    for (const oid of oids) {
      const info = infos.get(`${repoId}/${oid}`)
      if (info) found.set(oid, info)
      else missing.push(oid)
    }
    for (let start = 0; start < missing.length; start += 1000)
      for (const info of await readInfos(db, repoId, missing.slice(start, start + 1000))) {
        infos.set(`${repoId}/${info.oid}`, info)
        found.set(info.oid, info)
      }
    return found
  }

  return { read, readMany, entryAt, describe }
}

export type Trees = ReturnType<typeof createTrees>

export type ReadTree = (oid: ObjectId) => Promise<Tree>

/** What modes of old histories mean today; a commit over HTTP writes them anew where it changes something beside them. */
const withUsualModes = (entries: TreeEntry[]): Tree =>
  entries.every((entry) => canonicalMode(entry.mode) === entry.mode)
    ? entries
    : entries.map((entry) => ({ ...entry, mode: canonicalMode(entry.mode) }))

/**
 * The entry at a path below a tree; the empty path is the tree itself. Null when there is none, or a submodule, of which
 * nothing is here.
 */
export async function findEntry(read: ReadTree, root: ObjectId, path: string): Promise<TreeEntry | null> {
  let entry: TreeEntry = { mode: '40000', name: '', oid: root }
  for (const name of path === '' ? [] : path.split('/')) {
    if (entry.mode !== '40000') return null
    const next: TreeEntry | undefined = (await read(entry.oid as ObjectId)).find((child) => child.name === name)
    if (!next) return null
    entry = next
  }
  return entry.mode === '160000' ? null : entry
}

export const entryNotFound = (path: string, commit: string): HubError =>
  new HubError('EntryNotFound', `Entry not found: ${path}`.slice(0, 500), { commit })
