// The pattern language of git's wildmatch.c: bytes, `?`, `*`, classes with ranges and names, backslash escapes

/** A byte, one of its specials, or a class as a set of 256 bits. */
export type Token = number | 'any' | 'star' | 'double-star' | Uint8Array

const code = (character: string): number => character.charCodeAt(0)
const slash = code('/')

const inRanges =
  (...ranges: string[]) =>
  (byte: number): boolean =>
    ranges.some((range) => byte >= range.charCodeAt(0) && byte <= range.charCodeAt(range.length - 1))

const namedClasses: Record<string, (byte: number) => boolean> = {
  alnum: inRanges('az', 'AZ', '09'),
  alpha: inRanges('az', 'AZ'),
  blank: inRanges(' ', '\t'),
  cntrl: inRanges('\x00\x1f', '\x7f'),
  digit: inRanges('09'),
  graph: inRanges('!~'),
  lower: inRanges('az'),
  print: inRanges(' ~'),
  punct: inRanges('!/', ':@', '[`', '{~'),
  space: inRanges('\t\r', ' '),
  upper: inRanges('AZ'),
  xdigit: inRanges('09', 'af', 'AF'),
}

/** The tokens of a pattern given as one character per byte, or null when it can match nothing. */
export function tokenize(pattern: string): Token[] | null {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length;) {
    const character = pattern[at]
    if (character === '*') {
      const end = starsEnd(pattern, at)
      tokens.push(isDoubleStar(pattern, at, end) ? 'double-star' : 'star')
      at = end
    } else if (character === '[') {
      const found = readClass(pattern, at)
      if (found === null) return null
      tokens.push(found.members)
      at = found.end
    } else {
      if (character === '\\') at += 1
      if (at >= pattern.length) return null
      tokens.push(character === '?' ? 'any' : pattern.charCodeAt(at))
      at += 1
    }
  }
  return tokens
}

function starsEnd(pattern: string, start: number): number {
  let end = start
  while (pattern[end] === '*') end += 1
  return end
}

/**
 * Two or more stars reach over slashes only when they stand for whole segments, as the manual says; git itself also
 * lets them after a literal beginning (`a**`), because it cuts that off before it looks.
 */
const isDoubleStar = (pattern: string, start: number, end: number): boolean =>
  end - start > 1 &&
  (start === 0 || pattern[start - 1] === '/') &&
  (end === pattern.length || pattern[end] === '/' || pattern.startsWith('\\/', end))

/** Reads `[…]` from its bracket on; null when it never closes or names an unknown class. */
function readClass(pattern: string, start: number): { members: Uint8Array; end: number } | null {
  const isNegated = pattern[start + 1] === '!' || pattern[start + 1] === '^'
  const members = new Uint8Array(32)
  let at = start + (isNegated ? 2 : 1)
  let previous: number | null = null
  for (let isFirst = true; isFirst || pattern[at] !== ']'; isFirst = false) {
    const item = readItem(pattern, at, previous)
    if (item === null) return null
    for (let byte = item.from; byte <= item.to; byte += 1) if (item.test?.(byte) ?? true) addMember(members, byte)
    previous = item.isRangeStart ? item.to : null
    at = item.end
  }
  if (isNegated) for (let index = 0; index < members.length; index += 1) members[index] = ~(members[index] ?? 0)
  removeMember(members, slash)
  return { members, end: at + 1 }
}

type ClassItem = { from: number; to: number; end: number; isRangeStart: boolean; test?: (byte: number) => boolean }

function readItem(pattern: string, at: number, previous: number | null): ClassItem | null {
  if (at >= pattern.length) return null
  const next = pattern[at + 1]
  if (pattern[at] === '-' && previous !== null && next !== undefined && next !== ']') {
    const literal = readLiteral(pattern, at + 1)
    return literal && { from: previous, to: literal.byte, end: literal.end, isRangeStart: false }
  }
  if (pattern[at] === '[' && next === ':') {
    const close = pattern.indexOf(']', at + 2)
    if (close < 0) return null
    if (close > at + 2 && pattern[close - 1] === ':') {
      const name = pattern.slice(at + 2, close - 1)
      const test = Object.hasOwn(namedClasses, name) ? namedClasses[name] : undefined
      return test === undefined ? null : { from: 0, to: 255, end: close + 1, isRangeStart: false, test }
    }
  }
  const literal = readLiteral(pattern, at)
  return literal && { from: literal.byte, to: literal.byte, end: literal.end, isRangeStart: true }
}

function readLiteral(pattern: string, at: number): { byte: number; end: number } | null {
  const start = pattern[at] === '\\' ? at + 1 : at
  return start < pattern.length ? { byte: pattern.charCodeAt(start), end: start + 1 } : null
}

function addMember(members: Uint8Array, byte: number): void {
  members[byte >> 3] = (members[byte >> 3] ?? 0) | (1 << (byte & 7))
}

function removeMember(members: Uint8Array, byte: number): void {
  members[byte >> 3] = (members[byte >> 3] ?? 0) & ~(1 << (byte & 7))
}

export const hasMember = (members: Uint8Array, byte: number): boolean =>
  ((members[byte >> 3] ?? 0) & (1 << (byte & 7))) !== 0
