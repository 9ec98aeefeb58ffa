import { limits } from '../../../config/limits.ts'
import { escapeHtml } from './hast.ts'
import { loadLanguages, tokenize, type Token } from './highlight.ts'
import { languageOfFile, titleOf } from './languages.ts'

/** `language` is its name for people. */
export type Source = { language: string | null; lines: string[] }

/** A text file as lines of HTML: coloured up to a limit, plain beyond it; null when it has too many lines to show. */
export async function renderSource(code: string, path: string): Promise<Source | null> {
  const plain = code.replace(/\r?\n$/, '').split(/\r?\n/)
  if (plain.length > limits.shownLines) return null
  const language = languageOfFile(path)
  const title = language && titleOf(language)
  const coloured = language !== null && code.length <= limits.highlightedChars
  if (!coloured) return { language: title, lines: plain.map((line) => escapeHtml(line)) }
  const tokens = tokenize(await loadLanguages([language]), plain.join('\n'), language)
  return { language: title, lines: tokens.map((line) => line.map((token) => spanOf(token)).join('')) }
}

/** Every line as it is, for what could not be read otherwise. */
export function plainSource(code: string): Source | null {
  const lines = code.replace(/\r?\n$/, '').split(/\r?\n/)
  return lines.length > limits.shownLines ? null : { language: null, lines: lines.map((line) => escapeHtml(line)) }
}

const spanOf = ({ text, kind }: Token): string =>
  kind ? `<span class="tok-${kind}">${escapeHtml(text)}</span>` : escapeHtml(text)
