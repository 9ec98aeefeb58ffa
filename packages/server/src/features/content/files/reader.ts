import type { RepoId } from '../../../kit/ids.ts'
import type { ContentReader, FileEntry, OpenFile } from '../file.ts'
import type { Revisions } from '../revisions/service.ts'
import type { TreeReader } from './read-tree.ts'

type ReaderDeps = {
  revisions: Revisions
  tree: TreeReader
  open: (repoId: RepoId, entry: FileEntry) => Promise<OpenFile>
}

export function createReader({ revisions, tree, open }: ReaderDeps): ContentReader {
  return {
    head: (repoId, branch) => revisions.head(repoId as RepoId, branch),
    entries: (repoId, commit, paths) => tree.entries(repoId as RepoId, commit, paths),
    listFiles: (repoId, commit) => tree.allFiles(repoId as RepoId, commit),
    filesIn: (repoId, commit, folder) => tree.filesIn(repoId as RepoId, commit, folder),
    readFile: async (repoId, commit, path, limitBytes) => {
      const entry = await tree.file(repoId as RepoId, commit, path)
      if (!entry || entry.sizeBytes > limitBytes) return null
      await using file = await open(repoId as RepoId, entry)
      const parts: Buffer[] = []
      for await (const part of file.read()) parts.push(Buffer.from(part))
      return Buffer.concat(parts)
    },
    openFile: async (repoId, commit, path) => {
      const entry = await tree.file(repoId as RepoId, commit, path)
      return entry && open(repoId as RepoId, entry)
    },
    commitTime: async (repoId, commit) => (await revisions.findCommit(repoId as RepoId, commit))?.at ?? null,
  }
}
