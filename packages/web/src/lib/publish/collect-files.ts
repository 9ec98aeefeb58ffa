export type Chosen = { path: string; file: File }

/** What somebody dropped: files, and everything in folders. Must be called while the event is handled. */
export function droppedFiles(transfer: DataTransfer): Promise<Chosen[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  if (entries.every((entry) => entry === null)) return Promise.resolve(pickedFiles(transfer.files))
  return walkAll(entries.filter((entry) => entry !== null))
}

/** What somebody picked: a picked folder names the path of each file in it. */
export const pickedFiles = (files: FileList | null): Chosen[] =>
  [...(files ?? [])]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !isLeftOut(path))
    .toSorted(byPath)

/** `2` before `10`; the same order each time, so that an upload that is begun anew makes the same xorbs. */
const byPath = (a: Chosen, b: Chosen): number => a.path.localeCompare(b.path, 'en', { numeric: true })

async function walkAll(entries: readonly FileSystemEntry[]): Promise<Chosen[]> {
  const found: Chosen[] = []
  const waiting = [...entries]
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    const path = entry.fullPath.replace(/^\//, '')
    if (isLeftOut(path)) continue
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)))
    else found.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
  }
  return found.toSorted(byPath)
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
