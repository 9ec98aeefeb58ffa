import { isFormatError } from '../errors/index.ts'
import { splitCard } from './split.ts'
import { parseYaml } from './yaml.ts'
import type { JsonValue } from './yaml.ts'

export type CardData = Record<string, JsonValue>

/** `data` is null without front matter and, with `error`, when the front matter cannot be read. */
export type Card = { data: CardData | null; error?: string; body: string }

/** Reads the card data of a README; never throws. */
export function parseCard(text: string): Card {
  const { frontMatter, body } = splitCard(text)
  if (frontMatter === null) return { data: null, body }
  try {
    const data = parseYaml(frontMatter)
    if (data === null) return { data: null, body }
    if (isRecord(data)) return { data, body }
    return { data: null, error: 'YAML: the front matter is not a mapping', body }
  } catch (error) {
    if (isFormatError(error)) return { data: null, error: error.message, body }
    // too deep for the parser's own recursion
    if (error instanceof RangeError) return { data: null, error: 'YAML: nested too deep', body }
    throw error
  }
}

export const isRecord = (value: unknown): value is CardData =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
