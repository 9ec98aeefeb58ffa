import { isTextName, type TreeEntry } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Entry, FileEntry } from '../file.ts'
import type { Objects } from '../objects/service.ts'
import type { Trees } from '../revisions/trees.ts'

type Found = { path: string; entry: TreeEntry }

export type TreePage = { entries: Entry[]; next: string | null }

export type TreeReaderDeps = {
  trees: Trees
  objects: Pick<Objects, 'xetFiles'>
  rootOf: (repoId: RepoId, commit: CommitId) => Promise<ObjectId>
}

/** Reads entries of a commit's tree, with the real sizes of LFS files. */
export function createTreeReader({ trees, objects, rootOf }: TreeReaderDeps) {
  const describe = createDescribe(trees, objects)

  async function find(repoId: RepoId, commit: CommitId, path: string): Promise<TreeEntry | null> {
    return trees.entryAt(repoId, await rootOf(repoId, commit), path)
  }

  /** The entries of these paths that exist, in the order asked for. */
  async function entries(repoId: RepoId, commit: CommitId, paths: readonly string[]): Promise<Entry[]> {
    const found: Found[] = []
    for (const path of paths) {
      const entry = await find(repoId, commit, path)
      if (entry && path !== '') found.push({ path, entry })
    }
    return describe(repoId, found)
  }

  /** A page of a folder in git's order; null when there is no such folder. `after` is where the page before ended. */
  async function page(
    repoId: RepoId,
    commit: CommitId,
    wish: { folder: string; recursive: boolean; after: string | null; limit: number },
  ): Promise<TreePage | null> {
    const folder = await find(repoId, commit, wish.folder)
    if (!folder || folder.mode !== '40000') return null
    const found: Found[] = []
    for await (const item of walk(repoId, folder.oid as ObjectId, wish)) {
      found.push(item)
      if (found.length > wish.limit) break
    }
    const more = found.length > wish.limit
    const shown = more ? found.slice(0, wish.limit) : found
    return {
      entries: await describe(repoId, shown),
      next: more ? sortKey(shown.at(-1)!.path, shown.at(-1)!.entry.mode) : null,
    }
  }

  /** A folder before its children, entries as git sorts them; whole folders before `after` are passed over unread. */
  async function* walk(
    repoId: RepoId,
    oid: ObjectId,
    { folder, recursive, after }: { folder: string; recursive: boolean; after: string | null },
  ): AsyncGenerator<Found> {
    for (const entry of await trees.read(repoId, oid)) {
      if (entry.mode === '160000' || !isTextName(entry.name)) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const key = sortKey(path, entry.mode)
      const isNew = after === null || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0
      if (isNew) yield { path, entry }
      if (entry.mode === '40000' && recursive && (isNew || after.startsWith(key)))
        yield* walk(repoId, entry.oid as ObjectId, { folder: path, recursive, after: isNew ? null : after })
    }
  }

  async function file(repoId: RepoId, commit: CommitId, path: string): Promise<FileEntry | null> {
    const [entry] = path === '' ? [] : await entries(repoId, commit, [path])
    return entry?.type === 'file' ? entry : null
  }

  /** In git's order; of a repo beyond all measure the first `limits.listedFiles` entries. */
  async function allFiles(repoId: RepoId, commit: CommitId): Promise<FileEntry[]> {
    const all = await page(repoId, commit, { folder: '', recursive: true, after: null, limit: limits.listedFiles })
    return (all?.entries ?? []).filter((entry) => entry.type === 'file')
  }

  /** Those of one folder, without what lies in folders below it. */
  async function filesIn(repoId: RepoId, commit: CommitId, folder: string): Promise<FileEntry[]> {
    const here = await page(repoId, commit, { folder, recursive: false, after: null, limit: limits.listedFiles })
    return (here?.entries ?? []).filter((entry) => entry.type === 'file')
  }

  return { find, entries, page, file, allFiles, filesIn }
}

export type TreeReader = ReturnType<typeof createTreeReader>

/** Adds what a tree does not say: sizes, what LFS pointers point at, and which of that is stored in chunks. */
function createDescribe(trees: Trees, objects: Pick<Objects, 'xetFiles'>) {
  return async (repoId: RepoId, found: readonly Found[]): Promise<Entry[]> => {
    const files = found.filter(({ entry }) => entry.mode !== '40000')
    const infos = await trees.describe(
      repoId,
      files.map(({ entry }) => entry.oid as ObjectId),
    )
    const xetFiles = await objects.xetFiles(
      repoId,
      [...infos.values()].flatMap(({ lfs }) => lfs?.digest ?? []),
    )
    return found.map(({ path, entry }): Entry => {
      const oid = entry.oid as ObjectId
      if (entry.mode === '40000') return { type: 'directory', path, oid }
      const info = infos.get(oid)
      if (!info) throw new Error(`git object ${oid} of repo ${repoId} is missing`)
      const { lfs } = info
      return {
        type: 'file',
        path,
        mode: entry.mode,
        oid,
        sizeBytes: lfs ? lfs.sizeBytes : info.sizeBytes,
        lfs: lfs && { ...lfs, pointerSizeBytes: info.sizeBytes, xet: xetFiles.get(lfs.digest) ?? null },
      }
    })
  }
}

/** In git's order a folder sorts as if its name ended with a slash, so it comes right before what it holds. */
const sortKey = (path: string, mode: string): string => (mode === '40000' ? `${path}/` : path)
