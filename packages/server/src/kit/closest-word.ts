/** The word somebody may have meant, or null when none is near enough. */
export function closestWord(word: string, words: Iterable<string>): string | null {
  let best: { word: string; distance: number } | null = null
  for (const candidate of words) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (!best || distance < best.distance) best = { word: candidate, distance }
  }
  // two letters swapped count as two changes
  const most = Math.min(word.length - 1, Math.max(2, Math.floor(word.length / 3)))
  return best && best.distance <= most ? best.word : null
}

/** Letters to add, drop or change (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
