import type { CommitId } from '../../../../kit/ids.ts'
import type { ContentReader, FileEntry, OpenFile } from '../../file.ts'

export type OpenFiles = AsyncDisposable & { open: (entry: FileEntry) => Promise<OpenFile> }

/** tensors come file by file, so that few are needed at once */
const mostOpen = 4

/** Files of a commit that are read here and there, each opened once. */
export function createOpenFiles(reader: ContentReader, repoId: number, commit: CommitId): OpenFiles {
  const files = new Map<string, OpenFile>()

  async function open({ path }: FileEntry): Promise<OpenFile> {
    const known = files.get(path)
    if (known) return known
    const [oldest] = files.keys()
    if (oldest !== undefined && files.size >= mostOpen) {
      await files.get(oldest)![Symbol.asyncDispose]()
      files.delete(oldest)
    }
    const file = await reader.openFile(repoId, commit, path)
    if (!file) throw new Error(`the file ${path} of repo ${repoId} is missing`)
    files.set(path, file)
    return file
  }

  return {
    open,
    [Symbol.asyncDispose]: async () => {
      for (const file of files.values()) await file[Symbol.asyncDispose]()
    },
  }
}
