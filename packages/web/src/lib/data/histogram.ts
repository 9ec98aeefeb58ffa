export type Histogram = { hist: number[]; bin_edges: unknown[] }
export type Bar = { x: number; width: number; y: number; height: number; share: number }

/** Bars of a histogram in a box of 100 by `height`: what is there at all can be seen. */
export function barsOf(counts: readonly number[], height: number): Bar[] {
  const most = Math.max(1, ...counts)
  const width = 100 / Math.max(1, counts.length)
  return counts.map((count, at) => {
    const tall = count === 0 ? 0 : Math.max(1.5, (count / most) * height)
    return { x: at * width, width: Math.max(1, width - 1), y: height - tall, height: tall, share: count / most }
  })
}
