// Changes single fields of a card's front matter, and leaves every other byte of it as its author wrote it.
import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml'
import type { Document, Node, Pair } from 'yaml'
import { FormatError } from '../../errors/index.ts'
import { splitCard } from '../split.ts'

export { licenses } from '../licenses.ts'
export { tasks } from '../tasks.ts'

/** A field as a form shows it: texts in order. What is neither a text nor a list of texts is no business of a form. */
export type FieldValues = readonly string[]

/** The texts of some fields; null for a field that holds something else. @throws FormatError when the YAML is broken */
export function readFields<Key extends string>(card: string, keys: readonly Key[]): Record<Key, FieldValues | null> {
  const document = parse(splitCard(card).frontMatter ?? '')
  const read = (key: Key): FieldValues | null => {
    const value = pairOf(document, key)?.value ?? null
    if (value === null || (isScalar(value) && (value.value === null || value.value === ''))) return []
    const items = isSeq(value) ? value.items : [value]
    return items.every((item) => isScalar(item)) ? items.map((item) => String(item.value)) : null
  }
  return Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<Key, FieldValues | null>
}

/**
 * The card with a field set: to one text, to a list, or to nothing, which takes the field away.
 * @throws FormatError when the YAML is broken
 */
export function setField(card: string, key: string, value: string | FieldValues): string {
  const { frontMatter, body } = splitCard(card)
  const isNothing = value.length === 0
  if (frontMatter === null) return isNothing ? card : `---\n${written(key, value)}---\n\n${body}`
  // `---` and its line end lie between the front matter and the body.
  const start = /---[ \t]*(?:\r\n?|\n)?$/.exec(card.slice(0, card.length - body.length))!.index
  const edited = edit(frontMatter, key, isNothing ? '' : written(key, value))
  return card.slice(0, start - frontMatter.length) + edited + card.slice(start)
}

const written = (key: string, value: string | FieldValues): string =>
  stringify({ [key]: value }, { lineWidth: 0, indentSeq: false })

function edit(frontMatter: string, key: string, lines: string): string {
  const document = parse(frontMatter)
  const { contents } = document
  if (contents !== null && (!isMap(contents) || contents.flow))
    throw new FormatError('YAML: not a plain list of fields')
  const pair = pairOf(document, key)
  const ended = frontMatter === '' || frontMatter.endsWith('\n') ? frontMatter : `${frontMatter}\n`
  if (!pair) return ended + lines
  const [start] = (pair.key as Node).range!
  const end = endOf(pair, ended)
  // What stands behind a value on its line, such as a comment, stays there.
  const rest = ended.slice(end)
  const tail = /^[^\n]*/.exec(rest)![0]
  const after = rest.slice(tail.length).replace(/^\n/, '')
  const comment = lines.trimEnd().includes('\n') || tail.trim() === '' ? '' : ` ${tail.trim()}`
  const kept = lines === '' ? '' : `${lines.trimEnd()}${comment}\n`
  return ended.slice(0, start) + kept + after
}

/** Where the value ends, without the line end. */
function endOf({ key, value }: Pair, text: string): number {
  const node = value as Node | null
  let end = node?.range?.[1] ?? (key as Node).range![1]
  const colon = text.indexOf(':', (key as Node).range![1]) + 1
  end = Math.max(end, colon)
  while (end > colon && /\s/.test(text[end - 1]!)) end -= 1
  return end
}

function parse(frontMatter: string): Document {
  const document = parseDocument(frontMatter, { schema: 'core', version: '1.2', prettyErrors: false })
  const [error] = document.errors
  if (error) throw new FormatError(`YAML: ${error.message.slice(0, 300)}`)
  return document
}

function pairOf({ contents }: Document, key: string): Pair | undefined {
  if (!isMap(contents)) return undefined
  return contents.items.find((pair) => isScalar(pair.key) && pair.key.value === key)
}
