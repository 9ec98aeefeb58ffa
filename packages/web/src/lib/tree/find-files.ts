/** Paths that hold all words typed, best first: those with them in the name, then the shorter. */
export function findFiles(paths: readonly string[], wanted: string, most: number): string[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return paths.slice(0, most)
  const found = paths.flatMap((path) => {
    const lower = path.toLowerCase()
    if (!words.every((word) => lower.includes(word))) return []
    const name = lower.slice(lower.lastIndexOf('/') + 1)
    const rank = words.every((word) => name.startsWith(word)) ? 0 : words.every((word) => name.includes(word)) ? 1 : 2
    return [{ path, rank }]
  })
  const inOrder = found.toSorted((a, b) => a.rank - b.rank || a.path.length - b.path.length)
  return inOrder.slice(0, most).map(({ path }) => path)
}
