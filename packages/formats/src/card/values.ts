import type { JsonValue } from './yaml.ts'

const maxItems = 200
const maxChars = 200

/** The words of a field that holds one or a list; what is no short text is left out. */
export function wordsOf(value: JsonValue | undefined): string[] {
  const list = Array.isArray(value) ? value.slice(0, maxItems) : [value]
  return list.flatMap((item) => {
    if (typeof item !== 'string' && typeof item !== 'number') return []
    const word = String(item)
      .replace(/\p{Cc}/gu, '')
      .trim()
    return word === '' || word.length > maxChars ? [] : [word]
  })
}

/** The one word of a field, if it holds one. */
export const wordOf = (value: JsonValue | undefined): string | undefined =>
  Array.isArray(value) ? undefined : wordsOf(value)[0]
