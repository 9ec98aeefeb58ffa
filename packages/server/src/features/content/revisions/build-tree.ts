import { encodeTree, hashObject, type TreeEntry } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { ObjectId } from '../../../kit/ids.ts'
import type { GitObject } from './queries.ts'
import type { ReadTree } from './trees.ts'

/** What becomes of one path. Deletions happen before anything is put (spec hub-api 3.9). */
export type Change =
  | { act: 'put'; path: string; mode: string; oid: ObjectId }
  | { act: 'delete'; path: string; what: 'file' | 'folder' | 'any' }

type Node = { children: Map<string, Node>; put?: { mode: string; oid: ObjectId }; delete?: 'file' | 'folder' | 'any' }

export type BuiltTree = { root: ObjectId; trees: GitObject[] }

/**
 * Applies changes to a tree, reading and writing only the folders they touch.
 * @throws HubError EntryNotFound when a deleted path is not there, InvalidPath when a file and a folder, or two names
 * that differ only in case, would stand in one place
 */
export async function buildTree(
  readTree: ReadTree,
  base: ObjectId | null,
  changes: readonly Change[],
): Promise<BuiltTree> {
  const trees: GitObject[] = []
  const rebuild = async (oid: ObjectId | null, node: Node, path: string): Promise<ObjectId | null> => {
    const entries = new Map<string, TreeEntry>((oid ? await readTree(oid) : []).map((entry) => [entry.name, entry]))
    const before = new Set(entries.keys())
    for (const [name, child] of node.children) await applyChild(entries, name, child, join(path, name))
    checkFolder(entries, before, path)
    if (entries.size === 0) return null
    const tree = newTree([...entries.values()])
    if (tree.oid !== oid) trees.push(tree)
    return tree.oid
  }
  const applyChild = async (entries: Map<string, TreeEntry>, name: string, child: Node, path: string) => {
    if (child.delete) removeEntry(entries, name, child.delete, path)
    const old = entries.get(name)
    if (child.children.size > 0) {
      if (old && old.mode !== '40000') throw clash(path)
      const rebuilt = await rebuild((old?.oid ?? null) as ObjectId | null, child, path)
      if (rebuilt) entries.set(name, { mode: '40000', name, oid: rebuilt })
      else entries.delete(name)
    }
    if (!child.put) return
    if (entries.get(name)?.mode === '40000') throw clash(path)
    // A file keeps being executable when its content changes; the Hub API has no word for it.
    entries.set(name, { ...child.put, name, mode: old?.mode === '100755' ? old.mode : child.put.mode })
  }
  const root = await rebuild(base, nest(changes), '')
  if (root) return { root, trees }
  const empty = newTree([])
  return { root: empty.oid, trees: [empty] }
}

function nest(changes: readonly Change[]): Node {
  const root: Node = { children: new Map() }
  for (const change of changes) {
    let node = root
    for (const name of change.path.split('/')) {
      let child = node.children.get(name)
      if (!child) node.children.set(name, (child = { children: new Map() }))
      node = child
    }
    if (change.act === 'delete') node.delete = change.what
    else node.put = { mode: change.mode, oid: change.oid }
  }
  return root
}

function removeEntry(
  entries: Map<string, TreeEntry>,
  name: string,
  what: 'file' | 'folder' | 'any',
  path: string,
): void {
  const entry = entries.get(name)
  const isFolder = entry?.mode === '40000'
  if (!entry || (what === 'file' && isFolder) || (what === 'folder' && !isFolder))
    throw new HubError(
      'EntryNotFound',
      `A ${what === 'folder' ? 'folder' : 'file'} with this name doesn't exist: ${path}`,
    )
  entries.delete(name)
}

/** @throws HubError InvalidPath for too many entries, or a name not there before that differs from another only in case */
export function checkFolder(entries: Map<string, TreeEntry>, before: Set<string>, path: string): void {
  if (entries.size > limits.folderEntries)
    throw new HubError('InvalidPath', `The folder "${path}" would have more than ${limits.folderEntries} entries.`)
  const added = [...entries.keys()].filter((name) => !before.has(name))
  if (added.length === 0) return
  const seen = new Map<string, number>()
  for (const name of entries.keys()) seen.set(fold(name), (seen.get(fold(name)) ?? 0) + 1)
  const twin = added.find((name) => seen.get(fold(name))! > 1)
  if (twin !== undefined)
    throw new HubError(
      'InvalidPath',
      `"${join(path, twin)}" differs only in upper and lower case from another name there.`,
    )
}

/** Names that many file systems take for one. */
const fold = (name: string): string => name.normalize('NFC').toLowerCase()

const join = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)

const clash = (path: string) => new HubError('InvalidPath', `"${path}" cannot be both a file and a folder.`)

function newTree(entries: TreeEntry[]): GitObject {
  const data = encodeTree(entries)
  const oid = hashObject('tree', data) as ObjectId
  return { oid, kind: 'tree', sizeBytes: data.length, data, digest: null, lfs: null }
}
