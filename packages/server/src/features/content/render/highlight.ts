import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'
import { bundledLanguages } from 'shiki/langs'
import { limits } from '../../../config/limits.ts'
import type { Language } from './languages.ts'

/** A piece of a line and what it is: `keyword`, `string`, …; null for plain text. */
export type Token = { text: string; kind: string | null }

const prefix = 'var(--'
const theme = createCssVariablesTheme({ name: 'kinds', variablePrefix: '--', fontStyle: false })

let highlighter: Promise<HighlighterCore> | null = null

/** Grammars are large and come when first needed; the thread keeps them. */
export async function loadLanguages(wanted: Iterable<Language>): Promise<HighlighterCore> {
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  })
  const loaded = await highlighter
  for (const language of new Set(wanted)) await loaded.loadLanguage(bundledLanguages[language])
  return loaded
}

/** The lines of a text in coloured pieces. The colours themselves are the page's: no style stands in what we answer. */
export function tokenize(loaded: HighlighterCore, code: string, language: Language): Token[][] {
  const lines = loaded.codeToTokensBase(code, {
    lang: language,
    theme: 'kinds',
    tokenizeMaxLineLength: limits.highlightedLineChars,
    tokenizeTimeLimit: limits.highlightedLineMilliseconds,
  })
  return lines.map((line) => mergeAlike(line.map(({ content, color }) => ({ text: content, kind: kindOf(color) }))))
}

/** `var(--token-string-expression)` → `string-expression` */
function kindOf(color: string | undefined): string | null {
  if (!color?.startsWith(`${prefix}token-`)) return null
  return color.slice(prefix.length + 'token-'.length).replace(/[^a-z-].*$/, '')
}

function mergeAlike(tokens: Token[]): Token[] {
  const merged: Token[] = []
  for (const token of tokens) {
    const last = merged.at(-1)
    if (last && last.kind === token.kind) last.text += token.text
    else merged.push(token)
  }
  return merged
}
