/**
 * What the catalog's text search can find in a repo, made here and not by PostgreSQL's parser: that one knows no
 * Chinese, Japanese or Korean, and cuts names like `Qwen2.5-7B` in surprising places.
 *
 * One tsvector holds all kinds: words as they are, tags behind `#`, the namespace behind `@`. No word contains these
 * signs, so they never meet.
 */
import { limits } from '../../../config/limits.ts'

export type Searchable = {
  fullName: string
  tags: readonly string[]
  /** a card's title, description, first lines; nulls are passed over */
  texts: readonly (string | null | undefined)[]
}

const lexemesPerRepo = 250
const lexemesPerText = 90
const wordLength = 40

/** Scripts written without spaces, or with endings glued on: cut into overlapping pairs of characters. */
const dense = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`
const runs = new RegExp(String.raw`([${dense}]+)|([[\p{L}\p{N}\p{M}]--[${dense}]]+)`, 'gv')

const fold = (text: string): string => text.replaceAll('\0', '').normalize('NFKC').toLowerCase()

/** Sorted and distinct, ready for a tsvector. */
export function lexemesOf(repo: Searchable): string[] {
  const lexemes = new Set<string>([authorLexeme(repo.fullName.split('/')[0]!)])
  for (const tag of repo.tags) lexemes.add(tagLexeme(tag))
  addWords(lexemes, fold(repo.fullName), lexemesPerText)
  for (const tag of repo.tags) if (!tag.startsWith('region:')) addWords(lexemes, fold(valueOf(tag)), lexemesPerText, 2)
  for (const text of repo.texts) if (text) addWords(lexemes, fold(text), lexemesPerText)
  return [...lexemes].slice(0, lexemesPerRepo).toSorted()
}

export const authorLexeme = (namespace: string): string => `@${fold(namespace)}`

/** `license:mit` → `mit`: a search for "license" should not find every repo that has one. */
const valueOf = (tag: string): string => tag.slice(tag.indexOf(':') + 1)

export const tagLexeme = (tag: string): string => `#${Array.from(fold(tag)).slice(0, limits.searchTermLength).join('')}`

function addWords(into: Set<string>, text: string, most: number, shortest = 1): void {
  const full = into.size + most
  for (const [, denseRun, word] of text.matchAll(runs)) {
    if (word && word.length >= shortest && word.length <= wordLength) into.add(word)
    if (denseRun) for (const pair of pairsOf(denseRun)) into.add(pair)
    if (into.size >= full) return
  }
}

/** `模型库` → `模型`, `型库`, `库`: the last character also stands alone, so that a prefix finds every character. */
function pairsOf(run: string): string[] {
  const characters = Array.from(run)
  return characters.map((character, at) => character + (characters[at + 1] ?? ''))
}

/**
 * One term of a search: a repo matches when its full name contains `substring` or its lexemes satisfy `words`.
 * Null: the term cannot be found that way.
 */
export type Term = { substring: string | null; words: string | null }

/** What every matching row surely holds, when it cannot match by its name: the rarest of these decides how to search. */
export const sureLexemes = (term: Term): string[] =>
  term.substring === null && term.words !== null && !term.words.includes(':*') ? unquote(term.words) : []

const nameShape = /^[a-z0-9_./-]+$/

/** The terms of all `search=` values; white space separates terms. */
export const parseTerms = (searches: readonly string[]): Term[] =>
  searches
    .flatMap((search) => fold(search).split(/\s+/))
    .filter((text) => text !== '')
    .map(parseTerm)

function parseTerm(text: string): Term {
  const parts: string[] = []
  for (const [, denseRun, word] of text.matchAll(runs)) {
    if (word) parts.push(quote(word))
    if (denseRun) parts.push(...denseTerms(denseRun))
  }
  return { substring: nameShape.test(text) ? text : null, words: parts.length > 0 ? parts.join(' & ') : null }
}

/** `模型库` → `模型 & 型库`; a single character finds every pair that starts with it. */
function denseTerms(run: string): string[] {
  const pairs = pairsOf(run)
  return pairs.length === 1 ? [`${quote(run)}:*`] : pairs.slice(0, -1).map(quote)
}

/** A lexeme in the text form of a tsquery. */
export const quote = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

const unquote = (words: string): string[] =>
  words.split(' & ').map((word) => word.slice(1, -1).replaceAll("''", "'").replaceAll('\\\\', '\\'))
