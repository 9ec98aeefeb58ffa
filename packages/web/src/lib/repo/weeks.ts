export type Day = { day: string; count: number }

const daysOfWeek = 7

/** Sums of seven days each, the newest first; what is left over at the old end stays a shorter week. */
export function weeksOf(days: readonly Day[]): Day[] {
  const weeks: Day[] = []
  for (let end = days.length; end > 0; end -= daysOfWeek) {
    const week = days.slice(Math.max(0, end - daysOfWeek), end)
    weeks.push({ day: week[0]!.day, count: week.reduce((sum, { count }) => sum + count, 0) })
  }
  return weeks
}
