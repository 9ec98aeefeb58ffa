import { structuredPatch } from 'diff'
import type { Job, Work } from '../../../ports/threads.ts'

export type DiffLine = {
  kind: 'context' | 'added' | 'removed'
  text: string
  oldNumber: number | null
  newNumber: number | null
  /** the last line of a file that does not end its last line */
  noNewline?: true
}
export type Hunk = { oldStart: number; oldLines: number; newStart: number; newLines: number; lines: DiffLine[] }
export type TextDiff =
  | { state: 'text'; hunks: Hunk[]; additions: number; deletions: number; truncated: boolean }
  | { state: 'binary' | 'too-different' }

export type DiffInput = {
  before: Uint8Array
  after: Uint8Array
  context: number
  bounds: { milliseconds: number; edits: number; lines: number; lineChars: number }
}

export const textDiffJob = new URL(import.meta.url) as Job<DiffInput, never, void, TextDiff>

export const begin = (input: DiffInput): Work<never, void, TextDiff> => ({
  feed: () => {},
  end: () => diffBytes(input),
})

function diffBytes({ before, after, context, bounds }: DiffInput): TextDiff {
  const [old, now] = [toText(before), toText(after)]
  if (old === null || now === null) return { state: 'binary' }
  // Against nothing there is nothing to search for, however long the text.
  const maxEditLength = old === '' || now === '' ? Infinity : bounds.edits
  const options = { context, timeout: bounds.milliseconds, maxEditLength }
  const patch = structuredPatch('', '', old, now, '', '', options)
  if (!patch) return { state: 'too-different' }
  const counts = { additions: 0, deletions: 0 }
  const hunks: Hunk[] = []
  let left = bounds.lines
  for (const hunk of patch.hunks) {
    counts.additions += hunk.lines.filter((line) => line.startsWith('+')).length
    counts.deletions += hunk.lines.filter((line) => line.startsWith('-')).length
    if (left <= 0) continue
    const { oldLines, newLines } = hunk
    // Of no lines the place is the one before, as git tells it.
    const [oldStart, newStart] = [hunk.oldStart - (oldLines === 0 ? 1 : 0), hunk.newStart - (newLines === 0 ? 1 : 0)]
    const lines = linesOf(hunk, { most: left, chars: bounds.lineChars })
    hunks.push({ oldStart, oldLines, newStart, newLines, lines })
    left -= hunk.lines.filter((line) => !line.startsWith('\\')).length
  }
  return { state: 'text', hunks, ...counts, truncated: left < 0 || hunks.length < patch.hunks.length }
}

/** Null for what is no text. */
function toText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

const kinds = { ' ': 'context', '+': 'added', '-': 'removed' } as const

function linesOf(
  hunk: { oldStart: number; newStart: number; lines: string[] },
  { most, chars }: { most: number; chars: number },
): DiffLine[] {
  const lines: DiffLine[] = []
  let [oldNumber, newNumber] = [hunk.oldStart, hunk.newStart]
  for (const line of hunk.lines) {
    const kind = kinds[line[0] as keyof typeof kinds]
    if (!kind) {
      const last = lines.at(-1)
      if (last) last.noNewline = true
      continue
    }
    if (lines.length === most) break
    const text = line.length > chars ? `${line.slice(1, chars)}…` : line.slice(1)
    lines.push({
      kind,
      text,
      oldNumber: kind === 'added' ? null : oldNumber++,
      newNumber: kind === 'removed' ? null : newNumber++,
    })
  }
  return lines
}
