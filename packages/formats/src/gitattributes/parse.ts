// https://git-scm.com/docs/gitattributes, and attr.c where the page is silent

export type AttributeState = { name: string; state: 'set' | 'unset' | 'unspecified' } | { name: string; value: string }

export type AttributeRule = { pattern: string; attributes: AttributeState[] }

/** More than this is not read, as if the file ended there. */
const maxAttributesChars = 1024 * 1024
// git reads no line of 2048 bytes or more
export const maxLineBytes = 2047

const blanks = ' \t\r\n'
const nameShape = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/
const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
}

/** The rules of a .gitattributes file in their order. Macros, negative patterns and faulty lines are passed over. */
export function parseAttributes(text: string): AttributeRule[] {
  const rules: AttributeRule[] = []
  for (const line of text
    .slice(0, maxAttributesChars)
    .replace(/^\ufeff/, '')
    .split('\n')) {
    const rule = Buffer.byteLength(line) > maxLineBytes ? null : parseLine(line)
    if (rule !== null) rules.push(rule)
  }
  return rules
}

function parseLine(line: string): AttributeRule | null {
  const start = skipBlanks(line, 0)
  if (start === line.length || line[start] === '#') return null
  const { pattern, end } = (line[start] === '"' ? readQuoted(line, start) : null) ?? readWord(line, start)
  const isMacro = line[start] !== '"' && pattern.startsWith('[attr]') && pattern.length > '[attr]'.length
  if (isMacro || pattern === '' || pattern.startsWith('!')) return null
  const attributes: AttributeState[] = []
  for (const word of line.slice(end).split(/[ \t\r]+/)) {
    if (word === '') continue
    const attribute = parseAttribute(word)
    if (attribute === null) return null
    attributes.push(attribute)
  }
  return { pattern, attributes }
}

function parseAttribute(word: string): AttributeState | null {
  const equals = word.indexOf('=')
  const sign = word[0]
  const isSigned = sign === '-' || sign === '!'
  const name = word.slice(isSigned ? 1 : 0, equals < 0 ? undefined : equals)
  if (!nameShape.test(name) || name.startsWith('builtin_')) return null
  if (isSigned) return { name, state: sign === '-' ? 'unset' : 'unspecified' }
  return equals < 0 ? { name, state: 'set' } : { name, value: word.slice(equals + 1) }
}

function skipBlanks(line: string, from: number): number {
  let at = from
  while (at < line.length && blanks.includes(line.charAt(at))) at += 1
  return at
}

function readWord(line: string, start: number): { pattern: string; end: number } {
  let end = start
  while (end < line.length && !blanks.includes(line.charAt(end))) end += 1
  return { pattern: line.slice(start, end), end }
}

/** A pattern in quotes, with C's escapes; null when the quotes or an escape are broken. */
function readQuoted(line: string, start: number): { pattern: string; end: number } | null {
  const parts: Buffer[] = []
  for (let at = start + 1; at < line.length;) {
    const character = line.charAt(at)
    if (character === '"') return { pattern: Buffer.concat(parts).toString(), end: at + 1 }
    const octal = character === '\\' ? /^[0-3][0-7]{2}/.exec(line.slice(at + 1, at + 4))?.[0] : undefined
    if (octal !== undefined) {
      parts.push(Buffer.from([Number.parseInt(octal, 8)]))
      at += 4
    } else if (character === '\\') {
      const escaped = escapes[line.charAt(at + 1)]
      if (escaped === undefined) return null
      parts.push(Buffer.from(escaped))
      at += 2
    } else {
      const end = nextSpecial(line, at)
      parts.push(Buffer.from(line.slice(at, end)))
      at = end
    }
  }
  return null
}

function nextSpecial(line: string, from: number): number {
  const found = line.slice(from).search(/["\\]/)
  return found < 0 ? line.length : from + found
}
