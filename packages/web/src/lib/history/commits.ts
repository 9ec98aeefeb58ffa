/** A commit as lists show it. */
export type Commit = {
  id: string
  title: string
  message: string
  author: string
  date: string
  signedBy: 'hub' | 'somebody' | null
}

type Told = Omit<Commit, 'author'> & { authors: { user: string }[] }

export const commitOf = ({ id, title, message, authors, date, signedBy }: Told): Commit => ({
  id,
  title,
  message,
  author: authors[0]?.user ?? '',
  date,
  signedBy,
})

/** Neighbours of one day together, as a calendar has them. */
export function byDay(commits: readonly Commit[]): { day: string; commits: Commit[] }[] {
  const days: { day: string; commits: Commit[] }[] = []
  for (const commit of commits) {
    const day = commit.date.slice(0, 10)
    const last = days.at(-1)
    if (last?.day === day) last.commits.push(commit)
    else days.push({ day, commits: [commit] })
  }
  return days
}
