import type { DiffLine } from './changes.ts'
import { sideBySide } from './side-by-side.ts'

/** Where in a line something changed: the text from `start` up to `end`. */
export type Part = { start: number; end: number }

/** a line that shares less with the one before it is another line, not a changed one */
const leastShared = 0.3

/** Of lines that stand for each other, what differs between them. */
export function changedParts(lines: readonly DiffLine[]): Map<DiffLine, Part> {
  const parts = new Map<DiffLine, Part>()
  for (const { before, after } of sideBySide(lines)) {
    if (!before || !after || before.kind === 'context') continue
    const found = between(before.text, after.text)
    if (!found) continue
    parts.set(before, found.before)
    parts.set(after, found.after)
  }
  return parts
}

function between(before: string, after: string): { before: Part; after: Part } | null {
  const least = Math.min(before.length, after.length)
  let start = 0
  while (start < least && before[start] === after[start]) start += 1
  let rest = 0
  while (rest < least - start && before.at(-1 - rest) === after.at(-1 - rest)) rest += 1
  if (start + rest < leastShared * Math.max(before.length, after.length)) return null
  // whole words, and no half of a character
  while (start > 0 && (isInWord(before, start) || isInWord(after, start))) start -= 1
  while (rest > 0 && (isInWord(before, before.length - rest) || isInWord(after, after.length - rest))) rest -= 1
  return { before: { start, end: before.length - rest }, after: { start, end: after.length - rest } }
}

const isInWord = (text: string, at: number): boolean => isLetter(text[at - 1]) && isLetter(text[at])
const isLetter = (character = ''): boolean => /[\w\uD800-\uDFFF]/.test(character)
