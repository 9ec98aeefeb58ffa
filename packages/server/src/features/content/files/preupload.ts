import { setImmediate } from 'node:timers/promises'
import { looksBinary } from '@kaihub/formats/gitattributes'
import { compileIgnore } from '@kaihub/formats/gitignore'
import { limits } from '../../../config/limits.ts'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import { orBadRequest, rulesFor } from '../revisions/attributes.ts'
import type { RevisionsContext } from '../revisions/context.ts'
import type { TreeReader } from './read-tree.ts'

export type PreuploadFile = { path: string; sizeBytes: number; sample: Uint8Array }
export type PreuploadVerdict = {
  path: string
  uploadMode: 'lfs' | 'regular'
  shouldIgnore: boolean
  oid: string | null
}

/** Files that git, or the hub itself, reads as text wherever they are. */
const alwaysRegular = new Set(['.gitattributes', '.gitignore', 'README.md'])

export type PreuploadAt = {
  repoId: RepoId
  commit: CommitId
  root: ObjectId
  /** what the same commit is about to bring */
  gitAttributes?: string | undefined
  gitIgnore?: string | undefined
}

/** Decides for each file how it is to be uploaded (spec hub-api 3.6); clients do as they are told. */
export async function decideUploads(
  context: RevisionsContext,
  tree: TreeReader,
  at: PreuploadAt,
  files: readonly PreuploadFile[],
): Promise<PreuploadVerdict[]> {
  const paths = files.map((file) => file.path)
  const source = {
    readTree: (oid: ObjectId) => context.trees.read(at.repoId, oid),
    readBlob: (oid: ObjectId, limitBytes: number) => context.readBlob(at.repoId, oid, limitBytes),
  }
  const rule = await rulesFor(source, { root: at.root, rootText: at.gitAttributes }, paths)
  const ignoreText = at.gitIgnore ?? (await ownIgnore(context, tree, at))
  const ignored = orBadRequest(() => compileIgnore(ignoreText))
  const present = new Map((await tree.entries(at.repoId, at.commit, paths)).map((entry) => [entry.path, entry]))
  const verdicts: PreuploadVerdict[] = []
  for (const file of files) {
    const entry = present.get(file.path)
    const oid = entry?.type === 'file' ? (entry.lfs?.digest ?? entry.oid) : null
    const uploadMode = uploadModeOf(file, rule(file.path))
    verdicts.push({ path: file.path, uploadMode, shouldIgnore: ignored(file.path), oid })
    // Thousands of rules on hundreds of paths take a while: others come in between.
    await setImmediate()
  }
  return verdicts
}

function uploadModeOf(file: PreuploadFile, rule: 'lfs' | 'not-lfs' | 'unset'): 'lfs' | 'regular' {
  if (file.sizeBytes === 0) return 'regular'
  if (file.sizeBytes > limits.regularFileBytes) return 'lfs'
  if (alwaysRegular.has(file.path.slice(file.path.lastIndexOf('/') + 1))) return 'regular'
  if (rule !== 'unset') return rule === 'lfs' ? 'lfs' : 'regular'
  return looksBinary(file.sample) ? 'lfs' : 'regular'
}

async function ownIgnore({ readBlob }: RevisionsContext, tree: TreeReader, at: PreuploadAt): Promise<string> {
  const entry = await tree.find(at.repoId, at.commit, '.gitignore')
  const bytes =
    entry && entry.mode !== '40000' ? await readBlob(at.repoId, entry.oid as ObjectId, limits.rulesFileBytes) : null
  return bytes?.toString('utf8') ?? ''
}
