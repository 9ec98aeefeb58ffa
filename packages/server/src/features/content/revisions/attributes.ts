import { isFormatError } from '@kaihub/formats/errors'
import { attributesLine, compileLfsRules, type AttributesFile, type LfsVerdict } from '@kaihub/formats/gitattributes'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { ObjectId } from '../../../kit/ids.ts'
import { findEntry, type ReadTree } from './trees.ts'

export const attributesName = '.gitattributes'

/** Where folders and blobs are read: a repo, or a repo together with what a commit is about to bring. */
export type Source = { readTree: ReadTree; readBlob: (oid: ObjectId, limitBytes: number) => Promise<Buffer | null> }

/**
 * What the rules in a tree say about paths: every `.gitattributes` from the root down to the path's folder.
 * `rootText` stands in for the root's file when a commit is about to change it.
 */
export async function rulesFor(
  source: Source,
  at: { root: ObjectId; rootText?: string | undefined },
  paths: readonly string[],
): Promise<(path: string) => LfsVerdict> {
  const files: AttributesFile[] = []
  for (const dir of foldersAbove(paths)) {
    const read = () => readAttributes(source, at.root, dir)
    const text = dir === '' && at.rootText !== undefined ? at.rootText : await read()
    if (text !== null) files.push({ dir, text })
  }
  return orBadRequest(() => compileLfsRules(files))
}

/** Rules that are beyond reading are their author's to mend. @throws HubError BadRequest */
export function orBadRequest<Rules>(compile: () => Rules): Rules {
  try {
    return compile()
  } catch (error) {
    throw isFormatError(error) ? new HubError('BadRequest', error.message) : error
  }
}

/** The rules in one folder; null when there is no such file, or none that could be read as rules. */
async function readAttributes(source: Source, root: ObjectId, dir: string): Promise<string | null> {
  const entry = await findEntry(source.readTree, root, dir === '' ? attributesName : `${dir}/${attributesName}`)
  if (!entry || entry.mode === '40000') return null
  const bytes = await source.readBlob(entry.oid as ObjectId, limits.rulesFileBytes)
  return bytes && bytes.toString('utf8')
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

/**
 * The root's rules with a line more for each of these paths that no rule sends to LFS, so that git too keeps them
 * there; null when nothing is to be added. @throws HubError InvalidPath for a path no line can hold
 */
export async function rulesCovering(source: Source, root: ObjectId, paths: readonly string[]): Promise<string | null> {
  if (paths.length === 0) return null
  const verdict = await rulesFor(source, { root }, paths)
  const uncovered = paths.filter((path) => verdict(path) !== 'lfs')
  if (uncovered.length === 0) return null
  const there = await findEntry(source.readTree, root, attributesName)
  const text = there ? await readAttributes(source, root, '') : ''
  // What we cannot read we do not rewrite.
  if (text === null) return null
  const known = new Set(text.split(/\r?\n/))
  // A line that is there already and does not help is overruled by a folder's own rules: those are the author's.
  const lines = uncovered.map(lineFor).filter((line) => !known.has(line))
  if (lines.length === 0) return null
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${lines.join('\n')}\n`
}

function lineFor(path: string): string {
  try {
    return attributesLine(path)
  } catch (error) {
    if (!isFormatError(error)) throw error
    throw new HubError('InvalidPath', `The path of an LFS file is too long for .gitattributes: ${path.slice(0, 200)}…`)
  }
}
