/** Byte ranges, the end not included; a list of them is sorted and none touch. */
export type Extent = { start: number; end: number }

export const rangeBytes = (extents: readonly Extent[]): number =>
  extents.reduce((sum, { start, end }) => sum + end - start, 0)

/** Adds a range to a list, joining what touches. */
export function addRange(extents: Extent[], added: Extent): void {
  const joined = { ...added }
  const apart = extents.filter((extent) => {
    const touches = extent.start <= joined.end && extent.end >= joined.start
    if (touches) {
      joined.start = Math.min(joined.start, extent.start)
      joined.end = Math.max(joined.end, extent.end)
    }
    return !touches
  })
  extents.splice(0, extents.length, ...[...apart, joined].toSorted((a, b) => a.start - b.start))
}

/** What of the wanted ranges is not there yet; gaps up to `gapBytes` between them are wanted along. */
export function missingRanges(there: readonly Extent[], wanted: readonly Extent[], gapBytes: number): Extent[] {
  const missing: Extent[] = []
  for (const { start, end } of wanted.toSorted((a, b) => a.start - b.start)) {
    let at = start
    for (const known of there) {
      if (known.end <= at || known.start >= end) continue
      if (known.start > at) missing.push({ start: at, end: known.start })
      at = Math.max(at, known.end)
    }
    if (at < end) missing.push({ start: at, end })
  }
  const joined: Extent[] = []
  for (const extent of missing) {
    const last = joined.at(-1)
    if (last && extent.start - last.end <= gapBytes) last.end = Math.max(last.end, extent.end)
    else joined.push({ ...extent })
  }
  return joined
}
