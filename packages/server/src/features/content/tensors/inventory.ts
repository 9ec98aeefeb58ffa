import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { Repo } from '../../repos/index.ts'
import type { ContentReader, FileEntry, OpenFile } from '../file.ts'
import { findWeights } from './find-weights.ts'
import type { HeaderTensor, WeightHeader } from './header.ts'
import type { Headers } from './read-header.ts'

export type WeightFile = { entry: FileEntry; header: WeightHeader }
export type Inventory = {
  commit: CommitId
  files: WeightFile[]
  missing: string[]
  metadata: [key: string, value: string][]
  metadataCut: boolean
  /** in all files together */
  count: number
}

/** headers of a model in many files are read a few at a time */
const filesAtOnce = 4

export type ReadInventory = (repo: Repo, commit: CommitId, path: string) => Promise<Inventory>

export function createInventory(reader: ContentReader, headers: Headers): ReadInventory {
  /** The weights at a path. The caller has checked the right to read. @throws HubError EntryNotFound, WeightsUnreadable */
  return async function inventory(repo: Repo, commit: CommitId, path: string): Promise<Inventory> {
    const open = async (entry: FileEntry): Promise<OpenFile> => (await reader.openFile(repo.id, commit, entry.path))!
    const readIndex = (entry: FileEntry) => headers.index(entry, open)
    const { files, index, missing } = await findWeights({ reader, readIndex }, { repoId: repo.id, commit, path })
    const read: WeightFile[] = []
    let count = 0
    for (let start = 0; start < files.length; start += filesAtOnce) {
      const some = files.slice(start, start + filesAtOnce)
      read.push(
        ...(await Promise.all(some.map(async (entry) => ({ entry, header: await headers.header(entry, open) })))),
      )
      count = read.reduce((sum, { header }) => sum + header.tensors.length, 0)
      // All of them are held in memory, and compared by name.
      if (count > limits.modelTensors) throw tooMany()
    }
    const described = read.find(({ header }) => header.metadata.length > 0)?.header
    return {
      commit,
      files: read,
      missing,
      metadata: index && index.metadata.length > 0 ? index.metadata : (described?.metadata ?? []),
      metadataCut: read.some(({ header }) => header.metadataCut),
      count,
    }
  }
}

const tooMany = () =>
  new HubError(
    'WeightsUnreadable',
    `This model has more than ${limits.modelTensors} tensors: look at its files one by one.`,
  )

export type PlacedTensor = HeaderTensor & { entry: FileEntry; isBigEndian: boolean }

/** The tensors of all files one after another, from some place up to and without another. */
export function* tensorsOf({ files }: Pick<Inventory, 'files'>, from = 0, end = Infinity): Generator<PlacedTensor> {
  let before = 0
  for (const { entry, header } of files) {
    const { tensors, isBigEndian } = header
    for (const tensor of tensors.slice(Math.max(0, from - before), Math.max(0, end - before)))
      yield { ...tensor, entry, isBigEndian }
    before += tensors.length
  }
}
