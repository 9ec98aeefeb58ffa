import type { Table } from './report.ts'

export type BenchContext = {
  /** empty, and removed afterwards */
  folder: string
  /** of the one large file */
  sizeBytes: number
  rounds: number
  /** in the hub whose lists are measured */
  repos: number
  /** commits of the history that git pushes and clones */
  history: number
  /** progress, for whoever waits */
  tell: (line: string) => void
}

export type Bench = (context: BenchContext) => Promise<Table[]>
