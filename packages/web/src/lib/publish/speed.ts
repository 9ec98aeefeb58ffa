const watchedMilliseconds = 10_000

/** How fast something grows, over the last seconds: bytes a second, or null before that can be said. */
export function createSpeedometer() {
  let marks: { at: number; bytes: number }[] = []
  return {
    reset: (): void => void (marks = []),
    mark(bytes: number, at: number): number | null {
      marks.push({ at, bytes })
      while (marks.length > 2 && marks[1]!.at < at - watchedMilliseconds) marks.shift()
      const first = marks[0]!
      const passed = at - first.at
      return passed < 1000 ? null : ((bytes - first.bytes) / passed) * 1000
    },
  }
}
