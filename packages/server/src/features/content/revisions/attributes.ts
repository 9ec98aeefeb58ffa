import { isFormatError } from '@kaihub/formats/errors'
import { attributesLine, compileLfsRules, type AttributesFile, type LfsVerdict } from '@kaihub/formats/gitattributes'
import { HubError } from '../../../kit/errors.ts'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { ReadBlob } from './read-blob.ts'
import type { Trees } from './trees.ts'

export const attributesName = '.gitattributes'

/** A larger file holds no rules worth reading. */
const attributesBytes = 1024 * 1024

export type AttributesDeps = { trees: Trees; readBlob: ReadBlob }

/**
 * What the rules in a tree say about paths: every `.gitattributes` from the root down to the path's folder.
 * `rootText` stands in for the root's file when a commit is about to change it.
 */
export async function rulesFor(
  { trees, readBlob }: AttributesDeps,
  at: { repoId: RepoId; root: ObjectId | null; rootText?: string | undefined },
  paths: readonly string[],
): Promise<(path: string) => LfsVerdict> {
  const files: AttributesFile[] = []
  for (const dir of foldersAbove(paths)) {
    const text = dir === '' && at.rootText !== undefined ? at.rootText : await read(dir)
    if (text !== null) files.push({ dir, text })
  }
  return compileLfsRules(files)

  async function read(dir: string): Promise<string | null> {
    const entry =
      at.root && (await trees.entryAt(at.repoId, at.root, dir === '' ? attributesName : `${dir}/${attributesName}`))
    if (!entry || entry.mode === '40000') return null
    const bytes = await readBlob(at.repoId, entry.oid as ObjectId, attributesBytes)
    return bytes && bytes.toString('utf8')
  }
}

function foldersAbove(paths: readonly string[]): Set<string> {
  const folders = new Set([''])
  for (const path of paths)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (folders.has(path.slice(0, end))) break
      folders.add(path.slice(0, end))
    }
  return folders
}

/** The root's rules with a line more for each path, so that git too keeps them in LFS. @throws HubError InvalidPath */
export function withLines(text: string, paths: readonly string[]): string {
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return start + paths.map((path) => `${lineFor(path)}\n`).join('')
}

function lineFor(path: string): string {
  try {
    return attributesLine(path)
  } catch (error) {
    if (!isFormatError(error)) throw error
    throw new HubError('InvalidPath', `The path of an LFS file is too long for .gitattributes: ${path.slice(0, 200)}…`)
  }
}
