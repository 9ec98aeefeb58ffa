// https://git-scm.com/docs/gitignore, one file at the root of the repo
import { FormatError } from '../errors/index.ts'
import { compileGlob, matchGlob, pathBytes } from '../wildmatch/index.ts'
import type { Glob, PathBytes } from '../wildmatch/index.ts'

type IgnoreRule = { glob: Glob; isBaseName: boolean; isFolderOnly: boolean; isIgnored: boolean }

/** More than this is not read, as if the file ended there. */
export const maxIgnoreChars = 1024 * 1024
/** More rules than this are refused: each is tried on each path. */
export const maxIgnoreRules = 2000
const maxLineChars = 2048

/** Does this .gitignore leave the file out? For many paths compile once. */
export const isIgnored = (gitignoreText: string, path: string): boolean => compileIgnore(gitignoreText)(path)

/** The last matching rule decides; nothing below an ignored folder can be brought back. Throws FormatError. */
export function compileIgnore(text: string): (path: string) => boolean {
  const rules = text
    .slice(0, maxIgnoreChars)
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap(parseRule)
  if (rules.length > maxIgnoreRules) throw new FormatError(`gitignore: more than ${maxIgnoreRules} rules`)
  const folders = new Map<string, boolean>()
  const isFolderIgnored = (segments: PathBytes): boolean => {
    const key = segments.join('/')
    const known = folders.get(key)
    if (known !== undefined) return known
    const found = isEntryIgnored(rules, segments, true)
    folders.set(key, found)
    return found
  }
  return (path) => {
    const segments = pathBytes(path)
    return segments.some((_, index) => {
      const isFolder = index < segments.length - 1
      const start = segments.slice(0, index + 1)
      return isFolder ? isFolderIgnored(start) : isEntryIgnored(rules, start, false)
    })
  }
}

function isEntryIgnored(rules: readonly IgnoreRule[], path: PathBytes, isFolder: boolean): boolean {
  const baseName = path.slice(-1)
  const rule = rules.findLast(
    (rule) => (isFolder || !rule.isFolderOnly) && matchGlob(rule.glob, rule.isBaseName ? baseName : path),
  )
  return rule?.isIgnored ?? false
}

function parseRule(line: string): IgnoreRule[] {
  if (line.startsWith('#') || line.length > maxLineChars) return []
  const text = trimSpaces(line.replace(/\r$/, ''))
  const isIgnored = !text.startsWith('!')
  const pattern = isIgnored ? text : text.slice(1)
  const isFolderOnly = pattern.endsWith('/')
  const body = isFolderOnly ? pattern.slice(0, -1) : pattern
  const glob = body === '' ? null : compileGlob(body.replace(/^\//, ''))
  return glob === null ? [] : [{ glob, isBaseName: !body.includes('/'), isFolderOnly, isIgnored }]
}

/** Drops the spaces at the end of a line, but not one that follows a backslash. */
function trimSpaces(line: string): string {
  const trimmed = line.replace(/ +$/, '')
  const backslashes = /\\*$/.exec(trimmed)?.[0].length ?? 0
  return backslashes % 2 === 1 && trimmed.length < line.length ? `${trimmed} ` : trimmed
}
