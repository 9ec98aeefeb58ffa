import { ggufParts } from '@kaihub/formats/gguf'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { ContentReader, FileEntry } from '../file.ts'
import { entryNotFound } from '../revisions/trees.ts'
import type { WeightIndex } from './header.ts'

/** The files that make up a model once, and those that belong to it but are not there. */
export type Weights = { files: FileEntry[]; index: WeightIndex | null; missing: string[] }

type At = { repoId: RepoId; commit: CommitId; path: string }
type Deps = { reader: ContentReader; readIndex: (entry: FileEntry) => Promise<WeightIndex> }

const isWeights = (path: string): boolean => /\.(safetensors|gguf)$/.test(path)
const isIndex = (path: string): boolean => path.endsWith('.safetensors.index.json')
const usualNames = ['model', 'diffusion_pytorch_model', 'adapter_model'].flatMap((stem) => [
  `${stem}.safetensors.index.json`,
  `${stem}.safetensors`,
])

/**
 * The weights at a path: one file, all files of an index or of a split model, or what a folder holds.
 * @throws HubError EntryNotFound, WeightsUnreadable
 */
export async function findWeights(deps: Deps, at: At): Promise<Weights> {
  const entry = at.path === '' ? null : await entryAt(deps.reader, at, at.path)
  if (at.path !== '' && !entry) throw entryNotFound(at.path, at.commit)
  if (entry?.type === 'file') {
    if (isWeights(entry.path)) return withOtherParts(deps.reader, at, entry)
    if (isIndex(entry.path)) return filesOfIndex(deps, at, entry)
    throw new HubError(
      'WeightsUnreadable',
      `${entry.path.slice(0, 300)} is no .safetensors, .gguf or index of such files.`,
    )
  }
  const usual = await deps.reader.entries(
    at.repoId,
    at.commit,
    usualNames.map((name) => inFolder(at.path, name)),
  )
  const [best] = usual.filter((found) => found.type === 'file')
  if (best) return isIndex(best.path) ? filesOfIndex(deps, at, best) : alone(best)
  return weightsInFolder(deps.reader, at)
}

const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

async function entryAt(reader: ContentReader, at: At, path: string) {
  const [entry] = await reader.entries(at.repoId, at.commit, [path])
  return entry ?? null
}

const alone = (...files: FileEntry[]): Weights => ({ files, index: null, missing: [] })

async function filesOfIndex({ reader, readIndex }: Deps, at: At, entry: FileEntry): Promise<Weights> {
  const index = await readIndex(entry)
  const folder = entry.path.slice(0, Math.max(0, entry.path.lastIndexOf('/')))
  const paths = index.files.map((file) => inFolder(folder, file))
  return { ...(await weightsAt(reader, at, paths)), index }
}

/** A GGUF file may be one part of a model; the first says what they all are about. */
async function withOtherParts(reader: ContentReader, at: At, entry: FileEntry): Promise<Weights> {
  const paths = ggufParts(entry.path, limits.weightFiles)
  return paths ? { ...(await weightsAt(reader, at, paths)), index: null } : alone(entry)
}

/** In the order of the paths. */
async function weightsAt(reader: ContentReader, at: At, paths: string[]): Promise<Omit<Weights, 'index'>> {
  const found = await reader.entries(at.repoId, at.commit, paths.filter(isWeights))
  const files = found.filter((entry) => entry.type === 'file')
  const there = new Set(files.map(({ path }) => path))
  return { files, missing: paths.filter((path) => !there.has(path)) }
}

/** All safetensors of a folder as one model, or else the first GGUF model, as there may be several. */
async function weightsInFolder(reader: ContentReader, at: At): Promise<Weights> {
  const here = await reader.filesIn(at.repoId, at.commit, at.path)
  const safetensors = here.filter(({ path }) => path.endsWith('.safetensors')).slice(0, limits.weightFiles)
  if (safetensors.length > 0) return alone(...safetensors)
  const gguf = here.find(({ path }) => path.endsWith('.gguf'))
  if (gguf) return withOtherParts(reader, at, gguf)
  throw new HubError('EntryNotFound', 'There are no weights here.', { commit: at.commit })
}
