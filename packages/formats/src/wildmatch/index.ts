// Path patterns as git matches them (wildmatch.c with WM_PATHNAME). No regular expressions: a star never makes more
// work than pattern length times segment length, however hostile the pattern.
import { hasMember, tokenize } from './tokens.ts'
import type { Token } from './tokens.ts'

type SegmentPattern = { tokens: Token[]; minBytes: number } | 'double-star'

/** A compiled pattern. */
export type Glob = { literal: string } | { segments: SegmentPattern[] }

/** A path cut at its slashes, each segment with one character per UTF-8 byte. */
export type PathBytes = readonly string[]

const toBytes = (text: string): string => Buffer.from(text).toString('latin1')

/** Prepares a path for `matchGlob`. */
export const pathBytes = (path: string): PathBytes => toBytes(path).split('/')

/** Compiles a pattern without leading slash; null when it can match nothing. */
export function compileGlob(pattern: string): Glob | null {
  const bytes = toBytes(pattern)
  if (!/[*?[\\]/.test(bytes)) return { literal: bytes }
  const tokens = tokenize(bytes)
  if (tokens?.every((token) => typeof token === 'number')) return { literal: String.fromCharCode(...tokens) }
  return tokens && { segments: cutSegments(tokens) }
}

function cutSegments(tokens: readonly Token[]): SegmentPattern[] {
  const segments: SegmentPattern[] = []
  let start = 0
  for (let at = 0; at <= tokens.length; at += 1) {
    if (at < tokens.length && tokens[at] !== 0x2f) continue
    const own = tokens.slice(start, at)
    const minBytes = own.filter((token) => token !== 'star').length
    segments.push(own[0] === 'double-star' ? 'double-star' : { tokens: own, minBytes })
    start = at + 1
  }
  return segments
}

/** Does the pattern match the whole of these segments? */
export const matchGlob = (glob: Glob, path: PathBytes): boolean =>
  'literal' in glob ? path.join('/') === glob.literal : matchSegments(glob.segments, path)

/** Goes back only to the latest double star: what the earlier ones took need never change. */
function matchSegments(pattern: readonly SegmentPattern[], path: PathBytes): boolean {
  let at = 0
  let resumeAt = -1
  let resumePath = -1
  for (let index = 0; index < path.length;) {
    const segment = pattern[at]
    if (segment === 'double-star') {
      if (at === pattern.length - 1) return true
      resumeAt = at += 1
      resumePath = index
    } else if (segment !== undefined && matchSegment(segment, path[index] ?? '')) {
      at += 1
      index += 1
    } else if (resumeAt >= 0) {
      at = resumeAt
      index = resumePath += 1
    } else return false
  }
  return at === pattern.length
}

function matchSegment(pattern: Exclude<SegmentPattern, string>, text: string): boolean {
  const { tokens, minBytes } = pattern
  if (text.length < minBytes) return false
  let at = 0
  let resumeAt = -1
  let resumeIndex = -1
  for (let index = 0; index < text.length;) {
    const token = tokens[at]
    if (token === 'star') {
      if (at === tokens.length - 1) return true
      resumeAt = at += 1
      resumeIndex = index
    } else if (token !== undefined && matchByte(token, text.charCodeAt(index))) {
      at += 1
      index += 1
    } else if (resumeAt >= 0) {
      at = resumeAt
      index = resumeIndex += 1
    } else return false
  }
  while (tokens[at] === 'star') at += 1
  return at === tokens.length
}

function matchByte(token: Token, byte: number): boolean {
  if (typeof token === 'number') return token === byte
  return token === 'any' || (token instanceof Uint8Array && hasMember(token, byte))
}
