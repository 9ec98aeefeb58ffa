import { compileGlob, matchGlob, pathBytes } from '../wildmatch/index.ts'
import type { Glob, PathBytes } from '../wildmatch/index.ts'
import { parseAttributes } from './parse.ts'

/** A .gitattributes file; `dir` is the folder it lies in, '' for the root. */
export type AttributesFile = { dir: string; text: string }

/** `not-lfs` means that a rule speaks about the filter and says something else. */
export type LfsVerdict = 'lfs' | 'not-lfs' | 'unset'

type FilterRule = { glob: Glob; isBaseName: boolean; verdict: LfsVerdict }
type FilterFile = { dir: string[]; rules: FilterRule[] }

/** What the attributes say about a path's `filter`; for many paths compile once. */
export const lfsRule = (files: readonly AttributesFile[], path: string): LfsVerdict => compileLfsRules(files)(path)

/** The last matching rule of the deepest file wins, as in git. */
export function compileLfsRules(files: readonly AttributesFile[]): (path: string) => LfsVerdict {
  const deepestFirst = files.map(compileFile).toSorted((left, right) => right.dir.length - left.dir.length)
  return (path) => {
    const segments = pathBytes(path)
    for (const { dir, rules } of deepestFirst) {
      if (!dir.every((name, index) => index < segments.length - 1 && segments[index] === name)) continue
      const verdict = lastVerdict(rules, segments.slice(dir.length))
      if (verdict !== null) return verdict
    }
    return 'unset'
  }
}

function lastVerdict(rules: readonly FilterRule[], path: PathBytes): LfsVerdict | null {
  const baseName = path.slice(-1)
  const rule = rules.findLast((rule) => matchGlob(rule.glob, rule.isBaseName ? baseName : path))
  return rule?.verdict ?? null
}

function compileFile({ dir, text }: AttributesFile): FilterFile {
  const rules: FilterRule[] = []
  for (const { pattern, attributes } of parseAttributes(text)) {
    const filter = attributes.findLast((attribute) => attribute.name === 'filter')
    // a pattern for folders says nothing about files
    if (filter === undefined || pattern.endsWith('/')) continue
    const glob = compileGlob(pattern.replace(/^\//, ''))
    const verdict = 'value' in filter && filter.value === 'lfs' ? 'lfs' : 'not-lfs'
    if (glob !== null) rules.push({ glob, isBaseName: !pattern.includes('/'), verdict })
  }
  return { dir: pathBytes(dir).filter((name) => name !== ''), rules }
}
