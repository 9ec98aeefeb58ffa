export type Chosen = { path: string; file: File }
/** Nothing goes missing in silence: what is not among the files is told by its path. */
export type Collected = { files: Chosen[]; leftOut: string[]; unreadable: string[] }

/** What somebody dropped: files, and everything in folders. Must be called while the event is handled. */
export function droppedFiles(transfer: DataTransfer): Promise<Collected> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  if (entries.every((entry) => entry === null)) return Promise.resolve(pickedFiles(transfer.files))
  return walkAll(entries.filter((entry) => entry !== null))
}

/** What somebody picked: a picked folder names the path of each file in it. */
export function pickedFiles(files: Iterable<File> | null): Collected {
  const all = [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
  return {
    files: all.filter(({ path }) => !isLeftOut(path)).toSorted(byPath),
    leftOut: all.map(({ path }) => path).filter(isLeftOut),
    unreadable: [],
  }
}

/** `2` before `10`; the same order each time, so that an upload that is begun anew makes the same xorbs. */
const byPath = (a: Chosen, b: Chosen): number => a.path.localeCompare(b.path, 'en', { numeric: true })

/** One file or folder that cannot be read keeps none of the others back. */
export async function walkAll(entries: readonly FileSystemEntry[]): Promise<Collected> {
  const found: Collected = { files: [], leftOut: [], unreadable: [] }
  const waiting = [...entries]
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    const path = entry.fullPath.replace(/^\//, '')
    if (isLeftOut(path)) {
      found.leftOut.push(path)
      continue
    }
    try {
      if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)))
      else found.files.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
    } catch {
      found.unreadable.push(path)
    }
  }
  return { ...found, files: found.files.toSorted(byPath) }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

/** A reader gives some entries at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

const leftOut = new Set(['.git', '.DS_Store', 'Thumbs.db', '__pycache__', '.ipynb_checkpoints'])

/** What nobody means to publish; `.git` no repo may hold. */
export const isLeftOut = (path: string): boolean => path.split('/').some((segment) => leftOut.has(segment))
