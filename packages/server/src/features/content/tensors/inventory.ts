import { limits } from '../../../config/limits.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { Repo } from '../../repos/index.ts'
import type { ContentReader, FileEntry, OpenFile } from '../file.ts'
import { findWeights } from './find-weights.ts'
import type { HeaderTensor, WeightFormat } from './header.ts'
import type { Headers } from './read-header.ts'

export type PlacedTensor = HeaderTensor & { entry: FileEntry; isBigEndian: boolean }
export type Inventory = {
  commit: CommitId
  formats: WeightFormat[]
  files: { entry: FileEntry; tensors: number }[]
  missing: string[]
  metadata: [key: string, value: string][]
  metadataCut: boolean
  tensors: PlacedTensor[]
}

/** headers of a model in many files are read a few at a time */
const filesAtOnce = 4

export type ReadInventory = (repo: Repo, commit: CommitId, path: string) => Promise<Inventory>

export function createInventory(reader: ContentReader, headers: Headers): ReadInventory {
  /** The tensors of the weights at a path. The caller has checked the right to read. */
  return async function inventory(repo: Repo, commit: CommitId, path: string): Promise<Inventory> {
    const open = async (entry: FileEntry): Promise<OpenFile> => (await reader.openFile(repo.id, commit, entry.path))!
    const readIndex = (entry: FileEntry) => headers.index(entry, open)
    const { files, index, missing } = await findWeights({ reader, readIndex }, { repoId: repo.id, commit, path })
    const found: Inventory = {
      commit,
      formats: [],
      files: [],
      missing,
      metadata: index?.metadata ?? [],
      metadataCut: false,
      tensors: [],
    }
    for (let start = 0; start < files.length; start += filesAtOnce) {
      const some = files.slice(start, start + filesAtOnce)
      const read = await Promise.all(some.map((entry) => headers.header(entry, open)))
      for (const [at, header] of read.entries()) {
        const entry = some[at]!
        const { isBigEndian } = header
        found.files.push({ entry, tensors: header.tensors.length })
        if (!found.formats.includes(header.format)) found.formats.push(header.format)
        if (found.metadata.length === 0) found.metadata = header.metadata
        found.metadataCut ||= header.metadataCut
        if (found.tensors.length < limits.tensorsListed)
          for (const tensor of header.tensors) found.tensors.push({ ...tensor, entry, isBigEndian })
      }
    }
    return found
  }
}
