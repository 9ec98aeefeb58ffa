import { FormatError } from '../errors/index.ts'
import { compileGlob, matchGlob, pathBytes } from '../wildmatch/index.ts'
import type { Glob, PathBytes } from '../wildmatch/index.ts'
import { parseAttributes } from './parse.ts'

/** A .gitattributes file; `dir` is the folder it lies in, '' for the root. */
export type AttributesFile = { dir: string; text: string }

/** `not-lfs` means that a rule speaks about the filter and says something else. */
export type LfsVerdict = 'lfs' | 'not-lfs' | 'unset'

type FilterRule = { glob: Glob; isBaseName: boolean; verdict: LfsVerdict; line: number }
/** Rules without wildcards, which a hub writes by the thousand, are looked up and not tried one by one. */
type FilterFile = {
  dir: string[]
  wild: FilterRule[]
  byPath: Map<string, FilterRule>
  byName: Map<string, FilterRule>
}

/** More patterns than this in one file are refused: each is tried on each path. */
const maxPatterns = 2000

/** What the attributes say about a path's `filter`; for many paths compile once. Throws FormatError, see `maxPatterns`. */
export const lfsRule = (files: readonly AttributesFile[], path: string): LfsVerdict => compileLfsRules(files)(path)

/** The last matching rule of the deepest file wins, as in git. */
export function compileLfsRules(files: readonly AttributesFile[]): (path: string) => LfsVerdict {
  const deepestFirst = files.map(compileFile).toSorted((left, right) => right.dir.length - left.dir.length)
  return (path) => {
    const segments = pathBytes(path)
    for (const file of deepestFirst) {
      const { dir } = file
      if (!dir.every((name, index) => index < segments.length - 1 && segments[index] === name)) continue
      const verdict = lastVerdict(file, segments.slice(dir.length))
      if (verdict !== null) return verdict
    }
    return 'unset'
  }
}

function lastVerdict({ wild, byPath, byName }: FilterFile, path: PathBytes): LfsVerdict | null {
  const baseName = path.slice(-1)
  const literal = [byPath.get(path.join('/')), byName.get(baseName[0] ?? '')]
  const pattern = wild.findLast((rule) => matchGlob(rule.glob, rule.isBaseName ? baseName : path))
  const found = [...literal, pattern].filter((rule) => rule !== undefined)
  return found.toSorted((left, right) => left.line - right.line).at(-1)?.verdict ?? null
}

function compileFile({ dir, text }: AttributesFile): FilterFile {
  const segments = pathBytes(dir).filter((name) => name !== '')
  const file: FilterFile = { dir: segments, wild: [], byPath: new Map(), byName: new Map() }
  for (const [line, { pattern, attributes }] of parseAttributes(text).entries()) {
    const filter = attributes.findLast((attribute) => attribute.name === 'filter')
    // a pattern for folders says nothing about files
    if (filter === undefined || pattern.endsWith('/')) continue
    const glob = compileGlob(pattern.replace(/^\//, ''))
    if (glob === null) continue
    const verdict = 'value' in filter && filter.value === 'lfs' ? 'lfs' : 'not-lfs'
    const rule: FilterRule = { glob, isBaseName: !pattern.includes('/'), verdict, line }
    if ('literal' in glob) (rule.isBaseName ? file.byName : file.byPath).set(glob.literal, rule)
    else file.wild.push(rule)
  }
  if (file.wild.length > maxPatterns)
    throw new FormatError(`gitattributes: more than ${maxPatterns} patterns with wildcards`)
  return file
}
