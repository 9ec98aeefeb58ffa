import { isTextName, type TreeEntry } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import { createMemory } from '../memory.ts'
import type { Tree, Trees } from '../revisions/trees.ts'
import { findRenames, type Side } from './renames.ts'

export type ChangeStatus = 'added' | 'modified' | 'deleted' | 'renamed'
/** What became of a file from one tree to another; `previousPath` is where a renamed one was. */
export type Change = { path: string; status: ChangeStatus; previousPath: string | null }
/** `truncated`: there are more than anybody reads. */
export type Changes = { changes: Change[]; truncated: boolean }

/** Both sides of a folder, of which one may be missing. */
type Pair = { folder: string; before: ObjectId | null; after: ObjectId | null }
type Found = { added: Side[]; deleted: Side[]; modified: string[] }

const foldersAtOnce = 64
/** Compares trees of a repo, reading only folders that differ. */
export function createCompareTrees(trees: Trees) {
  const remembered = createMemory<Changes>({ mostBytes: limits.changesCacheBytes, bytesOf })

  return (repoId: RepoId, before: ObjectId | null, after: ObjectId): Promise<Changes> =>
    remembered(`${repoId}/${before}/${after}`, () => compare(trees, repoId, { folder: '', before, after }))
}

const bytesOf = ({ changes }: Changes): number =>
  changes.reduce((sum, { path, previousPath }) => sum + 100 + 2 * (path.length + (previousPath?.length ?? 0)), 0)

export type CompareTrees = ReturnType<typeof createCompareTrees>

async function compare(trees: Trees, repoId: RepoId, root: Pair): Promise<Changes> {
  const found: Found = { added: [], deleted: [], modified: [] }
  const count = () => found.added.length + found.deleted.length + found.modified.length
  const waiting: Pair[] = root.before === root.after ? [] : [root]
  let folders = 0
  // Folders may differ by nothing that is told, such as submodules.
  while (waiting.length > 0 && count() <= limits.changedFiles && folders <= limits.changedFolders) {
    const pairs = waiting.splice(-foldersAtOnce)
    folders += pairs.length
    const oids = new Set(pairs.flatMap(({ before, after }) => [before, after]).filter((oid) => oid !== null))
    const read = await trees.readMany(repoId, [...oids])
    for (const pair of pairs) waiting.push(...compareFolder(pair, (oid) => (oid ? read.get(oid)! : []), found))
  }
  const changes = describe(found).toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return {
    changes: changes.slice(0, limits.changedFiles),
    truncated: waiting.length > 0 || changes.length > limits.changedFiles,
  }
}

const isFolder = (entry: TreeEntry | undefined): boolean => entry?.mode === '40000'

/** @returns the folders below it that differ */
function compareFolder(pair: Pair, read: (oid: ObjectId | null) => Tree, found: Found): Pair[] {
  const below: Pair[] = []
  const [before, after] = [byName(read(pair.before)), byName(read(pair.after))]
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)]
    if (old?.oid === now?.oid && old?.mode === now?.mode) continue
    const path = pair.folder === '' ? name : `${pair.folder}/${name}`
    if (isFolder(old) || isFolder(now)) below.push({ folder: path, before: folderOid(old), after: folderOid(now) })
    const [oldFile, newFile] = [isFolder(old) ? undefined : old, isFolder(now) ? undefined : now]
    if (oldFile && newFile) found.modified.push(path)
    else if (oldFile) found.deleted.push({ path, oid: oldFile.oid, mode: oldFile.mode })
    else if (newFile) found.added.push({ path, oid: newFile.oid, mode: newFile.mode })
  }
  return below
}

const folderOid = (entry: TreeEntry | undefined): ObjectId | null =>
  entry?.mode === '40000' ? (entry.oid as ObjectId) : null

/** Without submodules and names that nobody could ask for, as in every listing. */
const byName = (tree: Tree): Map<string, TreeEntry> =>
  new Map(
    tree
      .filter((entry) => entry.mode !== '160000' && isTextName(entry.name))
      .map((entry) => [entry.name, entry] as const),
  )

function describe({ added, deleted, modified }: Found): Change[] {
  const renames = findRenames(added, deleted)
  const gone = new Set(renames.values())
  return [
    ...modified.map((path): Change => ({ path, status: 'modified', previousPath: null })),
    ...added.map(({ path }): Change => {
      const previousPath = renames.get(path) ?? null
      return { path, status: previousPath === null ? 'added' : 'renamed', previousPath }
    }),
    ...deleted
      .filter(({ path }) => !gone.has(path))
      .map(({ path }): Change => ({ path, status: 'deleted', previousPath: null })),
  ]
}
